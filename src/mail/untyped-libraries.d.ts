/** The few functions used of libraries that come without types. */
declare module 'libmime' {
  const libmime: {
    decodeWords(text: string): string;
    parseHeaderValue(value: string): { value: string | false; params: Record<string, string> };
  };
  export default libmime;
}

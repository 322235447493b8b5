/**
 * Formats that Candour does not examine, by their first bytes in hexadecimal, in words for the report. `....` stands
 * for two bytes that vary.
 */
const byFirstBytes: [RegExp, string][] = [
  [/^(ffd8ff|89504e47|47494638|424d.{8}0000|49492a00|4d4d002a|52494646.{8}57454250)/, 'an image'],
  [/^.{8}66747970(686569|6d6966|61766966)/, 'an image'],
  [/^(494433|4f676753|664c6143|52494646.{8}57415645|fff[ab23]|2321414d52|.{8}667479704d3441)/, 'a sound recording'],
  [/^(.{8}66747970|52494646.{8}41564920|1a45dfa3)/, 'a video'],
  [/^(377abcaf|52617221|1f8b|425a68|fd377a585a|4d534346)/, 'an archive, not opened'],
  [/^789f3e22/, 'an Outlook package (winmail.dat)'],
  [/^76e80460c411e386/, 'protected by rights management'],
  [/^2d2d2d2d2d424547494e20504750204d455353414745/, 'encrypted'],
  [/^(25215053|c5d0d3c6)/, 'a PostScript file'],
];

/** By what the sender's program says, where the bytes have no mark of their own or look like text. */
const byContentType: [RegExp, string][] = [
  [/^image\//, 'an image'],
  [/^audio\//, 'a sound recording'],
  [/^video\//, 'a video'],
  [/pkcs7-signature|pgp-signature/, 'a digital signature'],
  [/pkcs7-mime|pgp-encrypted/, 'encrypted'],
];

const byExtension: [RegExp, string][] = [
  [/^(p7s|asc|sig)$/, 'a digital signature'],
  [/^p7m$/, 'encrypted'],
];

/** Why a format that is none of ours is not examined, or null. */
export function foreignFormat(bytes: Uint8Array, contentType: string, extension: string): string | null {
  const head = Buffer.from(bytes.subarray(0, 32)).toString('hex');
  const find = (table: [RegExp, string][], value: string) => table.find(([pattern]) => pattern.test(value))?.[1];
  return find(byFirstBytes, head) ?? find(byContentType, contentType) ?? find(byExtension, extension) ?? null;
}

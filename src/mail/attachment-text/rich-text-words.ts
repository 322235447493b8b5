/** Where the text of a group goes. */
export type Destination = 'body' | 'margin' | 'property' | 'shape-name' | 'shape-value' | 'fonts' | 'skip';

/** Control words that begin a group with a destination of its own. */
export const destinations: Record<string, Destination> = {
  ...sameDestination('margin', [
    ...['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'],
  ]),
  ...sameDestination('body', ['footnote', 'annotation', 'shpinst', 'shptxt', 'fldrslt', 'pntext', 'listtext', 'do']),
  ...sameDestination('property', [
    ...['title', 'subject', 'keywords', 'category', 'doccomm', 'author', 'company', 'manager', 'propname', 'staticval'],
  ]),
  ...sameDestination('skip', [
    ...['colortbl', 'stylesheet', 'pict', 'object', 'objdata', 'nonshppict', 'shprslt', 'fldinst', 'themedata'],
    ...['datastore', 'listtable', 'listoverridetable', 'rsidtbl', 'generator', 'xmlnstbl', 'atnid', 'atnauthor'],
    ...['operator', 'creatim', 'revtim', 'printim', 'buptim', 'hlinkbase', 'xe', 'tc', 'bkmkstart', 'bkmkend'],
    ...['filetbl', 'revtbl', 'latentstyles', 'template', 'private', 'htmltag', 'mhtmltag', 'passwordhash', 'ftnsep'],
  ]),
  // The groups themselves hold no text, only groups that do.
  info: 'skip',
  userprops: 'skip',
  sp: 'skip',
  sn: 'shape-name',
  sv: 'shape-value',
  fonttbl: 'fonts',
};

/** Control words that stand for characters. */
export const characters: Record<string, string> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', tab: '\t', cell: '\t', nestcell: '\t', nestrow: '\n' },
  ...{ emdash: '\u2014', endash: '\u2013', bullet: '\u2022', emspace: ' ', enspace: ' ', qmspace: ' ' },
  ...{ lquote: '\u2018', rquote: '\u2019', ldblquote: '\u201c', rdblquote: '\u201d' },
};

export const symbols: Record<string, string> = {
  ...{ '\\': '\\', '{': '{', '}': '}', '~': '\u00a0', _: '-', '\n': '\n', '\r': '\n', '\t': '\t' },
};

/** `\fcharsetN` as a code page name of iconv-lite. Character sets not named here use the document's `\ansicpg`. */
export const codePageByCharset: Record<number, string> = {
  ...{ 77: 'macroman', 128: 'cp932', 129: 'cp949', 134: 'cp936', 136: 'cp950', 161: 'cp1253', 162: 'cp1254' },
  ...{ 163: 'cp1258', 177: 'cp1255', 178: 'cp1256', 186: 'cp1257', 204: 'cp1251', 222: 'cp874', 238: 'cp1250' },
};

function sameDestination(destination: Destination, words: string[]): Record<string, Destination> {
  return Object.fromEntries(words.map((word) => [word, destination]));
}

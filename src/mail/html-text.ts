import { compile, type DomNode, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import { isTooDeep, withoutTags } from './markup-scan.ts';

/** A line that stands for `<hr>`: never text, so that a rule is not taken for a forward marker. */
export const ruleMark = '\ue010';
/** A line before the header block that Outlook on the web writes into `#divRplyFwdMsg`. */
export const headerMark = '\ue011';
/** A line before the element that a client fills with the sender's signature. */
export const signatureMark = '\ue012';

const markLine =
  (mark: string): FormatCallback =>
  (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 1 });
    builder.addInline(mark, { noWordTransform: true });
    builder.closeBlock({ trailingLineBreaks: 1 });
    builder.openBlock({ leadingLineBreaks: 1 });
    walk(element.children, builder);
    builder.closeBlock({ trailingLineBreaks: 1 });
  };

const quoteBlock: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1, reservedLineLength: 2 });
  walk(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 1,
    blockTransform: (text: string) =>
      text
        .split('\n')
        .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
        .join('\n'),
  });
};

const plainBlock: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

/** Gmail puts a forward straight into its container, but answers stand between the blockquotes of a reply. */
const gmailContainer: FormatCallback = (element, walk, builder, options) => {
  const holdsQuote = (node: DomNode): boolean =>
    node.name === 'blockquote' && /gmail_quote/.test(node.attribs?.class ?? '');
  const isReply = (element.children ?? []).some((child: DomNode) => holdsQuote(child));
  (isReply ? plainBlock : quoteBlock)(element, walk, builder, options);
};

/** `<blockquote>` is also how senders indent: it quotes when it says so or draws the line on the left. */
const blockquote: FormatCallback = (element, walk, builder, options) => {
  const { type, class: names, style } = element.attribs ?? {};
  const isQuote =
    type?.toLowerCase() === 'cite' ||
    /quote|cite/i.test(names ?? '') ||
    /border-left(?:-width)?\s*:\s*(?!none|0|medium none)/i.test(style ?? '');
  (isQuote ? quoteBlock : plainBlock)(element, walk, builder, options);
};

/** Outlook shows some names as a link only: the address behind it belongs to the header block. */
const anchor: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  const href = element.attribs?.href ?? '';
  if (!/^mailto:/i.test(href)) return;
  const address = href.slice(7).split('?', 1)[0] ?? '';
  if (address.includes('@') && !textOf(element).includes('@')) builder.addInline(` <${safeDecode(address)}>`);
};

function textOf(node: DomNode): string {
  return node.data ?? (node.children ?? []).map(textOf).join('');
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};

const hidden = ['display:none', 'display: none', 'mso-hide:all', 'mso-hide: all', 'visibility:hidden'];
const quoteContainers = [
  'div[class*="moz-forward-container"]',
  'div[class*="yahoo_quoted"]',
  'div[class*="protonmail_quote"]',
  '[id$="OLK_SRC_BODY_SECTION"]',
  '[id$="mail-editor-reference-message-container"]',
];
const signatures = [
  'div[class*="gmail_signature"]',
  '[class*="moz-signature"]',
  '[id$="ms-outlook-mobile-signature"]',
  'div[id$="Signature"]',
];

const options: HtmlToTextOptions = {
  wordwrap: false,
  decodeEntities: true,
  limits: { maxInputLength: 4_000_000 },
  formatters: {
    quoteBlock,
    plainBlock,
    gmailContainer,
    blockquote,
    anchor,
    cell,
    header: markLine(headerMark),
    signature: markLine(signatureMark),
    rule: (_element, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      builder.addInline(ruleMark, { noWordTransform: true });
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
  selectors: [
    ...hidden.map((style) => ({ selector: `[style*="${style}" i]`, format: 'skip' })),
    { selector: '[hidden]', format: 'skip' },
    ...quoteContainers.map((selector) => ({ selector, format: 'quoteBlock' })),
    ...signatures.map((selector) => ({ selector, format: 'signature' })),
    { selector: '[id$="divRplyFwdMsg"]', format: 'header' },
    { selector: 'div[class*="gmail_quote"]', format: 'gmailContainer' },
    { selector: 'blockquote', format: 'blockquote' },
    { selector: 'hr', format: 'rule' },
    { selector: 'a', format: 'anchor' },
    { selector: 'img', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'table', format: 'plainBlock' },
    { selector: 'tr', format: 'plainBlock' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'pre', format: 'pre' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

const convert = compile(options);

/**
 * The text of an HTML body, one line a line: quotes and forwards that the markup delimits come with `> ` before each
 * line, rules and other boundaries as mark lines. Hidden text is left out.
 */
export function htmlToText(html: string): string {
  const source = html.replace(/[\ue010-\ue01f]/g, '');
  if (isTooDeep(source)) return withoutTags(source);
  try {
    return convert(source).replace(/\u00a0/g, ' ');
  } catch {
    return withoutTags(source);
  }
}

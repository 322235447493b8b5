import { isCompoundFile } from './compound-file.ts';
import { foreignFormat } from './foreign-formats.ts';
import { looksLikeHtml } from './html.ts';
import { looksLikeText } from './plain-text.ts';
import type { AttachedDocument } from './read-attachment.ts';
import { readDirectory, type ZipDirectory } from './zip.ts';

export type Identity =
  | { format: 'office-open-xml'; application: 'Word' | 'PowerPoint' | 'Excel'; directory: ZipDirectory }
  | { format: 'open-document'; directory: ZipDirectory }
  | { format: 'pdf' | 'rtf' | 'compound-file' | 'html' | 'text' | 'message' }
  | { format: 'not-examined'; reason: string };

/** pdf.js and other readers accept rubbish before the header, so senders get away with it. */
const pdfHeaderWithinBytes = 1_024;

/**
 * What a document is: by its first bytes, then by its content type and name. Names lie, by accident (a .doc that is RTF
 * or HTML) and on purpose.
 */
export function identify(document: AttachedDocument): Identity {
  const { bytes } = document;
  const head = Buffer.from(bytes.subarray(0, pdfHeaderWithinBytes)).toString('latin1');
  const extension = extensionOf(document.fileName);
  const contentType = document.contentType.toLowerCase();
  if (/^\s*\{\\rtf/.test(head)) return { format: 'rtf' };
  if (isCompoundFile(bytes)) return { format: 'compound-file' };
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return identifyArchive(bytes, extension);
  if (/%PDF-\d/.test(head)) return { format: 'pdf' };
  const foreign = foreignFormat(bytes, contentType, extension);
  if (foreign) return { format: 'not-examined', reason: foreign };
  const claimsPdf = extension === 'pdf' || contentType === 'application/pdf';
  if (!looksLikeText(bytes) || (claimsPdf && /\bobj\b|startxref|trailer|%PDF/.test(head)))
    return { format: 'not-examined', reason: reasonByName(contentType, extension) };
  if (contentType === 'message/rfc822' || extension === 'eml') return { format: 'message' };
  if (looksLikeHtml(bytes) || contentType === 'text/html' || /^html?$/.test(extension)) return { format: 'html' };
  return { format: 'text' };
}

function identifyArchive(bytes: Uint8Array, extension: string): Identity {
  const directory = readDirectory(bytes);
  const claimed = reasonByName('', extension);
  if (directory.kind === 'not-examined') {
    const reason = /^damaged/.test(directory.reason) && claimed !== unknownFormat ? claimed : directory.reason;
    return { format: 'not-examined', reason };
  }
  const has = (pattern: RegExp) => directory.entries.some(({ name }) => pattern.test(name));
  if (has(/^\[Content_Types\]\.xml$/)) {
    if (has(/^word\//i)) return { format: 'office-open-xml', application: 'Word', directory };
    if (has(/^ppt\//i)) return { format: 'office-open-xml', application: 'PowerPoint', directory };
    if (has(/^xl\//i)) return { format: 'office-open-xml', application: 'Excel', directory };
  }
  if (has(/^content\.xml$/) && has(/^(mimetype|META-INF\/manifest\.xml|styles\.xml|meta\.xml)$/)) {
    return { format: 'open-document', directory };
  }
  return { format: 'not-examined', reason: claimed === unknownFormat ? 'an archive (zip), not opened' : claimed };
}

const unknownFormat = 'unknown format';

/** Bytes that are not what the name says are a damaged specimen of it. */
function reasonByName(contentType: string, extension: string): string {
  if (extension === 'pdf' || contentType === 'application/pdf') return 'damaged PDF';
  if (/^do[ct][xm]?$/.test(extension) || contentType.includes('wordprocessingml')) return 'damaged Word document';
  if (/^pp[ts][xm]?$/.test(extension)) return 'damaged PowerPoint document';
  if (/^xl[st][xmb]?$/.test(extension)) return 'damaged Excel document';
  if (/^o[dt][tspg]$/.test(extension)) return 'damaged OpenDocument file';
  if (extension === 'rtf') return 'damaged RTF document';
  if (extension === 'msg') return 'damaged Outlook message';
  return unknownFormat;
}

function extensionOf(fileName: string): string {
  return /\.([a-z0-9]{1,10})\s*$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

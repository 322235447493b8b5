import { type NoticeDocument, type Rendered, toPlain } from './document.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

/** A subject is one line: what stands in it can neither end the header field nor begin another. */
export function renderNotice(document: NoticeDocument): Rendered {
  return { subject: toPlain(document.subject), text: renderText(document), html: renderHtml(document) };
}

import type { Part } from './message.ts';

/** Text that people read as the message itself: no file name, not declared an attachment. The root always is. */
export function isBodyPart(part: Part, parent: Part | null): boolean {
  if (part.contentType.startsWith('multipart/')) return true;
  const isText = part.contentType === 'text/plain' || part.contentType === 'text/html';
  if (parent === null) return isText;
  if (parent.contentType === 'multipart/alternative') return part.contentType.startsWith('text/');
  return isText && part.fileName === '' && part.disposition !== 'attachment';
}

const machineryTypes = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'message/delivery-status',
  'message/disposition-notification',
  'message/global-delivery-status',
  'text/rfc822-headers',
]);

/** Parts that are no document: signatures, delivery reports, the pictures of a letterhead. */
export function isMachineryPart(part: Part, parent: Part | null): boolean {
  if (machineryTypes.has(part.contentType)) return true;
  if (part.contentType.startsWith('image/') && part.disposition !== 'attachment') {
    return part.fileName === '' || parent?.contentType === 'multipart/related';
  }
  return part.contentType === 'text/calendar' && part.fileName === '';
}

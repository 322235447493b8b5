/** Letters that mean harm, in each place of a letter that a page or a file shows. */

/** Each tries another way out of where it stands: text, attribute, style, script, template, table cell, header line. */
export const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "' onmouseover='alert(3)",
  '</title></textarea></style><svg onload=alert(4)>',
  '{{ 7 * 7 }}{% include "layout.njk" %}',
  '=HYPERLINK("http://evil.example";"see")',
  'x\r\nBcc: evil@evil.example\r\nSet-Cookie: candour-session=evil',
  '\u202egnp.exe\u2066',
  'javascript:alert(5)//',
  '<meta http-equiv=refresh content="0;url=http://evil.example/"><base href=http://evil.example/>',
];

/** RFC 2047: what stands in a field and is no plain word, line ends as well. */
const encoded = (text: string): string =>
  Array.from(text.match(/[\s\S]{1,12}/gu) ?? [], (part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join(
    '\r\n ',
  );
export const domain = 'littlewickham-pc.gov.uk';

/** From the Clerk with a hidden copy to a councillor, and from a councillor who binds the council: two rules, with quotes. */
export function lettersWith(payload: string, index: number): Record<string, string> {
  const head = (id: string): string[] => [
    `Message-ID: <${id}-${index}@${domain}>`,
    `Date: Wed, 3 Jun 2026 09:${10 + index}:00 +0100`,
    `Subject: ${encoded(`CONFIDENTIAL ${payload}`)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
  ];
  const tail = [
    '--b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(`Confidential ${payload}.pdf`)}`,
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjQK',
    '--b--',
    '',
  ];
  const written = (lines: string[], text: string): string =>
    [...lines, Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'), ...tail].join('\r\n');
  const name = encoded(payload);
  const silent = [
    `From: Margaret Hale <clerk@${domain}>`,
    `To: Ngozi Okafor <okafor@${domain}>`,
    `Cc: ${name} <supplier-${index}@works.example>`,
    `Bcc: ${name} <pratt@${domain}>`,
    ...head('silent'),
  ];
  const commitment = [
    `From: ${name} <pratt@${domain}>`,
    `To: ${name} <supplier-${index}@works.example>`,
    `Cc: Margaret Hale <clerk@${domain}>`,
    ...head('order'),
  ];
  const order = `${payload}\r\n\r\nOn behalf of the Parish Council I accept your quotation ${payload.replaceAll(/[\r\n]+/g, ' ')} and confirm the order. Please go ahead.\r\n\r\nAlan Pratt, Councillor\r\nLittle Wickham Parish Council\r\n`;
  return {
    [`mailboxes/clerk/Sent/hostile-${index}.eml`]: written(
      silent,
      `CONFIDENTIAL\r\n\r\n${payload}\r\n\r\nMargaret Hale, Clerk\r\n`,
    ),
    [`mailboxes/clerk/INBOX/hostile-${index}.eml`]: written(commitment, order),
  };
}

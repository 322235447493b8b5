import { describe, expect, test } from 'vitest';
import { readBody } from '../../src/mail/body.ts';
import { defaultLimits, type Part } from '../../src/mail/message.ts';
import { decodePart, decodeText, readMimeTree } from '../../src/mail/mime-tree.ts';
import { readMessage } from '../../src/mail/read-message.ts';
import { bytesOf, messageOf, withFields } from './samples.ts';

async function rootOf(text: string): Promise<Part> {
  const tree = await readMimeTree(bytesOf(text), defaultLimits);
  if ('kind' in tree) throw new Error(tree.reason);
  return tree.root;
}

function outline(part: Part): string {
  const own = `${part.number} ${part.contentType}`.trim();
  return part.children.length === 0 ? own : `${own} (${part.children.map(outline).join(', ')})`;
}

const structures: [name: string, body: string, expected: string][] = [
  ['two parts', '--b\n\nOne\n--b\n\nTwo\n--b--\n', 'multipart/mixed (1 text/plain, 2 text/plain)'],
  [
    'padding behind the delimiter',
    '--b  \n\nOne\n--b\t\n\nTwo\n--b--  \n',
    'multipart/mixed (1 text/plain, 2 text/plain)',
  ],
  ['no closing delimiter', '--b\n\nOne\n--b\n\nTwo', 'multipart/mixed (1 text/plain, 2 text/plain)'],
  ['a longer boundary that starts alike', '--b\n\nOne\n--bc\nstill one\n--b--\n', 'multipart/mixed (1 text/plain)'],
  [
    'an inner multipart that is never closed',
    '--b\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nOne\n--b\nContent-Type: application/pdf\n\nx\n--b--\n',
    'multipart/mixed (1 multipart/alternative (1.1 text/plain), 2 application/pdf)',
  ],
  [
    'a digest, whose parts are messages by default',
    '--b\nContent-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: x\n\ny\n--d--\n--b--\n',
    'multipart/mixed (1 multipart/digest (1.1 message/rfc822))',
  ],
  [
    'a message inside, not opened here',
    '--b\nContent-Type: message/rfc822\n\nSubject: x\n\n--i\n--b--\n',
    'multipart/mixed (1 message/rfc822)',
  ],
];

describe('the MIME tree', () => {
  test.each(structures)('%s', async (_name, body, expected) => {
    expect(outline(await rootOf(withFields('Content-Type: multipart/mixed; boundary="b"', body)))).toBe(expected);
  });

  test('a missing boundary parameter is guessed from the body', async () => {
    const root = await rootOf(withFields('Content-Type: multipart/mixed', '--=_frontier\n\nOne\n--=_frontier--\n'));
    expect(outline(root)).toBe('multipart/mixed (1 text/plain)');
  });

  test('multiparts deeper than the limit are not opened', async () => {
    const nest = (level: number): string =>
      level === 30
        ? 'text'
        : `--b${level}x\nContent-Type: multipart/mixed; boundary=b${level + 1}x\n\n${nest(level + 1)}\n--b${level}x--\n`;
    const root = await rootOf(withFields('Content-Type: multipart/mixed; boundary=b0x', nest(0)));
    expect(outline(root).split('multipart/mixed').length - 1).toBe(defaultLimits.depth + 1);
  });

  test.each([
    ['too many parts', 'Content-Type: multipart/mixed; boundary=b', '--b\n\nx\n'.repeat(1_100), /more than 1000 parts/],
    ['too large', '', 'x'.repeat(200_000), /larger than 100000 bytes/],
  ])('%s: a reported value, no exception', async (_name, fields, body, reason) => {
    const limits = { ...defaultLimits, messageBytes: 100_000 };
    expect(await readMessage(bytesOf(withFields(fields, body)), limits)).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(reason),
    });
  });

  test('what has no header field is no message', async () => {
    expect(await readMessage(bytesOf('just some words\n'), defaultLimits)).toMatchObject({ kind: 'unreadable' });
  });

  test('file names by RFC 2231 and RFC 2047', async () => {
    const disposition = "Content-Disposition: attachment;\n filename*0*=utf-8''Cyfrinachol%20%C5%B5; filename*1=.docx";
    const name = 'Content-Type: application/pdf; name="=?utf-8?Q?Pavilion_lease_=E2=80=93_draft.pdf?="';
    const root = await rootOf(
      withFields('Content-Type: multipart/mixed; boundary=b', `--b\n${disposition}\n\nx\n--b\n${name}\n\nx\n--b--`),
    );
    expect(root.children.map(({ fileName }) => fileName)).toEqual(['Cyfrinachol ŵ.docx', 'Pavilion lease – draft.pdf']);
  });
});

const encodings: [name: string, fields: string, body: string | Uint8Array, expected: string][] = [
  [
    'quoted-printable with soft breaks',
    'Content-Transfer-Encoding: quoted-printable',
    'caf=C3=A9 is=\n open=3D  \nyes',
    'café is open=\nyes\n',
  ],
  ['quoted-printable that is none', 'Content-Transfer-Encoding: quoted-printable', '100=% and =ZZ', '100=% and =ZZ\n'],
  [
    'base64 with a second piece that a gateway appended',
    'Content-Transfer-Encoding: base64',
    'SGVsbG8=\nIHdvcmxk',
    'Hello world',
  ],
  [
    'latin bytes declared as UTF-8',
    'Content-Type: text/plain; charset=utf-8',
    Buffer.from('caf\xe9 \x96 tea', 'latin1'),
    'café – tea',
  ],
  ['UTF-8 declared as ASCII', 'Content-Type: text/plain; charset=us-ascii', 'Siân', 'Siân\n'],
  ['an unknown charset', 'Content-Type: text/plain; charset=x-made-up', 'Siân', 'Siân\n'],
  [
    'windows-1252 declared as latin-1',
    'Content-Type: text/plain; charset=iso-8859-1',
    Buffer.from('\x93quoted\x94', 'latin1'),
    '“quoted”',
  ],
  [
    'format=flowed',
    'Content-Type: text/plain; format=flowed',
    'one \ntwo\n> quoted \n> on\n-- \nAnn',
    'one two\n> quoted on\n-- \nAnn\n',
  ],
  ['format=flowed with delsp', 'Content-Type: text/plain; format=flowed; delsp=yes', 'long \nword', 'longword\n'],
];

describe('decoding', () => {
  test.each(encodings)('%s', async (_name, fields, body, expected) => {
    const bytes = Buffer.concat([
      bytesOf(withFields(fields, '')).subarray(0, -2),
      typeof body === 'string' ? bytesOf(`${body}\n`) : body,
    ]);
    const tree = await readMimeTree(bytes, defaultLimits);
    if ('kind' in tree) throw new Error(tree.reason);
    expect(decodeText(tree.root, defaultLimits)).toBe(expected);
  });

  test('decoded bytes stop at the cap', async () => {
    const root = await rootOf(withFields('Content-Transfer-Encoding: base64', 'QUFB'.repeat(1_000)));
    expect(decodePart(root, { ...defaultLimits, attachmentBytes: 10 }).length).toBe(10);
  });

  test('raw 8-bit header fields are UTF-8 where valid, else windows-1252', async () => {
    const latin = Buffer.from('From: Si\xe2n <s@example.com>\r\nSubject: caf\xe9\r\n\r\nx', 'latin1');
    const message = await readMessage(latin, defaultLimits);
    expect(message).toMatchObject({ envelope: { subject: 'café', from: [{ name: 'Siân' }] } });
    expect((await messageOf('From: Siân <s@example.com>\nSubject: café\n\nx')).envelope.subject).toBe('café');
  });
});

const alternative = (plain: string, html: string) =>
  withFields(
    'Content-Type: multipart/alternative; boundary=b',
    `--b\nContent-Type: text/plain; charset=utf-8\n\n${plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--`,
  );

describe('the readable text', () => {
  test.each([
    ['plain is preferred', alternative('Hello Jane.', '<p>Hello Jane.</p>'), 'Hello Jane.'],
    ['a stub gives way to the HTML', alternative('This message is in HTML.', '<p>Hello Jane.</p>'), 'Hello Jane.'],
    ['an empty part gives way to the HTML', alternative('', '<p>Hello Jane.</p>'), 'Hello Jane.'],
    [
      'HTML that says much more than the plain part is what people read',
      alternative('See me.', `<p>See me.</p><p>${'The tenant owes rent. '.repeat(9).trim()}</p>`),
      `See me.\n\n${'The tenant owes rent. '.repeat(9).trim()}`,
    ],
  ])('%s', async (_name, text, expected) => {
    expect(readBody(await messageOf(text), defaultLimits).newText).toBe(expected);
  });

  test('pieces around attachments are one text, and a file of text is an attachment', async () => {
    const part = (type: string, content: string) => `--b\nContent-Type: ${type}\n\n${content}\n`;
    const message = await messageOf(
      withFields(
        'Content-Type: multipart/mixed; boundary=b',
        `${part('text/plain', 'Before.')}${part('application/pdf; name="a.pdf"', 'x')}${part('text/plain', 'After.')}${part('text/plain; name="notes.txt"', 'Notes.')}--b--`,
      ),
    );
    expect(readBody(message, defaultLimits).newText).toBe('Before.\n\nAfter.');
    expect(message.attachments.map(({ fileName }) => fileName)).toEqual(['a.pdf', 'notes.txt']);
  });
});

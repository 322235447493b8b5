import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../src/mail/html-text.ts';
import { bodyOfHtml } from './samples.ts';

const fields =
  '<b>From:</b> Ann Lee &lt;clerk@example.gov.uk&gt;<br><b>Sent:</b> 12 March 2026 09:14<br><b>To:</b> Alan Smith &lt;a.smith@example.gov.uk&gt;<br><b>Subject:</b> Lease';
const rows = [
  ['Subject', 'Lease'],
  ['Date', 'Thu, 12 Mar 2026 09:14:00 +0000'],
  ['From', 'Ann Lee &lt;clerk@example.gov.uk&gt;'],
  ['To', 'a.smith@example.gov.uk'],
]
  .map(([name, value]) => `<tr><th align="RIGHT">${name}: </th><td>${value}</td></tr>`)
  .join('');

const clients: [client: string, html: string][] = [
  [
    'Gmail forward',
    `<div>See.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>${fields.replace('Sent', 'Date')}<br></div><br><br><p>Dear Alan</p></div>`,
  ],
  [
    'Gmail reply',
    '<div>See.</div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Thu, 12 Mar 2026 at 09:14, Ann Lee &lt;<a href="mailto:clerk@example.gov.uk">clerk@example.gov.uk</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><p>Dear Alan</p></blockquote></div>',
  ],
  [
    'Outlook desktop',
    `<p class="MsoNormal">See.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${fields}</p></div></div><p class="MsoNormal">Dear Alan</p>`,
  ],
  [
    'Outlook on the web',
    `<div>See.</div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg">${fields}<div>&nbsp;</div></div><div>Dear Alan</div>`,
  ],
  ['Outlook on the web, nested', `<div>See.</div><hr><div id="x_divRplyFwdMsg">${fields}</div><div>Dear Alan</div>`],
  [
    'Outlook mobile',
    `<div>See.</div><div id="mail-editor-reference-message-container"><hr><div>${fields}</div><div>Dear Alan</div></div>`,
  ],
  [
    'Apple Mail',
    `<div>See.</div><div>Begin forwarded message:</div><br><blockquote type="cite"><div>${fields.replace('Sent', 'Date')}</div><br><div>Dear Alan</div></blockquote>`,
  ],
  [
    'Thunderbird forward',
    `<p>See.</p><div class="moz-forward-container"><br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody>${rows}</tbody></table><br>Dear Alan</div>`,
  ],
  [
    'Thunderbird reply',
    '<p>See.</p><div class="moz-cite-prefix">On 12/03/2026 09:14, Ann Lee &lt;clerk@example.gov.uk&gt; wrote:<br></div><blockquote type="cite"><p>Dear Alan</p></blockquote>',
  ],
  [
    'Yahoo',
    '<div>See.</div><div class="yahoo_quoted"><div>On Thursday, 12 March 2026 at 09:14:00 GMT, Ann Lee &lt;clerk@example.gov.uk&gt; wrote:</div><div>Dear Alan</div></div>',
  ],
  [
    'Outlook for Mac',
    `<div>See.</div><span id="OLK_SRC_BODY_SECTION"><div>${fields.replace('Sent', 'Date')}</div><div>Dear Alan</div></span>`,
  ],
];

describe('what the markup delimits is history', () => {
  test.each(clients)('%s', async (_client, html) => {
    const body = await bodyOfHtml(`<html><body>${html}</body></html>`);
    expect(body.newText).toBe('See.');
    expect(
      body.history.map(({ fields: found, text }) => [found.from?.address, found.date?.toISOString(), text]),
    ).toEqual([['clerk@example.gov.uk', '2026-03-12T09:14:00.000Z', 'Dear Alan']]);
  });

  test('an answer between Gmail’s quotations is new text', async () => {
    const quote = (text: string) => `<blockquote class="gmail_quote">${text}</blockquote>`;
    const body = await bodyOfHtml(
      `<div class="gmail_quote"><div class="gmail_attr">On Thu, 12 Mar 2026 at 09:14, Ann &lt;clerk@example.gov.uk&gt; wrote:</div>${quote('Come?')}<div>Yes.</div>${quote('Who?')}<div>Cllr Jones.</div></div>`,
    );
    expect(body.newText).toBe('Yes.\n\nCllr Jones.');
    expect(body.history).toHaveLength(1);
  });

  test('a gateway’s footer below a closed quotation is the sender’s side again', async () => {
    const body = await bodyOfHtml('<p>See.</p><blockquote type="cite">Old.</blockquote><p>cc Cllr Jones</p>');
    expect(body.newText).toBe('See.\n\ncc Cllr Jones');
  });

  test('a paragraph that the sender only indented is no quotation', async () => {
    const body = await bodyOfHtml(
      '<p>The policy says:</p><blockquote style="margin:0 0 0 40px;border:none"><p>No dogs.</p></blockquote>',
    );
    expect(body.newText).toBe('The policy says:\n\nNo dogs.');
  });
});

describe('traps of the library', () => {
  test('a rule is no row of dashes that could be a marker', () => {
    expect(htmlToText('<p>One</p><hr><p>Two</p>')).not.toMatch(/-{5}/);
  });

  test('rows of a table are lines', () => {
    expect(htmlToText(`<table class="moz-email-headers-table">${rows}</table>`).split('\n')[0]?.trim()).toBe(
      'Subject: Lease',
    );
  });

  test('hidden text is dropped', async () => {
    const html =
      '<div style="DISPLAY: none">CONFIDENTIAL</div><span hidden>secret</span><p style="mso-hide:all">x</p><p>Hello.</p>';
    expect((await bodyOfHtml(html)).newText).toBe('Hello.');
  });

  test('headings keep their letters', async () => {
    expect((await bodyOfHtml('<h1>Pavilion Lease</h1><p>Hello.</p>')).newText).toBe('Pavilion Lease\n\nHello.');
  });

  test('an address behind a link belongs to the text', () => {
    expect(htmlToText('From: <a href="mailto:clerk@example.gov.uk">Ann Lee</a>')).toBe(
      'From: Ann Lee <clerk@example.gov.uk>',
    );
    expect(htmlToText('<a href="https://example.com/x">here</a>')).toBe('here');
  });

  test('markup nested ten thousand deep is still read', () => {
    expect(htmlToText(`${'<div>'.repeat(10_000)}Hello.${'</div>'.repeat(10_000)}`)).toContain('Hello.');
  });

  test('a sender cannot write the marks by which boundaries are told', () => {
    expect(htmlToText('<p>a\ue011b</p>')).toBe('ab');
  });
});

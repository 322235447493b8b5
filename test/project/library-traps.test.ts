/** What libraries do behind one's back, as far as it once cost somebody mail or rows; test/flaglog has that of kysely. */

import { convert } from 'html-to-text';
import { describe, expect, test } from 'vitest';
import { readBody } from '../../src/mail/body.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import { readMessage } from '../../src/mail/read-message.ts';

const thunderbirdTable = `<p>See below.</p><div class="moz-forward-container"><br>-------- Forwarded Message --------
<table class="moz-email-headers-table"><tbody>
<tr><th align="RIGHT" nowrap>Subject: </th><td>Report</td></tr>
<tr><th align="RIGHT" nowrap>Date: </th><td>Wed, 3 Jun 2026 09:14:00 +0100</td></tr>
<tr><th align="RIGHT" nowrap>From: </th><td>Ngozi Okafor &lt;okafor@littlewickham-pc.gov.uk&gt;</td></tr>
<tr><th align="RIGHT" nowrap>To: </th><td>clerk@littlewickham-pc.gov.uk</td></tr>
</tbody></table><br><p>The hedge is over the path.</p></div>`;

describe('html-to-text', () => {
  test('runs the rows of a table together when it is left alone', () => {
    expect(convert(thunderbirdTable)).toMatch(/Subject: Report ?Date:/);
  });

  test("does not in our hands: the header block of Thunderbird's forward is read field by field", async () => {
    const source = `From: clerk@littlewickham-pc.gov.uk\r\nSubject: Fwd: Report\r\nContent-Type: text/html\r\n\r\n${thunderbirdTable}`;
    const message = await readMessage(Buffer.from(source), defaultLimits);
    if ('kind' in message) throw new Error(message.reason);
    const { history } = await readBody(message, defaultLimits);
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({ kind: 'forward', text: 'The hedge is over the path.' });
    expect(history[0]?.fields).toMatchObject({
      subject: 'Report',
      from: { address: 'okafor@littlewickham-pc.gov.uk' },
    });
  });
});

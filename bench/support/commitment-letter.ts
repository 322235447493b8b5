/** Letters that raise a serious flag each: a councillor binds the council, every time to another supplier and in another matter. */

const works = [
  'Glebe Field hedges',
  'the bus shelter roof',
  'the ditch by the school',
  'the cemetery wall',
  'two benches',
];

export type CommitmentLetter = { messageId: string; bytes: Buffer };

export function buildCommitmentLetter(index: number, date: Date): CommitmentLetter {
  const messageId = `<commitment-${index}@littlewickham-pc.gov.uk>`;
  const work = works[index % works.length];
  const lines = [
    `Message-ID: ${messageId}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'From: Cllr Alan Pratt <cllr.pratt@littlewickham-pc.gov.uk>',
    `To: Supplier ${index} <supplier${index}@works-${index}.example>`,
    `Subject: Quote ${index} for ${work}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Ted,',
    '',
    `That is fine, the Parish Council accepts your quotation of £${1_000 + index}. Please start on Monday and address the bill to the Clerk.`,
    '',
    'Kind regards',
    '',
    'Cllr Alan Pratt',
    'Little Wickham Parish Council',
  ];
  return { messageId, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`) };
}

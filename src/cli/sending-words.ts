/** What is wrong where a notice could not be sent, and what to look at, by the code of a NotifyError or of the outbox. */

const remedies: Record<string, string> = {
  configuration: 'The mail settings cannot work: candour check lists what is wrong with them.',
  letter: 'The address is not a valid one: correct it in the council file, in `from`, or behind --to.',
  unreachable:
    'Are host and port under mail.smtp right, does the server run, and does a firewall let the connection out?',
  tls: 'The server has no certificate that this machine trusts, or no TLS on this port: do port and security fit it?',
  'sign-in':
    'The mail server does not let Candour in: check user and password, or the consent given to the application.',
  token: 'No access token could be had: has the client secret ended, or the consent been withdrawn?',
  unavailable: 'The mail server turns everybody away for the moment: wait, and try again.',
  refused: 'Does the server allow this user to send as the address in `from`, and does the recipient’s address exist?',
  timeout:
    'The server answers too slowly or not at all: are host and port right, and does a firewall let the connection out?',
  unclear: 'The letter may have arrived: look for it before you send another.',
  folder: 'Is there room on the disk, and may the user that Candour runs as write into the folder of mail.outbox?',
  closed: 'The service was ending: try again.',
  'no-address': 'The person who should be told has no address of their own in the council file.',
};

/** One sentence; for a code that is not known, where to look. */
export function remedyOf(code: string): string {
  return remedies[code] ?? 'The operator’s log says more.';
}

/** What Candour may say to a mail server. Everything else could change a mailbox, and is found in Dovecot's own record. */

const allowed = [
  /^(?:CAPABILITY|NOOP|LOGOUT|NAMESPACE|IDLE|DONE)$/,
  /^ID \(/,
  /^(?:LIST|LSUB) "" /,
  /^EXAMINE /,
  /^STATUS \S.* \([A-Z ]+\)$/,
  /^(?:UID )?SEARCH [A-Z0-9 :*,-]+$/i,
];
const fetchItems = /^(?:UID|RFC822\.SIZE|INTERNALDATE|BODYSTRUCTURE|BODY\.PEEK\[[A-Z0-9.]*\])$/;

/** The commands that no reader may give; empty where all is well. */
export function findWritingCommands(rawlog: string): string[] {
  return commandsIn(rawlog).filter((command) => !isReading(command));
}

/** Without time and tag. */
export function commandsIn(rawlog: string): string[] {
  return rawlog
    .split('\n')
    .map((line) => line.replace(/\r$/, '').replace(/^\d+\.\d+ /, ''))
    .filter((line) => line !== '')
    .map((line) => (line === 'DONE' ? line : line.replace(/^[0-9A-F]+ /, '')));
}

function isReading(command: string): boolean {
  const [, items] = /^(?:UID )?FETCH [\d:*,]+ (.*)$/.exec(command) ?? [];
  if (items !== undefined)
    return items
      .replace(/^\(|\)$/g, '')
      .split(' ')
      .every((item) => fetchItems.test(item));
  return allowed.some((pattern) => pattern.test(command));
}

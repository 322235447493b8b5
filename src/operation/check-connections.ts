/** `candour check --connect`: every connection that the service needs is tried, and told of in plain words. */

export type Connection = {
  /** What a person calls it, such as `clerk` or `mail transport`. */
  id: string;
  /** Resolves with what was seen, such as “connected, 3 folders”; ends when `signal` is aborted. */
  try: (signal: AbortSignal) => Promise<string>;
};

export type Connections = { mailboxes: readonly Connection[]; others: readonly Connection[] };
export type ConnectionReport = { id: string; isWell: boolean; line: string };

const tryMs = 10_000;
/** More at a time, and a provider takes the checks for an attack. */
const atOnce = 4;

/** In the order given; never rejects. */
export async function checkConnections(
  { mailboxes, others }: Connections,
  { timeoutMs = tryMs }: { timeoutMs?: number } = {},
): Promise<ConnectionReport[]> {
  const waiting = [...mailboxes, ...others].entries();
  const reports: ConnectionReport[] = [];
  const work = async (): Promise<void> => {
    for (const [index, connection] of waiting) reports[index] = await tryOne(connection, timeoutMs);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return reports;
}

/** “connected, 3 folders, newest message 3 June 2026”. */
export function describeMailbox(seen: { folders: number; newest: Date | null }, timezone: string): string {
  const folders = `${seen.folders} folder${seen.folders === 1 ? '' : 's'}`;
  if (seen.newest === null) return `connected, ${folders}, no messages`;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: timezone }).format(seen.newest);
  return `connected, ${folders}, newest message ${day}`;
}

async function tryOne(connection: Connection, timeoutMs: number): Promise<ConnectionReport> {
  const { id } = connection;
  const late = `no answer within ${timeoutMs / 1000} seconds: is the host right, and does a firewall let the connection out?`;
  const deadline = new AbortController();
  const { promise, resolve } = Promise.withResolvers<ConnectionReport>();
  const timer = setTimeout(() => {
    deadline.abort();
    resolve(report(id, false, late));
  }, timeoutMs);
  const tried = (async () => connection.try(deadline.signal))().then(
    (seen) => report(id, true, seen),
    (error: unknown) => report(id, false, describeFailure(error)),
  );
  try {
    return await Promise.race([tried, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function report(id: string, isWell: boolean, words: string): ConnectionReport {
  return { id, isWell, line: `${id}: ${words}` };
}

/** What the operating system says, with what to look at. */
const remedies: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: is the port right, and does the server run?',
  ECONNRESET: 'the server hung up: is the port right, and does security (tls, starttls) fit it?',
  EHOSTUNREACH: 'no way leads to the host: is this machine on the network?',
  ENETUNREACH: 'no way leads to the host: is this machine on the network?',
  ENOTFOUND: 'no such host: is its name spelt right?',
  EAI_AGAIN: 'the name of the host could not be looked up: does DNS work on this machine?',
  ETIMEDOUT: 'no answer: is the host right, and does a firewall let the connection out?',
};

/** An adapter's own error is one clear sentence; a library's message may hold what the server said, and is not repeated. */
function describeFailure(error: unknown): string {
  const { code, temporary, message } = (error ?? {}) as { code?: unknown; temporary?: unknown; message?: unknown };
  if (typeof temporary === 'boolean' && typeof message === 'string') return message;
  if (typeof code !== 'string' || !/^[A-Za-z][\w-]{0,39}$/.test(code)) return 'it failed, and nothing is known of why.';
  return remedies[code] ?? `it failed with ${code}.`;
}

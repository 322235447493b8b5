/** Fetches copies of one folder in two steps: headers and structures, then of each message the sections that are needed, and no others. */

import type { FetchMessageObject } from 'imapflow';
import { normaliseMessageId } from '../../mail/envelope.ts';
import { fieldValue, readHeaderSection } from '../../mail/header-fields.ts';
import type { Limits } from '../../mail/message.ts';
import { computeContentKey } from '../content-key.ts';
import { describeTooLarge } from '../read-message-file.ts';
import { assembleMessage } from './assemble-message.ts';
import type { FetchedCopy, Request } from './fetched-copy.ts';
import type { ImapConnection } from './imap-connection.ts';
import { ImapError } from './imap-error.ts';
import { planSections, type SectionPlan } from './section-plan.ts';

/** What is fetched at once is held in memory at once; one message that is larger comes alone. */
const bytesAtOnce = 4_000_000;

const notShown: FetchedCopy = {
  kind: 'gone',
  reason: 'The message was moved or deleted before it could be read.',
  isUnsure: true,
};

type Header = { request: Request; uid: number; header: Buffer; size: number; receivedAt: number | null };
type Planned = Header & { plan: SectionPlan };

/**
 * Settles every request that can be settled; rejects with an ImapError where the server cannot be asked, and then those that are left are
 * the caller's.
 */
export async function fetchBatch(
  connection: ImapConnection,
  requests: readonly Request[],
  limits: Limits,
): Promise<void> {
  const wanted = await openFolder(connection, requests);
  if (wanted.length === 0) return;
  const messages = await fetchHeaders(connection, wanted);
  const planned = await Promise.all(
    wanted.map((request) => plan(request, messages.get(request.place.reference), limits)),
  );
  const groups = Map.groupBy(
    planned.filter((each) => each !== null),
    ({ plan }) => sectionsOf(plan).join(' '),
  );
  for (const group of groups.values())
    for (const batch of inBatches(group)) await fetchSections(connection, batch, limits);
}

/** Those that are still under the UIDs by which they were listed. */
async function openFolder(connection: ImapConnection, requests: readonly Request[]): Promise<Request[]> {
  const { folder, validity } = requests[0]?.place ?? { folder: '', validity: '' };
  const { path, uidNext = 0 } = connection.folder ?? {};
  // What came in after a folder was opened need not be in its view: it is opened anew.
  if (path !== folder || requests.some(({ place }) => Number(place.reference) >= uidNext)) {
    try {
      await connection.examine(folder);
    } catch (error) {
      if (!(error instanceof ImapError) || error.code !== 'missing-folder') throw error;
      for (const { resolve } of requests) resolve({ kind: 'gone', reason: 'The folder is no longer in the mailbox.' });
      return [];
    }
  }
  if (String(connection.folder?.uidValidity) === validity) return [...requests];
  for (const { resolve } of requests)
    resolve({ kind: 'gone', reason: 'The folder was numbered anew, and is listed again.' });
  return [];
}

/** By UID. What does not come is asked for again in a new view of the folder, before it is taken for gone. */
async function fetchHeaders(
  connection: ImapConnection,
  requests: readonly Request[],
): Promise<Map<string, FetchMessageObject>> {
  const query = { uid: true, size: true, internalDate: true, bodyStructure: true, headers: true } as const;
  const found = new Map<string, FetchMessageObject>();
  const ask = async (): Promise<boolean> => {
    const missing = requests.map(({ place }) => place.reference).filter((uid) => !found.has(uid));
    if (missing.length === 0) return true;
    for (const message of await connection.fetch(missing.join(','), query)) found.set(String(message.uid), message);
    return missing.every((uid) => found.has(uid));
  };
  if (await ask()) return found;
  const { exists } = await connection.examine(connection.folder?.path ?? '');
  if (!(await ask()) && found.size === 0) await refuseSilence(connection, exists);
  return found;
}

/** Nothing of what was asked for: gone, or a server at a loss, which must not make a copy be given up. */
async function refuseSilence(connection: ImapConnection, exists: number): Promise<void> {
  if (exists === 0) return;
  const [last] = await connection.fetch(String(exists), { uid: true }, 'sequence');
  if (last) return;
  throw new ImapError('silent-server', 'The server has messages and tells nothing of them; Candour asks again later.');
}

async function plan(
  request: Request,
  message: FetchMessageObject | undefined,
  limits: Limits,
): Promise<Planned | null> {
  if (!message?.headers) {
    request.resolve(notShown);
    return null;
  }
  const { uid, headers: header, size = header.length, internalDate, bodyStructure } = message;
  if (size > limits.messageBytes) {
    const reason = describeTooLarge(size, limits.messageBytes);
    request.resolve({ kind: 'too-large', reason, contentKey: computeContentKey(header, size) });
    return null;
  }
  try {
    const need = await request.choose(header);
    const { fields } = readHeaderSection(header, 0, header.length);
    const hasMessageId = normaliseMessageId(fieldValue(fields, 'message-id')) !== '';
    const plan: SectionPlan = bodyStructure ? planSections(bodyStructure, need, hasMessageId) : { kind: 'whole' };
    const receivedAt = internalDate instanceof Date ? internalDate.getTime() : null;
    return { request, uid, header, size, receivedAt, plan };
  } catch (error) {
    // Whoever asked is told; the others are served.
    request.reject(error);
    return null;
  }
}

function sectionsOf(plan: SectionPlan): string[] {
  if (plan.kind === 'none') return [];
  return plan.kind === 'whole' ? ['TEXT'] : plan.sections;
}

function inBatches(group: readonly Planned[]): Planned[][] {
  const batches: Planned[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const each of group) {
    const weight = each.plan.kind === 'none' ? 0 : each.size;
    if (bytes + weight > bytesAtOnce) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(each);
    bytes += weight;
  }
  return batches;
}

/** The same sections of messages that are built alike, in one command. */
async function fetchSections(connection: ImapConnection, group: readonly Planned[], limits: Limits): Promise<void> {
  const sections = sectionsOf(group[0]?.plan ?? { kind: 'none' });
  const bodies = sections.length === 0 ? new Map() : await fetchBodies(connection, group, sections);
  const unlike: Planned[] = [];
  for (const each of group) {
    const bytes = putTogether(each, bodies.get(each.uid), limits);
    if (bytes) settle(each, bytes);
    else if (each.plan.kind === 'parts') unlike.push({ ...each, plan: { kind: 'whole' } });
    else each.request.resolve(notShown);
  }
  for (const batch of inBatches(unlike)) await fetchSections(connection, batch, limits);
}

async function fetchBodies(
  connection: ImapConnection,
  group: readonly Planned[],
  sections: string[],
): Promise<Map<number, Map<string, Buffer>>> {
  const messages = await connection.fetch(group.map(({ uid }) => uid).join(','), { uid: true, bodyParts: sections });
  return new Map(messages.map(({ uid, bodyParts }) => [uid, bodyParts ?? new Map<string, Buffer>()]));
}

function putTogether(
  { plan, header, size }: Planned,
  bodies: ReadonlyMap<string, Buffer> | undefined,
  limits: Limits,
): Uint8Array | null {
  if (plan.kind === 'none') return header;
  if (!bodies) return null;
  // imapflow names sections in lower case.
  if (plan.kind === 'whole') return Buffer.concat([header, bodies.get('text') ?? noBody(size - header.length)]);
  const sections = new Map([...bodies].map(([name, bytes]) => [name.toUpperCase(), bytes]));
  return assembleMessage(header, plan.root, sections, limits);
}

/** A server that keeps the text back must not make an empty message of it. */
function noBody(missingBytes: number): Buffer {
  if (missingBytes <= 0) return Buffer.alloc(0);
  throw new ImapError('silent-server', 'The server did not give the text of a message; Candour asks again later.');
}

function settle({ request, header, size, receivedAt }: Planned, bytes: Uint8Array): void {
  request.resolve({ kind: 'copy', bytes, contentKey: computeContentKey(header, size), receivedAt });
}

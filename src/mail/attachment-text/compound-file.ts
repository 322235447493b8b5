/**
 * A reader of Compound File Binary Format (MS-CFB), the container of Outlook messages, of Office documents before 2007,
 * and of encrypted newer ones. Every walk is bounded by the number of sectors: a chain that bites its own tail, which
 * makes common libraries fill memory without end, ends here as damage.
 */
export type CompoundEntry = {
  name: string;
  kind: 'storage' | 'stream';
  bytes: number;
  startSector: number;
  children: CompoundEntry[];
};

export type CompoundFile = { root: CompoundEntry; readStream: (entry: CompoundEntry) => Uint8Array | null };

const headerBytes = 512;
const entryBytes = 128;
const miniSectorBytes = 64;
const streamCutoffBytes = 4_096;
const maximumEntries = 20_000;
const maximumDepth = 12;
const lastRegularSector = 0xfffffffa;
const noEntry = 0xffffffff;

export function isCompoundFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
}

/** Null when the file is damaged. */
export function openCompoundFile(bytes: Uint8Array): CompoundFile | null {
  if (bytes.length < headerBytes || !isCompoundFile(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorShift = view.getUint16(30, true);
  if (sectorShift !== 9 && sectorShift !== 12) return null;
  const sectorBytes = 1 << sectorShift;
  const sectorCount = Math.ceil(bytes.length / sectorBytes) - 1;

  /** The last sector may be short, because writers do not always pad the file. */
  const readSector = (sector: number) => bytes.subarray((sector + 1) * sectorBytes, (sector + 2) * sectorBytes);
  const table = readSectorTable(view, sectorBytes, sectorCount);
  const followChain = (start: number, nextOf: (sector: number) => number, limit: number) => {
    const chain: number[] = [];
    for (let sector = start; sector < lastRegularSector; sector = nextOf(sector)) {
      if (chain.length >= limit) return null;
      chain.push(sector);
    }
    return chain;
  };
  const readChain = (start: number, length: number) => {
    const chain = followChain(start, (sector) => table[sector] ?? noEntry, sectorCount);
    return chain && Buffer.concat(chain.map(readSector)).subarray(0, length);
  };

  const directory = readChain(view.getUint32(48, true), maximumEntries * entryBytes);
  const root = directory && readTree(directory, sectorShift === 9);
  if (!root) return null;
  const miniStream = readChain(root.startSector, root.bytes);
  const miniTable = readChain(view.getUint32(60, true), bytes.length);
  if (!miniStream || !miniTable) return null;

  const readMiniStream = (entry: CompoundEntry) => {
    const nextOf = (sector: number) =>
      sector * 4 + 4 <= miniTable.length ? miniTable.readUInt32LE(sector * 4) : noEntry;
    const chain = followChain(entry.startSector, nextOf, Math.ceil(miniStream.length / miniSectorBytes));
    if (!chain) return null;
    const sectors = chain.map((sector) =>
      miniStream.subarray(sector * miniSectorBytes, (sector + 1) * miniSectorBytes),
    );
    return Buffer.concat(sectors).subarray(0, entry.bytes);
  };
  const readStream = (entry: CompoundEntry) => {
    if (entry.bytes === 0) return new Uint8Array();
    const data = entry.bytes < streamCutoffBytes ? readMiniStream(entry) : readChain(entry.startSector, entry.bytes);
    return data && data.length === entry.bytes ? data : null;
  };
  return { root, readStream };
}

/** The sector allocation table: for each sector the next one of its chain. */
function readSectorTable(view: DataView, sectorBytes: number, sectorCount: number): Uint32Array {
  const table = new Uint32Array(sectorCount).fill(noEntry);
  const perSector = sectorBytes / 4;
  const addSector = (sector: number, index: number) => {
    for (let position = 0; position < perSector; position += 1) {
      const offset = (sector + 1) * sectorBytes + position * 4;
      if (offset + 4 > view.byteLength || index * perSector + position >= sectorCount) return;
      table[index * perSector + position] = view.getUint32(offset, true);
    }
  };
  let index = 0;
  const maximumTableSectors = Math.ceil(sectorCount / perSector);
  const addIfUsed = (sector: number) => {
    if (sector >= lastRegularSector || index >= maximumTableSectors) return;
    addSector(sector, index);
    index += 1;
  };
  for (let position = 0; position < 109; position += 1) addIfUsed(view.getUint32(76 + position * 4, true));
  // Larger files list further table sectors in a chain of their own, whose last number names the next of the chain.
  let listSector = view.getUint32(68, true);
  for (let round = 0; round < sectorCount && listSector < lastRegularSector; round += 1) {
    const start = (listSector + 1) * sectorBytes;
    if (start + sectorBytes > view.byteLength) break;
    for (let position = 0; position < perSector - 1; position += 1)
      addIfUsed(view.getUint32(start + position * 4, true));
    listSector = view.getUint32(start + sectorBytes - 4, true);
  }
  return table;
}

/** Directory entries as a tree. Siblings are a binary tree in the file; each entry is visited once at most. */
function readTree(directory: Buffer, smallSectors: boolean): CompoundEntry | null {
  const visited = new Set<number>([0]);
  const readEntry = (index: number): CompoundEntry => {
    const offset = index * entryBytes;
    const nameBytes = Math.min(Math.max(directory.readUInt16LE(offset + 64) - 2, 0), 62);
    return {
      name: directory.toString('utf16le', offset, offset + nameBytes),
      kind: directory[offset + 66] === 2 ? 'stream' : 'storage',
      // Small-sector files may carry rubbish in the upper half of the size (MS-CFB section 2.6.1).
      bytes: directory.readUInt32LE(offset + 120) + (smallSectors ? 0 : directory.readUInt32LE(offset + 124) * 2 ** 32),
      startSector: directory.readUInt32LE(offset + 116),
      children: [],
    };
  };
  const addChildren = (parent: CompoundEntry, firstChild: number, depth: number): void => {
    const waiting = [firstChild];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const offset = index * entryBytes;
      if (index === noEntry || visited.has(index) || offset + entryBytes > directory.length) continue;
      visited.add(index);
      const entry = readEntry(index);
      parent.children.push(entry);
      waiting.push(directory.readUInt32LE(offset + 68), directory.readUInt32LE(offset + 72));
      if (entry.kind === 'storage' && depth < maximumDepth) {
        addChildren(entry, directory.readUInt32LE(offset + 76), depth + 1);
      }
    }
  };
  if (directory.length < entryBytes) return null;
  const root = readEntry(0);
  addChildren(root, directory.readUInt32LE(76), 0);
  return root;
}

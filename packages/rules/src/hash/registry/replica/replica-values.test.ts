// A copy of a registry on disk matches like a search over its content: after pictures were added, removed and added again, in many segments
// and in few; segments that do not follow, or are damaged, are left out or reported.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../kernel/random.ts';
import { type ComparedPicture, type Copy, copySearch } from '../../compare/copy-search.ts';
import { madePrints } from '../../compare/test-prints.ts';
import { decodeRecord, encodeFingerprint, recordOf } from '../../fingerprint/fingerprint-record.ts';
import { RecordTable } from '../../index/record-table.ts';
import { searchReplica } from './published-search.ts';
import { dropReplica, extendReplica, provideReplica, type Replica, readReplica, replicaFor } from './replica-folder.ts';
import { decodeSegment, encodeSegment, type Logged } from './segment.ts';

const EMPTY: Replica = { registry: undefined, change: 0, last: undefined, segments: [] };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replica-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Pictures of made fingerprints, each as it is once it was written and read; two of one content are one file. */
const rowsOf = (seed: number, count: number): readonly Logged[] =>
  madePrints(seededRandom(seed), count).map((fingerprint, k) => {
    const sha256 = `${seed}`.padStart(8, '0') + fingerprint.sha256.slice(8);
    return {
      ...{ record: recordOf(encodeFingerprint({ ...fingerprint, sha256 })), product: `p${k % 6}` },
      ...{ path: `${seed}-${String(k).padStart(2, '0')}.jpg`, added: '2026-01-02', isGone: false },
    };
  });
const gone = (row: Logged): Logged => ({ ...row, isGone: true });
const compared = ({ record, product, path }: Logged): ComparedPicture => ({
  ...{ path, product, role: 'published', fingerprint: decodeRecord(record) },
});
const line = ({ entry, match }: Copy): string =>
  `${entry.path} ${entry.product} ${match.evidence} ${match.form} ${match.part} ${match.otherPart} ${match.distance} ${match.recoloured}`;
const extended = async (parts: readonly (readonly Logged[])[], isFresh = false): Promise<Replica> => {
  let replica = EMPTY;
  for (const [k, rows] of parts.entries())
    replica = await extendReplica(folder, replica, { registry: 'r', to: k + 1, rows, isFresh: isFresh && k === 0 });
  return replica;
};
/** Answers for pictures of which none is in the registry by name. */
const asks = (find: (entry: ComparedPicture) => readonly Copy[]): readonly (readonly string[])[] =>
  [...rowsOf(1, 45), ...rowsOf(2, 10)].map((row) =>
    find({ ...compared(row), path: `asked-${row.path}` })
      .map(line)
      .sort(),
  );
const answersOf = (replica: Replica) => asks((entry) => searchReplica(replica).find(entry, 40));
const answersOver = (rows: readonly Logged[]) => {
  const search = copySearch(rows.map(compared));
  return asks((entry) => search.find(entry, 40));
};

describe('a copy of a registry', () => {
  const rows = rowsOf(1, 40);
  it('answers as a search over the same', async () => {
    const replica = await extended([rows], true);
    const answers = answersOf(replica);
    expect(answers.filter(({ length }) => length > 0).length).toBeGreaterThan(30);
    expect(answers).toEqual(answersOver(rows));
    expect(searchReplica(replica).size).toBe(40);
  });
  it('returns nearest first, and leaves out excluded ones', async () => {
    const search = searchReplica(await extended([rows.slice(0, 20), rows.slice(20)], true));
    for (const row of rows.slice(0, 10)) {
      const found = search.find(compared(row), 40);
      const order = found.map(({ match }) => match.distance);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const isLeftOut = (path: string, product: string): boolean => product === 'p1' || path < '1-10';
      expect(search.find(compared(row), 40, { isLeftOut }).map(line)).toEqual(
        found.filter(({ entry }) => !isLeftOut(entry.path, entry.product)).map(line),
      );
    }
  });
  it('knows what is gone, in whichever part of the log it was added, and what was added again', async () => {
    const [a, b, c, d, e] = [rows[0], rows[1], rows[2], rows[3], rows[30]];
    if (!(a && b && c && d && e)) throw new Error('there are forty');
    const replica = await extended([
      rows.slice(0, 25),
      // Gone from the part before; added here and gone here; gone and added again.
      [gone(a), e, gone(e), gone(b), b, gone({ ...c, product: 'another' })],
      [gone(d), ...rows.slice(25, 30), gone({ ...a, product: 'another' })],
    ]);
    const left = rows.slice(1, 30).filter((row) => row !== d);
    expect(searchReplica(replica).size).toBe(left.length);
    const paths = searchReplica(replica)
      .all()
      .map(({ path }) => path);
    expect([...paths].sort()).toEqual(left.map(({ path }) => path).sort());
    expect(answersOf(replica)).toEqual(answersOver(left));
  });
  it('answers the same from one segment that was put together of many', async () => {
    const parts = Array.from({ length: 16 }, (_, k) => rows.slice(2 * k, 2 * k + 2));
    expect((await extended(parts)).segments).toHaveLength(16);
    const more = await extended([...parts, [...rows.slice(3, 4).map(gone), ...rows.slice(32, 40)]]);
    expect(more.segments).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.endsWith('.seg'))).toEqual([
      '0000000000000000-0000000000000017.seg',
    ]);
    const left = rows.filter((row) => row !== rows[3]);
    expect(answersOf(more)).toEqual(answersOver(left));
    const read = await readReplica(folder);
    expect([read.registry, read.change, answersOf(read)]).toEqual(['r', 17, answersOf(more)]);
  });
  it('says up to which change it is, and adds nothing where there is nothing new', async () => {
    const replica = await extended([rows]);
    const same = await extendReplica(folder, replica, {
      ...{ registry: 'r', to: 1, last: 'digest' },
      ...{ rows: rowsOf(3, 2), isFresh: false },
    });
    expect([same.change, same.segments.length]).toEqual([1, 1]);
    expect(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))).toEqual({
      version: 1,
      registry: 'r',
      change: 1,
      last: 'digest',
    });
    await dropReplica(folder);
    expect(await readReplica(folder)).toEqual(EMPTY);
  });
});

describe('readReplica', () => {
  const lay = (from: number, to: number, count: number, more: { registry?: string; name?: string } = {}): void => {
    const bytes = encodeSegment({ registry: more.registry ?? 'r', from, to, isFresh: false }, rowsOf(4, count));
    const digits = (change: number): string => String(change).padStart(16, '0');
    writeFileSync(join(folder, more.name ?? `${digits(from)}-${digits(to)}.seg`), bytes);
  };
  const read = async (): Promise<string> => {
    const { registry, change, segments } = await readReplica(folder);
    return `${registry} ${change}: ${segments.map(({ count }) => count).join(' ')}`;
  };
  const digits = (change: number): string => String(change).padStart(16, '0');
  it.each<[string, () => void, string]>([
    ['is one segment after the other', () => [lay(0, 3, 1), lay(3, 5, 2)], 'r 5: 1 2'],
    ['leaves out what follows on nothing', () => [lay(0, 3, 1), lay(4, 5, 2)], 'r 3: 1'],
    ['leaves out what does not begin at the beginning', () => [lay(1, 3, 1)], 'undefined 0: '],
    [
      'takes of two that begin alike the one that goes further',
      () => [lay(0, 3, 1), lay(0, 5, 2), lay(3, 5, 3)],
      'r 5: 2',
    ],
    ['leaves out one that ends where it begins', () => [lay(0, 0, 1), lay(0, 2, 2)], 'r 2: 2'],
    ['leaves out another registry’s', () => [lay(0, 3, 1), lay(3, 5, 2, { registry: 'other' })], 'r 3: 1'],
    [
      'leaves out one that says another beginning than its name',
      () => [lay(2, 3, 1, { name: `${digits(0)}-${digits(3)}.seg` })],
      'undefined 0: ',
    ],
    [
      'leaves out one that is being written',
      () => [lay(0, 3, 1, { name: `.${digits(0)}-${digits(3)}.seg` })],
      'undefined 0: ',
    ],
    [
      'leaves out what is called otherwise',
      () => [lay(0, 3, 1), lay(3, 4, 1, { name: 'x.seg' }), lay(3, 4, 1, { name: 'notes.txt' })],
      'r 3: 1',
    ],
  ])('%s', async (_, make, said) => {
    make();
    expect(await read()).toBe(said);
  });
  it('is of the folder that was provided, and of none else', async () => {
    lay(0, 3, 1);
    provideReplica('/shop', 'postgres://x', folder);
    expect((await replicaFor('/shop', 'postgres://x')).change).toBe(3);
    for (const [root, setting] of [
      ['/shop', 'postgres://y'],
      ['/other', 'postgres://x'],
    ] as const)
      await expect(async () => replicaFor(root, setting)).rejects.toThrow(/no copy here/);
  });
});

describe('a damaged segment', () => {
  const bytes = encodeSegment({ registry: 'r', from: 0, to: 1, isFresh: true }, rowsOf(4, 2));
  const changed = (at: number, by: number): Buffer => {
    const other = Buffer.from(bytes);
    other[at] = ((other[at] ?? 0) + by) & 255;
    return other;
  };
  it.each<[string, Buffer, RegExp]>([
    ['of another kind', changed(0, 1), /is no part of a registry/],
    ['of another version', changed(4, 1), /has version 2, this program reads version 1/],
    ['cut within its head', bytes.subarray(0, 51), /is cut/],
    ['cut behind its head', bytes.subarray(0, 52), /is not as long/],
    ['cut by a byte', bytes.subarray(0, bytes.length - 1), /is not as long/],
    ['with a byte more', Buffer.concat([bytes, Buffer.alloc(1)]), /is not as long/],
    ['with another record', changed(300, 1), /its checksum does not match/],
    ['with another checksum', changed(bytes.length - 1, 1), /its checksum does not match/],
  ])('%s is reported', (_, damaged, said) => {
    expect(() => decodeSegment(damaged, 'a.seg')).toThrow(said);
    expect(() => decodeSegment(damaged, 'a.seg')).toThrow(/^a\.seg /);
  });
  it('and a sound one is read', () => {
    const segment = decodeSegment(bytes, 'a.seg');
    expect([segment.count, segment.head.to, segment.about(1).path]).toEqual([2, 1, '4-01.jpg']);
  });
});

describe('RecordTable', () => {
  it('finds all rows of a word, however many share a slot', () => {
    const random = seededRandom(9);
    for (const [count, kinds] of [
      [0, 1],
      [1, 1],
      [4, 1],
      [5, 2],
      [60, 7],
      [64, 64],
    ] as const) {
      const words = Array.from({ length: count }, () => Math.floor(random() * kinds));
      const table = new RecordTable(words.keys(), count, (row) => words[row] ?? 0);
      for (let word = 0; word <= kinds; word++)
        expect([...table.of(word)].sort((a, b) => a - b)).toEqual(
          [...words.keys()].filter((row) => words[row] === word),
        );
    }
  });
});

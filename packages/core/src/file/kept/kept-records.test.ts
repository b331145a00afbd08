import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchFiles } from '../watch/watch-files.ts';
import { openKeptRecords } from './kept-records.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-records-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const idOf = (k: number): string => k.toString(16).padStart(64, '0');
const recordOf = (k: number): Buffer => Buffer.alloc(100 + k, k);
const fill = (kind: string, from: number, to: number): void => {
  const records = openKeptRecords(kind, folder);
  for (let k = from; k < to; k++) records.put(idOf(k), recordOf(k));
  records.close();
};

describe('records by content', () => {
  it('are there for the next who opens them, whoever put them', () => {
    fill('tries-1', 0, 3);
    fill('tries-1', 2, 6);
    const records = openKeptRecords('tries-1', folder);
    for (let k = 0; k < 6; k++) expect(records.get(idOf(k))).toEqual(recordOf(k));
    expect([records.has(idOf(5)), records.has(idOf(6)), records.get(idOf(6))]).toEqual([true, false, undefined]);
    records.close();
  });
  it('lie in the room that is given for them until the next one is read there', () => {
    fill('tries-1', 0, 3);
    const records = openKeptRecords('tries-1', folder);
    const room = Buffer.alloc(113);
    const first = records.get(idOf(1), room);
    expect([first, first?.buffer === room.buffer]).toEqual([recordOf(1), true]);
    expect([records.get(idOf(0), room), records.get(idOf(7), room)]).toEqual([recordOf(0), undefined]);
    expect(first).not.toEqual(recordOf(1));
    // There is no room for this one.
    expect(records.get(idOf(2), room)).toEqual(recordOf(2));
    records.close();
  });
  it('are read from anywhere on once they were found sound, as from the first', () => {
    fill('tries-1', 0, 3);
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    bytes[60] = 99;
    writeFileSync(join(folder, name), bytes);
    const records = openKeptRecords('tries-1', folder);
    const room = Buffer.alloc(113);
    for (let times = 0; times < 2; times++) {
      expect(records.tail(idOf(0), () => 0)).toBe(undefined);
      expect(records.tail(idOf(1), (length) => length - 7)).toEqual(recordOf(1).subarray(-7));
      expect(records.tail(idOf(2), () => 90, room)).toEqual(recordOf(2).subarray(90));
      expect(records.tail(idOf(2), (length) => length)).toEqual(Buffer.alloc(0));
      expect(records.tail(idOf(7), () => 0)).toBe(undefined);
    }
    records.close();
  });
  it('are not believed where a byte is another one, and can be put again', () => {
    fill('tries-1', 0, 3);
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    bytes[60] = 99;
    writeFileSync(join(folder, name), bytes.subarray(0, bytes.length - 5));
    const records = openKeptRecords('tries-1', folder);
    expect([0, 1, 2].map((k) => records.get(idOf(k)) !== undefined)).toEqual([false, true, false]);
    records.put(idOf(0), recordOf(0));
    expect(records.get(idOf(0))).toEqual(recordOf(0));
    records.close();
  });
  it('of another version are taken away, and what else lies there is left alone', () => {
    fill('tries-1', 0, 3);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    fill('tries-2', 0, 1);
    expect(readdirSync(folder).map((name) => name.replace(/^.*\./, ''))).toEqual(
      expect.arrayContaining(['tries-2', 'txt']),
    );
    expect(readdirSync(folder)).toHaveLength(2);
  });
  it('are held in memory where they cannot be written', () => {
    const records = openKeptRecords('tries-1', join(folder, 'gone'));
    records.put(idOf(1), recordOf(1));
    expect(records.get(idOf(1))).toEqual(recordOf(1));
    records.close();
  });
});

describe('a record', () => {
  it('of 64 KB is kept for the next, a longer one for as long as these are open', () => {
    const records = openKeptRecords('tries-1', folder);
    records.put(idOf(1), Buffer.alloc(1 << 16, 7));
    records.put(idOf(2), Buffer.alloc((1 << 16) + 1, 7));
    records.put(idOf(3), recordOf(3));
    expect([1, 2, 3].map((k) => records.get(idOf(k))?.length)).toEqual([65_536, 65_537, 103]);
    expect([1, 2, 3].map((k) => records.has(idOf(k)))).toEqual([true, true, true]);
    records.close();
    const next = openKeptRecords('tries-1', folder);
    expect([1, 2, 3].map((k) => next.get(idOf(k))?.length)).toEqual([65_536, undefined, 103]);
    next.close();
  });
  it('is written once, whoever puts it again', () => {
    const records = openKeptRecords('tries-1', folder);
    for (const _ of [1, 2]) for (const k of [0, 1]) records.put(idOf(k), recordOf(k));
    records.close();
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).size).toBe(2 * 44 + 100 + 101);
    expect(readdirSync(folder)).toHaveLength(1);
  });
  it('without a byte is one, and ends its file', () => {
    const records = openKeptRecords('tries-1', folder);
    records.put(idOf(0), recordOf(0));
    records.put(idOf(1), Buffer.alloc(0));
    records.close();
    const next = openKeptRecords('tries-1', folder);
    expect([next.get(idOf(0))?.length, next.get(idOf(1))?.length]).toEqual([100, 0]);
    next.close();
  });
  it('that says it is longer than any may be ends what is read of its file', () => {
    fill('tries-1', 0, 2);
    const [name = ''] = readdirSync(folder);
    const file = join(folder, name);
    const bytes = readFileSync(file);
    bytes.writeUInt32LE((1 << 16) + 1, 40);
    writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(1 << 17)]));
    const records = openKeptRecords('tries-1', folder);
    expect([0, 1].map((k) => records.has(idOf(k)))).toEqual([false, false]);
    records.close();
  });
  it('that is damaged is none, and is counted', () => {
    fill('tries-1', 0, 3);
    const [name = ''] = readdirSync(folder);
    const file = join(folder, name);
    const bytes = readFileSync(file);
    const at = bytes.indexOf(recordOf(1)) + 50;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const seen = watchFiles();
    const records = openKeptRecords('tries-1', folder);
    const lengths = () => [0, 1, 2].map((k) => records.get(idOf(k))?.length);
    expect([lengths(), seen.damaged]).toEqual([[100, undefined, 102], 1]);
    records.put(idOf(1), recordOf(1));
    expect([lengths(), seen.damaged]).toEqual([[100, 101, 102], 1]);
    records.close();
    seen.close();
  });
  it('is not written once they are closed', () => {
    const records = openKeptRecords('tries-1', folder);
    records.put(idOf(0), recordOf(0));
    records.close();
    records.put(idOf(1), recordOf(1));
    expect(readdirSync(folder)).toHaveLength(1);
    expect([0, 1].map((k) => records.has(idOf(k)))).toEqual([false, true]);
  });
  it('that cannot be written is held, and no other is tried', () => {
    const gone = join(folder, 'gone');
    const records = openKeptRecords('tries-1', gone);
    records.put(idOf(1), recordOf(1));
    mkdirSync(gone);
    records.put(idOf(2), recordOf(2));
    records.put(idOf(1), recordOf(5));
    expect(readdirSync(gone)).toEqual([]);
    expect([1, 2].map((k) => records.get(idOf(k))?.length)).toEqual([101, 102]);
    expect([1, 2, 3].map((k) => records.has(idOf(k)))).toEqual([true, true, false]);
    records.close();
  });
});

describe('files of records', () => {
  /** A file of so many bytes of which few are on the disk, and none a record; a higher number is a later one. */
  const lay = (number: number, bytes = 0, kind = 'tries-1'): string => {
    const name = `abc-1-${number}.${kind}`;
    const file = openSync(join(folder, name), 'w');
    if (bytes > 0) writeSync(file, Buffer.alloc(Math.min(44, bytes), 0xff));
    ftruncateSync(file, bytes);
    closeSync(file);
    utimesSync(join(folder, name), 1000 + number, 1000 + number);
    return name;
  };
  const left = (): readonly string[] => {
    openKeptRecords('tries-1', folder).close();
    return readdirSync(folder).sort();
  };
  it('are 64, the oldest are taken away', () => {
    const names = Array.from({ length: 64 }, (_, k) => lay(k + 10));
    expect(left()).toEqual([...names].sort());
    const more = lay(200);
    expect(left()).toEqual([...names.slice(1), more].sort());
  });
  it('have 300 MB together, the oldest are taken away', () => {
    const names = [lay(1, 100e6), lay(2, 100e6), lay(3, 100e6)];
    expect(left()).toEqual(names);
    const more = lay(4, 1);
    expect(left()).toEqual([...names.slice(1), more]);
  });
  it('lie in a folder that is this user’s alone, or nowhere', () => {
    vi.stubEnv('TMPDIR', folder);
    try {
      const put = (): string | undefined => {
        const records = openKeptRecords('tries-1');
        records.put(idOf(1), recordOf(1));
        records.close();
        const next = openKeptRecords('tries-1');
        const length = next.get(idOf(1))?.length;
        next.close();
        return length === undefined ? 'lost' : 'kept';
      };
      expect(put()).toBe('kept');
      const own = join(folder, readdirSync(folder)[0] ?? '', 'tries');
      expect(readdirSync(own)).toHaveLength(1);
      for (const open of [own, dirname(own)]) {
        for (const mode of [0o720, 0o702]) {
          chmodSync(open, mode);
          expect(put()).toBe('lost');
        }
        chmodSync(open, 0o755);
        expect(put()).toBe('kept');
      }
      rmSync(dirname(own), { recursive: true });
      writeFileSync(dirname(own), 'a file');
      expect(put()).toBe('lost');
      expect(existsSync(own)).toBe(false);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

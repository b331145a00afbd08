import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

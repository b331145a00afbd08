import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeptRecords } from '@listing-lint/core/plugin';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { type Mark, readMark } from '../mark/mark.ts';
import { turnMark } from '../mark/turn-mark.ts';
import { type EdgeStore, openEdgeStore } from './edge-store.ts';
import { Template } from './template.ts';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"><text x="6" y="60" font-size="56" fill="#fff" stroke="#222" stroke-width="2">Mark 7</text></svg>';
let folder: string;
let mark: Mark;
const close: (() => void)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-edges-'));
  mark = await readMark('mark', await sharp(Buffer.from(svg)).png().toBuffer());
});
afterEach(() => {
  for (const each of close.splice(0)) each();
  rmSync(folder, { recursive: true, force: true });
});

/** The edges in kernel memory of a mark at one width, and the lookups and hits of its store. */
const edgesOf = (of: Mark, store?: EdgeStore, width = 120) => {
  const kernel = createKernel();
  const counts = { lookups: 0, had: 0 };
  const counted: EdgeStore | undefined = store && {
    get: (...given) => {
      const edges = store.get(...given);
      counts.lookups++;
      if (edges !== undefined) counts.had++;
      return edges;
    },
    put: store.put,
  };
  const { backgrounds, release: _, ...list } = new Template(kernel, of, undefined, counted).edgeList(width, 200);
  const words = backgrounds.map(({ pixels }) =>
    Buffer.from(kernel.memory.u8(pixels.address, 16 * pixels.count)).toString('base64'),
  );
  const sums = backgrounds.map(({ energy, blockEnergies }) => [energy, ...blockEnergies]);
  return { list: { list, words, sums }, counts };
};
const opened = (): EdgeStore => {
  const records = openKeptRecords('edges-1', folder);
  close.push(records.close);
  return openEdgeStore(records);
};

it('gives a later run the very edges that the mark has', () => {
  const anew = edgesOf(mark).list;
  expect(anew.list.count).toBeGreaterThan(500);
  expect(edgesOf(mark, opened())).toEqual({ list: anew, counts: { lookups: 1, had: 0 } });
  expect(edgesOf(mark, opened())).toEqual({ list: anew, counts: { lookups: 1, had: 1 } });
});

it('gives none of another width, angle or picture', () => {
  edgesOf(mark, opened());
  expect(edgesOf(mark, opened(), 121).counts.had).toBe(0);
  expect(edgesOf(turnMark(mark, 20), opened()).counts.had).toBe(0);
  const data = mark.ink.data.slice();
  data[5000] = (data[5000] ?? 0) + 0.001;
  expect(edgesOf({ ...mark, ink: { ...mark.ink, data } }, opened()).counts.had).toBe(0);
});

it('believes nothing that is damaged', () => {
  const { list } = edgesOf(mark, opened());
  const [name = ''] = readdirSync(folder);
  const bytes = readFileSync(join(folder, name));
  for (const at of [60, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 16;
    writeFileSync(join(folder, name), flipped);
    const again = edgesOf(mark, opened());
    expect(again).toEqual({ list, counts: { lookups: 1, had: 0 } });
    for (const other of readdirSync(folder)) if (other !== name) rmSync(join(folder, other));
  }
});

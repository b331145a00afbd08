import { expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../compare/compare.ts';
import { type ComparedPicture, copySearch } from '../compare/copy-search.ts';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { buildHashIndex, packHashes } from '../index/hash-index.ts';
import { seededScene } from '../test-scenes.ts';
import { foreignMatches } from './foreign.ts';

const scene = seededScene(1, 96, 72);
const fingerprint = fingerprintOf(Buffer.from('ours'), scene, scene);
const theirs = (path: string, product: string): ComparedPicture => ({ path, product, role: 'foreign', fingerprint });

it('names the pictures of others that ours repeats by path where they are as near, one of two owners once for each', () => {
  const hashes = [fingerprint.pdq];
  const lists = [
    {
      path: 'stock.txt',
      owner: 'Stock',
      lines: hashes.map((hash) => ({ line: 7, hash, label: 'no. 7' })),
      index: buildHashIndex(packHashes(hashes)),
    },
  ];
  const pictures = copySearch([theirs('z.jpg', 'Zed'), theirs('b.jpg', 'Bea'), theirs('b.jpg', 'Ann')]);
  const matches = foreignMatches({ pictures, lists }, fingerprint, DEFAULT_THRESHOLDS);
  expect(matches.map(({ path, owner, distance }) => [path, owner, distance])).toEqual([
    ['b.jpg', 'Bea', 0],
    ['b.jpg', 'Ann', 0],
    ['stock.txt:7', 'Stock', 0],
    ['z.jpg', 'Zed', 0],
  ]);
  expect(matches.map(({ description }) => description)).toContain(
    'within 0 bits of the PDQ hash “no. 7” in stock.txt:7 (Stock; colours not compared)',
  );
});

it('names nothing of a picture unlike theirs, and refuses to decide of what is plain', () => {
  const other = seededScene(2, 96, 72);
  const unlike = fingerprintOf(Buffer.from('other'), other, other);
  const pictures = copySearch([theirs('a.jpg', 'Ann')]);
  expect(foreignMatches({ pictures, lists: [] }, unlike, DEFAULT_THRESHOLDS)).toEqual([]);
  const blank = { width: 24, height: 24, data: new Uint8Array(3 * 24 * 24).fill(200) };
  const [plain, asPlain] = ['one', 'two'].map((name) => fingerprintOf(Buffer.from(name), blank, blank));
  if (plain === undefined || asPlain === undefined) throw new Error('no fingerprint');
  const swatches = copySearch([{ ...theirs('swatch.jpg', 'Ann'), fingerprint: plain }]);
  expect(() => foreignMatches({ pictures: swatches, lists: [] }, asPlain, DEFAULT_THRESHOLDS)).toThrow(
    'too little detail to be distinguished from swatch.jpg',
  );
});

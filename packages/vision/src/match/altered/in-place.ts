import {
  type ComparedPicture,
  deltaE,
  type Fingerprint,
  type FingerprintTable,
  GRID_CELLS,
  HASH_WORDS,
  hashAt,
  type Lab,
  openWasmScan,
  packHashes,
  regrid,
  type Scan,
  turnCells,
  turnHash,
} from '@listing-lint/rules/hash';
import { NO_FEATURES } from '../../features/extract/features.ts';
import { changeBy } from '../../features/pair/alignment.ts';
import { judgeUncovered } from '../../features/pair/compare-pair.ts';
import { isAroundOther } from '../../features/pair/judge-suspect.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import type { SearchedPicture } from '../../features/search/local-search.ts';

import { localPicture } from '../local-match.ts';
import type { OurPicture } from '../our-picture.ts';

/** All of ours, row by row. */
interface OursInPlace {
  readonly entries: readonly ComparedPicture[];
  readonly table: FingerprintTable;
  /** One for each entry. */
  readonly searched: readonly SearchedPicture[];
}

/** Largest Hamming distance, bits, to a picture under a large overlay; unrelated pictures differ by 128. */
const MOST_BITS = 88;
/** Candidates whose colour grid is compared, and candidates that are registered. */
const NEAREST = 8;
const MOST_REGISTERED = 2;
/** Least non-background cells, share of them with the same colour, and the largest colour difference (deltaE) of equal cells. */
const FEWEST_CELLS = 6;
const LEAST_SAME = 0.3;
const SAME = 7;
/** Largest ratio of the two aspect ratios. */
const UNSTRETCHED = 1.02;

/** Share of the agreeing blocks that must agree closely: under letters a block is identical or hidden, while products of one line are merely similar. */
const LEAST_CLOSELY = 0.8;

const WAYS = ['identity', 'mirror'] as const;

/**
 * Finds pictures of the shop that fill a suspect, upright or mirrored, under an overlay so large that neither hashes nor keypoints match. Candidates are the nearest
 * hashes whose colour grid still agrees in part; each is registered at full size. Returns variants only.
 */
export const inPlaceMatcher = (all: OursInPlace) => {
  const scan = openWholes(all.table);
  return async (
    fingerprint: Fingerprint,
    theirs: () => Sheet,
    isSettled: (path: string) => boolean,
  ): Promise<readonly OurPicture[]> => {
    const found: OurPicture[] = [];
    for (const { position, way } of likely(fingerprint, { entries: all.entries, scan }, isSettled)) {
      const [entry, ours] = [all.entries[position], await all.searched[position]?.sheet()];
      const suspect = theirs();
      const mapping = ours && inPlace(ours, suspect);
      if (entry === undefined || ours === undefined || !mapping) continue;
      const alignment = { mapping, inliers: 0, change: changeBy(mapping, ours.colour) };
      const features = { ...NO_FEATURES, width: suspect.colour.width, height: suspect.colour.height };
      const match = judgeUncovered(
        { features, sheet: ours },
        { features, sheet: suspect },
        alignment,
        way === 'mirror',
      );
      if (match === null || match.verdict === 'suspect' || match.closely < LEAST_CLOSELY * match.agreeing) continue;
      if (isAroundOther(ours, suspect, match.mapping)) continue;
      const located = { position, ours: ours.colour, theirs: suspect.colour, isDominated: false };
      found.push(localPicture({ ...located, match: { ...match, verdict: 'variant' } }, entry, null));
    }
    return found;
  };
};

const inPlace = ({ colour: ours }: Sheet, { colour: theirs }: Sheet): PlaneMap | null => {
  const [a, e] = [theirs.width / ours.width, theirs.height / ours.height];
  return Math.max(a / e, e / a) > UNSTRETCHED ? null : { a, b: 0, c: 0, d: 0, e, f: 0, g: 0, h: 0 };
};

interface Likely {
  readonly position: number;
  readonly way: (typeof WAYS)[number];
  readonly bits: number;
}

const likely = (
  fingerprint: Fingerprint,
  { entries, scan }: Pick<OursInPlace, 'entries'> & { readonly scan: Scan },
  isSettled: (path: string) => boolean,
): readonly Likely[] => {
  const theirs = cellsOf(fingerprint);
  const near: Likely[] = [];
  const queries = WAYS.map((way) => turnHash(fingerprint.parts.whole.hash, way));
  scan(packHashes(queries), MOST_BITS, (query, position, bits) => {
    near.push({ position, way: WAYS[query] ?? 'identity', bits });
  });
  return near
    .sort((a, b) => a.bits - b.bits || a.position - b.position)
    .filter(({ position }) => !isSettled(entries[position]?.path ?? ''))
    .slice(0, NEAREST)
    .filter(({ position, way }) => {
      const own = entries[position]?.fingerprint;
      return own !== undefined && hasItsCells(own, turnCells(theirs, way));
    })
    .slice(0, MOST_REGISTERED);
};

/** Packs the whole-picture hash of each row into one array and opens a scan over it. */
const openWholes = ({ hashes, size }: FingerprintTable): Scan => {
  const wholes = new Uint32Array(HASH_WORDS * size);
  for (let row = 0; row < size; row++) {
    const at = hashAt(row, 'whole');
    wholes.set(hashes.subarray(at, at + HASH_WORDS), HASH_WORDS * row);
  }
  return openWasmScan(wholes);
};

/** Colours of the whole picture in 8×8 cells. */
const cellsOf = ({ colours }: Fingerprint): readonly Lab[] => {
  const at = regrid(colours, { left: 0, top: 0, right: 1, bottom: 1 });
  return Array.from({ length: GRID_CELLS }, (_, k) => at(k).mean);
};

/** Whether enough colour cells agree; `theirs` is already rotated to our orientation. */
const hasItsCells = (own: Fingerprint, theirs: readonly Lab[]): boolean => {
  const { background } = own.colours;
  let [cells, same] = [0, 0];
  for (const [k, cell] of cellsOf(own).entries()) {
    if (background !== null && deltaE(cell, background) <= SAME) continue;
    cells++;
    const there = theirs[k];
    if (there !== undefined && deltaE(cell, there) <= SAME) same++;
  }
  return cells >= FEWEST_CELLS && same >= LEAST_SAME * cells;
};

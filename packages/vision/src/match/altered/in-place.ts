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

/** Bits by which the hashes of whole pictures may differ, one of which lies under something large: two that have nothing in common differ by 128. */
const MOST_BITS = 88;
/** So many of ours are held against the colours of the suspect, and laid on it where enough of them agree. */
const NEAREST = 8;
const LAID = 2;
/** Cells with something in them, and share of these that have the same colours still; differences of colours up to which a cell has nothing in it, and is the same. */
const FEWEST_CELLS = 6;
const LEAST_SAME = 0.3;
const SAME = 7;
/** Times that one picture may be wider than the other one for its height. */
const UNSTRETCHED = 1.02;

/** Of the blocks that agree those that do in nearly all that they show: under letters a picture is itself or hidden, and products of one line are alike. */
const LEAST_CLOSELY = 0.8;

const WAYS = ['identity', 'mirror'] as const;

/**
 * Which of ours fill a suspect as they are, or mirrored, under something so large that neither hashes nor points say it: those with the nearest hashes of which cells of
 * the same colours are left. Each is laid on it where it would lie. Never more than a variant.
 */
export const inPlaceAsker = (all: OursInPlace) => {
  const scan = openWholes(all.table);
  return async (
    fingerprint: Fingerprint,
    theirs: () => Sheet,
    isSettled: (path: string) => boolean,
  ): Promise<readonly OurPicture[]> => {
    const found: OurPicture[] = [];
    for (const { position, way } of likely(fingerprint, { entries: all.entries, scan }, isSettled)) {
      const [entry, ours] = [all.entries[position], await all.searched[position]?.sheet()];
      const shown = theirs();
      const mapping = ours && inPlace(ours, shown);
      if (entry === undefined || ours === undefined || !mapping) continue;
      const alignment = { mapping, inliers: 0, change: changeBy(mapping, ours.colour) };
      const features = { ...NO_FEATURES, width: shown.colour.width, height: shown.colour.height };
      const match = judgeUncovered({ features, sheet: ours }, { features, sheet: shown }, alignment, way === 'mirror');
      if (match === null || match.verdict === 'suspect' || match.closely < LEAST_CLOSELY * match.agreeing) continue;
      if (isAroundOther(ours, shown, match.mapping)) continue;
      const laid = { position, ours: ours.colour, theirs: shown.colour, isDominated: false };
      found.push(localPicture({ ...laid, match: { ...match, verdict: 'variant' } }, entry, null));
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
  const asked = WAYS.map((way) => turnHash(fingerprint.parts.whole.hash, way));
  scan(packHashes(asked), MOST_BITS, (query, position, bits) => {
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
    .slice(0, LAID);
};

/** Hashes of the whole of each row, one behind the other, to be looked through for each suspect. */
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

/** `theirs`: turned to lie as ours does. */
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

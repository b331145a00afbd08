import { FORMS, type Form, type FractionEdges, inverseOf, swapsSides, turnBox } from '@listing-lint/rules/hash';
import type { GreyImage } from '@listing-lint/rules/image';
import { type SummedArea, summedArea } from '@listing-lint/rules/metadata';
import { type BlockAgreement, blocksOf } from './blocks.ts';
import { type Proposal, proposals } from './coarse-search.ts';
import { areaOf, type GuestPlace, overlapAgreement, overlapOf } from './overlap.ts';

/** Which part of one picture shows what which part of another shows. */
export interface AlignedPicture {
  /** The turn that brings B to lie as A does. */
  readonly turn: Form;
  /** What both show, as fractions of A, and of B as it is (not turned). */
  readonly a: FractionEdges;
  readonly b: FractionEdges;
  /** Normalised cross-correlation of luma over that part, −1 to 1. */
  readonly agreement: number;
  /** Blocks with detail of that part, and those of them that do not agree, as fractions of A. */
  readonly blocks: BlockAgreement;
}

/** Least agreement of a candidate position for refinement. */
const PROPOSED = 0.5;
/** Agreement from which two parts may be one picture; what decides is how many of their blocks agree. */
const LEAST_AGREEMENT = 0.7;
/** Share of the blocks with detail that have to agree. */
const LEAST_BLOCKS = 0.75;
/** With fewer blocks of detail than this nothing can be said. */
const FEWEST_BLOCKS = 6;
/** Least share, of the one picture or the other, that both have to show. */
const LEAST_COMMON = 0.3;
/** Most candidate positions that are refined. */
const CLOSER = 10;
const FINALISTS = 3;

/**
 * Lays B on A: turned or mirrored, of any size, cut or reaching over; without slants and without bending. `A` and `B` are the canonical decodes. `forms` are tried in
 * this order: the first alone, then the others. Null where no part of the one was found in the other, which is no proof that none is there.
 */
export const alignPictures = (a: GreyImage, b: GreyImage, forms: readonly Form[] = FORMS): AlignedPicture | null => {
  const [first, ...others] = forms;
  if (first === undefined) return null;
  return aligned(a, b, [first]) ?? aligned(a, b, others);
};

const aligned = (a: GreyImage, b: GreyImage, forms: readonly Form[]): AlignedPicture | null => {
  const tableA = summedArea(a);
  const candidates: Candidate[] = [];
  for (const form of forms) {
    const tableB = summedArea(turnedGrey(b, form));
    // Each is searched for on the other: at a size at which it fits, the search is exact to the cell.
    candidates.push(...proposals(tableA, tableB).map((found) => ({ form, tableB, ...found })));
    for (const { placement, agreement } of proposals(tableB, tableA)) {
      candidates.push({ form, tableB, placement: inverted(placement), agreement });
    }
  }
  const promising = candidates.filter(({ agreement }) => agreement >= PROPOSED);
  const closer = best(promising, CLOSER).map((candidate) => climbed(tableA, candidate, FIRST_CLIMB));
  let found: (Candidate & { readonly blocks: BlockAgreement }) | null = null;
  for (const candidate of best(closer, FINALISTS)) {
    const fine = climbed(tableA, candidate, LAST_CLIMB);
    if (fine.agreement < LEAST_AGREEMENT || fine.agreement <= (found?.agreement ?? 0)) continue;
    const blocks = blocksOf(tableA, fine.tableB, fine.placement);
    if (blocks.detailed < FEWEST_BLOCKS || blocks.agreeing < LEAST_BLOCKS * blocks.detailed) continue;
    found = { ...fine, blocks };
  }
  if (found === null) return null;
  const common = overlapOf(tableA, found.tableB, found.placement);
  if (common === null || Math.max(areaOf(common.host), areaOf(common.guest)) < LEAST_COMMON) return null;
  return {
    turn: found.form,
    a: common.host,
    b: turnBox(common.guest, inverseOf(found.form)),
    agreement: found.agreement,
    blocks: found.blocks,
  };
};

interface Candidate extends Proposal {
  readonly form: Form;
  readonly tableB: SummedArea;
}

const inverted = ({ scaleX, scaleY, x, y }: GuestPlace): GuestPlace => ({
  scaleX: 1 / scaleX,
  scaleY: 1 / scaleY,
  x: -x / scaleX,
  y: -y / scaleY,
});

const best = <P extends Proposal>(candidates: readonly P[], most: number): readonly P[] =>
  candidates.toSorted((x, y) => y.agreement - x.agreement).slice(0, most);

/** Cells a side that are compared, and steps as shares of what is moved or stretched, from coarse to fine. */
interface Climb {
  readonly side: number;
  readonly steps: readonly number[];
}
const FIRST_CLIMB: Climb = { side: 20, steps: [0.04, 0.02, 0.01] };
const LAST_CLIMB: Climb = { side: 40, steps: [0.01, 0.005, 0.0025, 0.001] };
const MOST_ROUNDS = 12;

/** Climbs from a place to the best one around it, moving and stretching a little at a time. */
const climbed = (host: SummedArea, candidate: Candidate, { side, steps }: Climb): Candidate => {
  const measure = (at: GuestPlace): number =>
    overlapAgreement(host, candidate.tableB, at, { side, least: LEAST_COMMON });
  let placement = candidate.placement;
  let agreement = measure(placement);
  for (const step of steps) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const tried = neighbours(placement, candidate.tableB, step).map((at) => ({ at, agreement: measure(at) }));
      const better = tried.reduce((most, each) => (each.agreement > most.agreement ? each : most));
      if (better.agreement <= agreement) break;
      placement = better.at;
      agreement = better.agreement;
    }
  }
  return { ...candidate, placement, agreement };
};

const neighbours = (at: GuestPlace, guest: SummedArea, step: number): readonly GuestPlace[] => {
  const [width, height] = [guest.width * at.scaleX, guest.height * at.scaleY];
  const [dx, dy] = [step * width, step * height];
  const moved = [
    [dx, 0],
    [-dx, 0],
    [0, dy],
    [0, -dy],
  ].map(([mx = 0, my = 0]) => ({ ...at, x: at.x + mx, y: at.y + my }));
  const stretched = [1 + step, 1 - step].flatMap((factor) => {
    const x = at.x + (width * (1 - factor)) / 2;
    const y = at.y + (height * (1 - factor)) / 2;
    const wider = { ...at, scaleX: at.scaleX * factor };
    const taller = { ...at, scaleY: at.scaleY * factor };
    return [{ ...wider, scaleY: taller.scaleY, x, y }, wider, { ...wider, x }, taller, { ...taller, y }];
  });
  return [...moved, ...stretched];
};

/** A picture, turned. */
const turnedGrey = (image: GreyImage, form: Form): GreyImage => {
  if (form === 'identity') return image;
  const [width, height] = swapsSides(form) ? [image.height, image.width] : [image.width, image.height];
  const data = new Uint8Array(width * height);
  const source = SOURCES[form];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = source(x, y, image.width - 1, image.height - 1);
      data[y * width + x] = image.data[sy * image.width + sx] ?? 0;
    }
  }
  return { width, height, data };
};

/** Where a pixel of the turned picture comes from; `right` and `bottom` are the last column and row of the picture. */
const SOURCES: {
  readonly [form in Form]: (x: number, y: number, right: number, bottom: number) => readonly [number, number];
} = {
  identity: (x, y) => [x, y],
  rotate90: (x, y, _right, bottom) => [y, bottom - x],
  rotate180: (x, y, right, bottom) => [right - x, bottom - y],
  rotate270: (x, y, right) => [right - y, x],
  mirror: (x, y, right) => [right - x, y],
  flip: (x, y, _right, bottom) => [x, bottom - y],
  transpose: (x, y) => [y, x],
  transverse: (x, y, right, bottom) => [right - y, bottom - x],
};

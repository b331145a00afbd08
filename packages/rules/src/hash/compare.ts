import { FORMS, type Form, type FractionBox, turnBox, turnHash } from './dihedral.ts';
import type { Fingerprint } from './fingerprint.ts';
import { hamming } from './hash256.ts';
import { type ColourGrid, deltaE, type Lab, regrid, turnCells } from './lab-grid.ts';

/** `identical`: same bytes. `same-data`: same compressed picture, other metadata. `near`: found by perceptual hash. */
export type Evidence = 'identical' | 'same-data' | 'near';

/** How one picture follows from another. */
export interface Match {
  readonly evidence: Evidence;
  /** The turn that makes the other picture into this one. */
  readonly form: Form;
  /** `content`: the pictures agree after frames, padding and plain background are taken off both. */
  readonly view: 'whole' | 'content';
  /** Hamming distance, 0–256 bits; 0 for identical files. */
  readonly distance: number;
  /** Share, 0–1, of the cells that are not background and whose colour differs by ΔE > 10 once the pictures lie on each other. */
  readonly recoloured: number;
}

export type Verdict = 'duplicate' | 'variant' | 'suspect';

export interface Thresholds {
  /** Bits up to which two pictures have the same shapes. */
  readonly maxDistance: number;
  /** Bits up to which they may have. */
  readonly suspectDistance: number;
  /** Share of recoloured cells up to which it is the same picture, where the shapes agree wholly; half of it at `maxDistance`. */
  readonly maxRecoloured: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { maxDistance: 31, suspectDistance: 40, maxRecoloured: 0.15 };

/** PDQ quality below which a hash says too little to be compared (Meta's advice). */
export const MIN_QUALITY = 50;

/** Where neither the shapes nor most of the colours agree, there is nothing to suspect. */
const MOST_RECOLOURED_SUSPECT = 0.5;

/** What a match means; null where the pictures are too far apart. */
export const verdictOf = (match: Match, thresholds: Thresholds): Verdict | null => {
  if (match.evidence !== 'near') return 'duplicate';
  if (match.distance > thresholds.suspectDistance) return null;
  if (match.distance > thresholds.maxDistance) return match.recoloured <= MOST_RECOLOURED_SUSPECT ? 'suspect' : null;
  return match.recoloured <= colourLimit(match.distance, thresholds) ? 'duplicate' : 'variant';
};

/** The less the shapes agree, the more the colours must: products made from one template differ a little in both. */
const colourLimit = (distance: number, { maxDistance, maxRecoloured }: Thresholds): number =>
  maxRecoloured * (1 - distance / Math.max(1, 2 * maxDistance));

/** The best match of a picture with another one by all forms and both views, within `radius` bits; null where there is none. */
export const compareFingerprints = (subject: Fingerprint, other: Fingerprint, radius: number): Match | null => {
  if (subject.sha256 === other.sha256) return same('identical');
  if (subject.imageData !== null && subject.imageData === other.imageData) return same('same-data');
  let best: Match | null = null;
  for (const form of FORMS) {
    for (const view of ['whole', 'content'] as const) {
      if (!comparable(subject, other, view)) continue;
      const distance = hamming(subject[view], turnHash(other[view], form));
      if (distance <= radius) best = better(best, matchOf(subject, other, form, view, distance));
    }
  }
  return best;
};

const same = (evidence: Evidence): Match => ({ evidence, form: 'identity', view: 'whole', distance: 0, recoloured: 0 });

/** Plain pictures have hashes of noise. */
export const comparable = (subject: Fingerprint, other: Fingerprint, view: Match['view']): boolean =>
  view === 'whole'
    ? subject.wholeQuality >= MIN_QUALITY && other.wholeQuality >= MIN_QUALITY
    : subject.contentQuality >= MIN_QUALITY && other.contentQuality >= MIN_QUALITY;

/** The match of two pictures whose hashes are `distance` bits apart after a turn. */
export const matchOf = (
  subject: Fingerprint,
  other: Fingerprint,
  form: Form,
  view: Match['view'],
  distance: number,
): Match => ({
  evidence: 'near',
  form,
  view,
  distance,
  recoloured: recoloured(subject.colours, other.colours, form, view),
});

/** Fewer bits first; of equal ones the plainer explanation: fewer recoloured cells, then the earlier form and the whole picture. */
export const better = (a: Match | null, b: Match): Match => {
  if (a === null) return b;
  const order = a.distance - b.distance || a.recoloured - b.recoloured || FORMS.indexOf(a.form) - FORMS.indexOf(b.form);
  return order <= 0 ? a : b;
};

const DIFFERENT = 10;
const ALIKE = 6;
/** Boxes that differ by less than this share of the picture are the same box. */
const SAME_BOX = 0.012;
/** With fewer cells than this left, background is counted too. */
const FEWEST_CELLS = 6;

/**
 * Share of cells whose colour differs by ΔE > 10 after the other picture is turned and laid upon the subject. Cells that are background in
 * both are left out, whatever its colour: another backdrop does not make another product.
 */
const recoloured = (subject: ColourGrid, other: ColourGrid, form: Form, view: Match['view']): number => {
  const turned = {
    box: turnBox(other.box, form),
    background: other.background,
    cells: turnCells(other.cells, form),
  };
  const { ours, theirs } = alignedCells(subject, turned, view);
  let counted = 0;
  let different = 0;
  let differentAnywhere = 0;
  ours.forEach((cell, k) => {
    const opposite = theirs[k] ?? cell;
    const differs = deltaE(cell, opposite) > DIFFERENT;
    if (differs) differentAnywhere++;
    if (isBackground(cell, subject.background) && isBackground(opposite, other.background)) return;
    counted++;
    if (differs) different++;
  });
  return counted >= FEWEST_CELLS ? different / counted : differentAnywhere / ours.length;
};

/**
 * The cells of both pictures over one box. Where an overlay has moved the box of one of them, the larger box is taken for both: its cells
 * are the coarser ones.
 */
const alignedCells = (
  subject: ColourGrid,
  other: ColourGrid,
  view: Match['view'],
): { ours: readonly Lab[]; theirs: readonly Lab[] } => {
  if (view === 'content' || sameBox(subject, other)) return { ours: subject.cells, theirs: other.cells };
  return boxArea(subject.box) >= boxArea(other.box)
    ? { ours: subject.cells, theirs: regrid(other, subject.box) }
    : { ours: regrid(subject, other.box), theirs: other.cells };
};

const boxArea = (box: FractionBox): number => (box.right - box.left) * (box.bottom - box.top);

const sameBox = (a: ColourGrid, b: ColourGrid): boolean =>
  Math.max(
    Math.abs(a.box.left - b.box.left),
    Math.abs(a.box.right - b.box.right),
    Math.abs(a.box.top - b.box.top),
    Math.abs(a.box.bottom - b.box.bottom),
  ) <= SAME_BOX;

const WHITE: Lab = { l: 100, a: 0, b: 0 };
const isBackground = (cell: Lab, background: Lab | null): boolean => deltaE(cell, background ?? WHITE) <= ALIKE;

import { type Fingerprint, PARTS, type Part, type PartHash } from '../fingerprint/fingerprint.ts';
import { deltaE, type Lab, meanColour } from '../fingerprint/lab-grid.ts';
import { FORMS, type Form, type FractionEdges, turnHash } from '../hash256/dihedral.ts';
import { type Hash256, hamming } from '../hash256/hash256.ts';
import { clearlyDifferent, colourDifferences, SAME_BOX } from './colour-differences.ts';

/**
 * `identical`: same bytes. `same-data`: same compressed picture, other metadata. `near`: found by perceptual hash. `plain`: both have too
 * little detail for a hash, and their colours are the same.
 */
export const EVIDENCE = ['identical', 'same-data', 'near', 'plain'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** How one picture follows from another. */
export interface Match {
  readonly evidence: Evidence;
  /** The turn that makes the other picture into this one. */
  readonly form: Form;
  /** The part of this picture that agrees with a part of the other one. */
  readonly part: Part;
  readonly otherPart: Part;
  /** Hamming distance, 0–256 bits; 0 for identical files, 256 where there is no hash to speak of. */
  readonly distance: number;
  /** Share, 0–1, of the cells that are not background and whose colour differs by ΔE > 7 once the pictures lie on each other. */
  readonly recoloured: number;
  /** A small part shows something else once their pixels lie on each other: another numeral, another colour. */
  readonly isChanged?: boolean;
  /** In other colours, and registered pixels show other shapes: no evidence is left for it. */
  readonly isOtherShape?: boolean;
}

/**
 * `duplicate`: the same picture. `variant`: the same shapes in other colours or with other content. `suspect`: perhaps a copy.
 * `undecided`: too little detail to say.
 */
export type CopyVerdict = 'duplicate' | 'variant' | 'suspect' | 'undecided';

export interface Thresholds {
  /** Bits up to which two pictures have the same shapes. */
  readonly maxDistance: number;
  /** Bits up to which they may have. */
  readonly suspectDistance: number;
  /** Share of recoloured cells up to which it is the same picture, where the shapes agree wholly; none at three quarters of `maxDistance`. */
  readonly maxRecoloured: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { maxDistance: 31, suspectDistance: 40, maxRecoloured: 0.15 };

/** PDQ quality below which a hash says too little to be compared (Meta's advice). */
export const MIN_QUALITY = 50;
/** A copy may lose a little of the detail that its model just has. */
export const LEAST_QUALITY = 40;

/** Where neither the shapes nor most of the colours agree, there is nothing to suspect. */
const MOST_RECOLOURED_SUSPECT = 0.5;

/** What a match means; null where the pictures are too far apart. */
export const copyVerdictOf = (match: Match, thresholds: Thresholds): CopyVerdict | null => {
  if (match.evidence === 'plain') return match.recoloured <= thresholds.maxRecoloured ? 'undecided' : null;
  if (match.evidence !== 'near') return 'duplicate';
  if (match.distance > thresholds.suspectDistance || match.isOtherShape === true) return null;
  if (match.distance > thresholds.maxDistance) return match.recoloured <= MOST_RECOLOURED_SUSPECT ? 'suspect' : null;
  const isSame = match.recoloured <= colourLimit(match.distance, thresholds) && match.isChanged !== true;
  return isSame ? 'duplicate' : 'variant';
};

/** Whether hashes and colours alone classify it as a duplicate, which pixels can refute. */
export const isNearDuplicate = (match: Match, thresholds: Thresholds): boolean =>
  match.evidence === 'near' && copyVerdictOf(match, thresholds) === 'duplicate';

/** The less the shapes agree, the more the colours must: products made from one template differ a little in both. */
const colourLimit = (distance: number, { maxDistance, maxRecoloured }: Thresholds): number =>
  maxRecoloured * (1 - distance / Math.max(1, COPIES_WITHIN * maxDistance));
/** Share of `maxDistance` beyond which pictures are variants, whatever their colours; 99 of 100 copies that keep colour lie within a third. */
const COPIES_WITHIN = 0.75;

/** Parts that may show the same: what a copy has within its frame is all of its model, and the other way round. */
const COUNTERPARTS: { readonly [part in Part]: readonly Part[] } = {
  whole: ['whole', 'inner'],
  inner: ['inner', 'whole'],
  content: ['content'],
};

/** The best match of a picture with another one by all parts and the given forms, within `radius` bits; null where there is none. */
export const compareFingerprints = (
  subject: Fingerprint,
  other: Fingerprint,
  radius: number,
  forms: readonly Form[] = FORMS,
): Match | null => {
  if (subject.sha256 === other.sha256) return same('identical');
  if (subject.imageData !== null && subject.imageData === other.imageData) return same('same-data');
  if (isPlain(subject) && isPlain(other)) return plainMatch(subject, other);
  let best: Match | null = null;
  for (const part of PARTS) {
    for (const otherPart of COUNTERPARTS[part]) {
      if (!comparable(subject.parts[part], other.parts[otherPart])) continue;
      const reach = Math.min(radius, reachOf(part, otherPart));
      for (const form of forms) {
        const found = hamming(subject.parts[part].hash, turnHash(other.parts[otherPart].hash, form));
        if (found > reach) continue;
        const distance = withinFrames(subject, other, { form, part, otherPart, distance: found });
        if (distance <= reach) best = better(best, matchOf(subject, other, { form, part, otherPart, distance }));
      }
    }
  }
  return best;
};

/** A fingerprint, and the hashes of its parts in all forms. */
export interface TurnedFingerprint {
  readonly fingerprint: Fingerprint;
  readonly hashes: { readonly [part in Part]: readonly Hash256[] };
}

export const turnedOf = (fingerprint: Fingerprint): TurnedFingerprint => {
  const turned = (part: Part): readonly Hash256[] => FORMS.map((form) => turnHash(fingerprint.parts[part].hash, form));
  return { fingerprint, hashes: { whole: turned('whole'), inner: turned('inner'), content: turned('content') } };
};

/** `false` where two pictures cannot match within `radius` bits, whatever their colours; at a fraction of what `compareFingerprints` costs. */
export const mayMatch = (
  subject: Fingerprint,
  { fingerprint: other, hashes }: TurnedFingerprint,
  radius: number,
): boolean =>
  subject.sha256 === other.sha256 ||
  (subject.imageData !== null && subject.imageData === other.imageData) ||
  (isPlain(subject) && isPlain(other)) ||
  PARTS.some((part) =>
    COUNTERPARTS[part].some(
      (otherPart) =>
        comparable(subject.parts[part], other.parts[otherPart]) &&
        hashes[otherPart].some((hash) => hamming(subject.parts[part].hash, hash) <= radius),
    ),
  );

const same = (evidence: Evidence): Match => ({
  evidence,
  form: 'identity',
  part: 'whole',
  otherPart: 'whole',
  distance: 0,
  recoloured: 0,
});

/** Whether a picture has too little detail in all of its parts to be distinguished from others by its shapes. */
export const isPlain = ({ parts }: Fingerprint): boolean => PARTS.every((part) => parts[part].quality < MIN_QUALITY);

/**
 * Returns how far the colours of two plain pictures differ in the best alignment; null if they are far apart. Differences above
 * `most` are not exact.
 */
export const plainMatch = (subject: Fingerprint, other: Fingerprint, most = 1): Match | null => {
  if (areFarApart(meanColour(subject.colours), meanColour(other.colours))) return null;
  const matches = FORMS.map((form): Match => {
    const whole = { form, part: 'whole', otherPart: 'whole', distance: NO_DISTANCE } as const;
    return { evidence: 'plain', ...whole, recoloured: clearlyDifferent(subject, other, whole, most) };
  });
  return matches.reduce(better);
};

/** Whether the mean colours of two plain pictures say already that theirs are others. */
export const areFarApart = (a: Lab, b: Lab): boolean => deltaE(a, b) > FAR_APART;
/** Mean colours of pictures of which nearly all cells agree lie nearer than this. */
const FAR_APART = 25;
const NO_DISTANCE = 256;

/** Whether a part has enough detail to be searched for. */
export const isDetailed = ({ quality }: PartHash): boolean => quality >= LEAST_QUALITY;

/** Plain parts have hashes of noise. */
export const comparable = (a: PartHash, b: PartHash): boolean => areComparable(a.quality, b.quality);

export const areComparable = (quality: number, other: number): boolean =>
  Math.max(quality, other) >= MIN_QUALITY && Math.min(quality, other) >= LEAST_QUALITY;

/**
 * Bits up to which two parts are compared. Within borders that both lost, two sizes of one product look alike: where and how large they
 * stood is lost too.
 */
export const reachOf = (part: Part, otherPart: Part): number =>
  part === 'inner' && otherPart === 'inner' ? INNER_REACH : Number.POSITIVE_INFINITY;
const INNER_REACH = 24;

/**
 * The distance of two parts; of wholes that both have a frame at least that of what is within. One frame around all pictures of a shop makes
 * them alike: of a pale product on white the frame is most of what there is.
 */
export const withinFrames = (
  subject: Fingerprint,
  other: Fingerprint,
  { form, part, otherPart, distance }: Pick<Match, 'form' | 'part' | 'otherPart' | 'distance'>,
): number => {
  if (part !== 'whole' || otherPart !== 'whole') return distance;
  if (!isFramed(subject) || !isFramed(other)) return distance;
  return Math.max(distance, hamming(subject.parts.inner.hash, turnHash(other.parts.inner.hash, form)));
};

/** Whether the outermost border goes all around and is as wide on opposite sides. */
const isFramed = ({ parts: { inner } }: Fingerprint): boolean => {
  const { left, top, right, bottom } = inner.box;
  const isEven = Math.abs(left - (1 - right)) <= SAME_BOX && Math.abs(top - (1 - bottom)) <= SAME_BOX;
  return isEven && left > LEAST_FRAME && top > LEAST_FRAME;
};
/** Least width of a frame, as a share of the picture's width or height. */
const LEAST_FRAME = 0.01;

/** The match of two pictures of which two parts are `distance` bits apart after a turn. */
export const matchOf = (
  subject: Fingerprint,
  other: Fingerprint,
  found: Pick<Match, 'form' | 'part' | 'otherPart' | 'distance'>,
): Match => ({ evidence: 'near', ...found, recoloured: colourDifferences(subject, other, found).recoloured });

/** Where the parts that agree lie: fractions of the subject and of the other picture. */
export const partsOf = (
  { part, otherPart }: Match,
  subject: Fingerprint,
  other: Fingerprint,
): { readonly box: FractionEdges; readonly otherBox: FractionEdges } => ({
  box: subject.parts[part].box,
  otherBox: other.parts[otherPart].box,
});

/**
 * The match that explains more: first one within the distance of copies, then the least difference of shapes and colours together, by the
 * measure that `copyVerdictOf` takes; of equal ones the earlier part and form.
 */
export const better = (a: Match | null, b: Match): Match => {
  if (a === null) return b;
  const order =
    Number(a.distance > DEFAULT_THRESHOLDS.maxDistance) - Number(b.distance > DEFAULT_THRESHOLDS.maxDistance) ||
    difference(a) - difference(b) ||
    PARTS.indexOf(a.part) - PARTS.indexOf(b.part) ||
    PARTS.indexOf(a.otherPart) - PARTS.indexOf(b.otherPart) ||
    FORMS.indexOf(a.form) - FORMS.indexOf(b.form);
  return order <= 0 ? a : b;
};

const difference = ({ distance, recoloured: colours }: Match): number =>
  distance / (COPIES_WITHIN * DEFAULT_THRESHOLDS.maxDistance) + colours / DEFAULT_THRESHOLDS.maxRecoloured;

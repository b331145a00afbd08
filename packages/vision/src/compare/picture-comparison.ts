import {
  type CopyVerdict,
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  type Evidence,
  FORMS,
  type Form,
  type FractionEdges,
} from '@listing-lint/rules/hash';

import { type GreyImage, lumaOf } from '@listing-lint/rules/image';
import { alignPictures } from './align/align.ts';
import { areaOf } from './align/overlap.ts';
import type { ReadPicture } from './record/picture-record.ts';

/** What one picture shows around the part that both show. */
export interface Beyond {
  /** Share of its area, 0–1. */
  readonly share: number;
  /** `true` where that is one plain colour, as borders, padding and backgrounds are. */
  readonly isPlain: boolean;
}

/** Which part of A shows what which part of B shows; edges are fractions of each. */
export interface CommonPart {
  readonly turn: Form;
  readonly a: FractionEdges;
  readonly b: FractionEdges;
  /** Normalised cross-correlation of luma over the common part, −1 to 1. */
  readonly agreement: number;
  /** Of 64 blocks of the common part, those that have detail, those of them that agree, and where the others lie in A. */
  readonly detailedBlocks: number;
  readonly agreeingBlocks: number;
  readonly differing: readonly FractionEdges[];
  readonly aBeyond: Beyond;
  readonly bBeyond: Beyond;
}

/** How the two pictures stand to each other. */
export interface PictureComparison {
  /** By their perceptual hashes; `none` if these are too far apart, `unknown` if the pixels of one could not be decoded. */
  readonly verdict: CopyVerdict | 'none' | 'unknown';
  readonly evidence: Evidence | null;
  /** Bits of 256 in which the hashes of the parts that fit best differ; null where there is no such part. */
  readonly distance: number | null;
  /** Share, 0–1, of what is not background that has another colour. */
  readonly recoloured: number | null;
  /** The turn that brings B to lie as A does. */
  readonly turn: Form | null;
  /** Where one was found on the other; null where it was not. */
  readonly common: CommonPart | null;
}

const UNKNOWN: PictureComparison = {
  verdict: 'unknown',
  evidence: null,
  distance: null,
  recoloured: null,
  turn: null,
  common: null,
};

/** Compares the content of two pictures: by hashes, and by alignment. */
export const comparePictures = (a: ReadPicture, b: ReadPicture): PictureComparison => {
  const isSame = a.record.sha256 === b.record.sha256;
  const isSameData = a.record.imageData !== null && a.record.imageData === b.record.imageData;
  const exact = isSame ? 'identical' : isSameData ? 'same-data' : null;
  if (a.image === null || b.image === null || a.fingerprint === null || b.fingerprint === null) {
    return { ...UNKNOWN, evidence: exact };
  }
  const { maxDistance, suspectDistance } = DEFAULT_THRESHOLDS;
  const match = compareFingerprints(a.fingerprint, b.fingerprint, Math.max(maxDistance, suspectDistance));
  const verdict = match === null ? null : copyVerdictOf(match, DEFAULT_THRESHOLDS);
  const hashed = match === null || verdict === null || match.evidence === 'plain' ? null : match;
  const [first, second] = [lumaOf(a.image), lumaOf(b.image)];
  return {
    verdict: verdict ?? 'none',
    evidence: match === null || verdict === null ? null : (exact ?? match.evidence),
    distance: hashed?.distance ?? null,
    recoloured: hashed?.recoloured ?? null,
    turn: hashed?.form ?? null,
    common: commonPart(first, second, hashed?.form),
  };
};

const commonPart = (a: GreyImage, b: GreyImage, likely: Form | undefined): CommonPart | null => {
  const forms = likely === undefined ? FORMS : [likely, ...FORMS.filter((form) => form !== likely)];
  const found = alignPictures(a, b, forms);
  if (found === null) return null;
  const { turn, agreement, blocks } = found;
  return {
    turn,
    a: rounded(found.a),
    b: rounded(found.b),
    agreement: Math.round(agreement * 1000) / 1000,
    detailedBlocks: blocks.detailed,
    agreeingBlocks: blocks.agreeing,
    differing: blocks.differing.map(rounded),
    aBeyond: beyond(a, found.a),
    bBeyond: beyond(b, found.b),
  };
};

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const rounded = ({ left, top, right, bottom }: FractionEdges): FractionEdges => ({
  left: round(left),
  top: round(top),
  right: round(right),
  bottom: round(bottom),
});

/** Least width of a strip, as a share of the side: narrower ones are within the error of the alignment. */
const NARROW = 0.015;
/** Margin around the common part that is left out, as a share of the side: the alignment is not exact to the pixel. */
const SEAM = 0.008;
/** Range of luma of a plain area, levels, except for one pixel in 500. */
const PLAIN_RANGE = 14;
const STRAY = 0.002;

const beyond = (image: GreyImage, common: FractionEdges): Beyond => {
  const [left, top] = [common.left - SEAM, common.top - SEAM];
  const [right, bottom] = [common.right + SEAM, common.bottom + SEAM];
  const strips: readonly FractionEdges[] = [
    { left: 0, top: 0, right: left, bottom: 1 },
    { left: right, top: 0, right: 1, bottom: 1 },
    { left: 0, top: 0, right: 1, bottom: top },
    { left: 0, top: bottom, right: 1, bottom: 1 },
  ];
  const wide = strips.filter((strip) => Math.min(strip.right - strip.left, strip.bottom - strip.top) > NARROW);
  return {
    share: wide.length === 0 ? 0 : round(1 - areaOf(common)),
    isPlain: wide.every((strip) => rangeIn(image, strip) <= PLAIN_RANGE),
  };
};

/** Range of luma in a strip, levels, without the darkest and the lightest pixels, one in 1000 each. */
const rangeIn = ({ width, height, data }: GreyImage, { left, top, right, bottom }: FractionEdges): number => {
  const counts = new Uint32Array(256);
  let all = 0;
  for (let y = Math.floor(top * height); y < Math.ceil(bottom * height); y++) {
    for (let x = Math.floor(left * width); x < Math.ceil(right * width); x++) {
      const luma = data[y * width + x] ?? 0;
      counts[luma] = (counts[luma] ?? 0) + 1;
      all++;
    }
  }
  const stray = (all * STRAY) / 2;
  const end = (from: number, step: 1 | -1): number => {
    let passed = 0;
    let level = from;
    for (; level >= 0 && level < 256; level += step) {
      passed += counts[level] ?? 0;
      if (passed > stray) break;
    }
    return level;
  };
  return end(255, -1) - end(0, 1);
};

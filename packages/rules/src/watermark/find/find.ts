import type { FractionBox } from '@listing-lint/core/plugin';
import { mirroredImage, type RgbImage } from '../../image/read/raster.ts';
import { rankedHits, strategyOf } from '../detect/detect.ts';
import { mirroredPyramid, type Pyramid, pyramidOf } from '../pyramid/pyramid.ts';
import type { Calibration } from '../rates/calibration.ts';
import type { StampEntry } from '../stamp/ledger.ts';
import { VERIFIED_AGREEMENT, verifyPlace } from '../stamp/verify-place.ts';
import type { Template } from '../template/template.ts';
import type { MarkFinding } from '../watermark-fact.ts';
import { foundFact, indeterminate, NOTHING, stampedFact } from './found-fact.ts';
import type { PreparedMarks } from './marks.ts';

/** A picture with a shorter longest side cannot be searched, px. */
const SMALLEST_SIDE = 160;

/** What is at the place that the ledger names for the picture: the mark, or undefined, when it has to be searched for. */
export const findStamped = (marks: PreparedMarks, image: RgbImage, entry: StampEntry): MarkFinding | undefined => {
  const template = marks.templates.find(
    ({ template: { mark }, tiled }) => mark.name === entry.mark && mark.upright.angle === 0 && !tiled,
  )?.template;
  const seen = template && verifyPlace(template, image, entry.place);
  return seen && seen.agreement >= VERIFIED_AGREEMENT ? stampedFact(entry, seen) : undefined;
};

/**
 * Searches for all marks, the repeated ones first, and returns the one least likely on a clean picture. Where a repeated mark is found, the others are
 * skipped. With `isMirrored` the mirror image of the picture is searched, and places are places there.
 */
export const findMark = async (marks: PreparedMarks, image: RgbImage, isMirrored = false): Promise<MarkFinding> => {
  const side = Math.max(image.width, image.height);
  if (side < SMALLEST_SIDE) {
    const reason = `the picture is ${side} px long: too small to search, at least ${SMALLEST_SIDE} are needed`;
    return indeterminate(reason);
  }
  const [first] = marks.templates;
  if (first === undefined) return NOTHING;
  const pyramid = pyramidOf(first.template.kernel, image);
  const picture: Picture = isMirrored
    ? { image: () => mirroredImage(image), pyramid: mirroredPyramid(pyramid) }
    : { image: () => image, pyramid };
  const isRepeated = marks.templates.map(({ tiled }) => tiled);
  if (!isRepeated.includes(true)) return findForm(marks, picture, false);
  const repeated = await findForm(marks, picture, true);
  if (!isRepeated.includes(false) || repeated.status === 'present' || repeated.status === 'illegible') return repeated;
  const single = await findForm(marks, picture, false);
  return (single.falseAlarmRate ?? 1) <= (repeated.falseAlarmRate ?? 1) ? single : repeated;
};

interface Picture {
  /** Its pixels, which only decoys are held against. */
  readonly image: () => RgbImage;
  readonly pyramid: Pyramid;
}

/** Looks for the marks that are repeated, or for those that are not. */
const findForm = async (marks: PreparedMarks, { image, pyramid }: Picture, tiled: boolean): Promise<MarkFinding> => {
  const calibrations = new Map<Template, Calibration>();
  for (const entry of marks.templates) {
    if (entry.tiled === tiled) calibrations.set(entry.template, await entry.calibration());
  }
  const [best] = rankedHits(strategyOf(tiled), calibrations, pyramid, marks.templates.length);
  if (best === undefined) return NOTHING;
  const fact = foundFact(best, tiled, pyramid);
  if (tiled || (fact.status !== 'present' && fact.status !== 'review') || fact.box === null) return fact;
  const decoy = decoyAt(marks.decoys, best.template, image, fact.box);
  return decoy === undefined ? fact : { ...fact, status: 'absent', present: false, reason: `it is the decoy ${decoy}` };
};

/** The decoy that agrees with a place better than the mark does. */
const decoyAt = (
  decoys: readonly Template[],
  template: Template,
  pixels: () => RgbImage,
  box: FractionBox,
): string | undefined => {
  if (decoys.length === 0) return undefined;
  const image = pixels();
  const own = verifyPlace(template, image, box)?.agreement ?? 0;
  return decoys.find(
    (decoy) =>
      decoy.mark.upright.angle === template.mark.upright.angle &&
      (verifyPlace(decoy, image, aroundCentre(box, decoy, image))?.agreement ?? -1) > own,
  )?.mark.name;
};

/** The place of another mark that has the same centre and width. */
const aroundCentre = (box: FractionBox, { mark }: Template, image: RgbImage): FractionBox => {
  const height = (box.width * image.width * mark.height) / mark.width / image.height;
  return { ...box, y: box.y + box.height / 2 - height / 2, height };
};

import type { ComparedPicture } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { areOnePart, once, panelArea } from '@listing-lint/rules/kernel';
import { NO_FEATURES } from '../features/extract/features.ts';
import { blockAgreement } from '../features/pair/agreement.ts';
import { judgeRegistered } from '../features/pair/compare-pair.ts';
import { mapped, type PartEdges, type PlaneMap } from '../features/pair/mapping.ts';
import { inPixels, planeOf } from '../features/pair/placed/placement.ts';
import { type Sheet, sheetOf } from '../features/pair/sheet.ts';
import type { LocalFound } from '../features/search/dominated-matches.ts';
import { localPicture } from './local-match.ts';
import type { OurPicture } from './our-picture.ts';

/** Whether a place in a suspect, as fractions, lies in the panel in which something was found. */
export type IsWithinPanel = (x: number, y: number) => boolean;

const isNearlyWithin =
  (isWithin: IsWithinPanel): IsWithinPanel =>
  (x, y) =>
    MARGINS.some((dx) => MARGINS.some((dy) => isWithin(x + dx, y + dy)));

/** Share of what ours shows outside of the panel that agrees there, and blocks, from which on ours goes on beyond it: of other pictures hardly any does. */
const GOES_ON = 0.15;
const FEWEST_BEYOND = 6;
/** A panel may be found so much too small, as a share of the suspect's sides. */
const MARGIN = 0.04;
const MARGINS = [0, -MARGIN, MARGIN];
/** Of ours nearly all lies within the panel. */
export const NEARLY_ALL = 0.9;
/** Share of ours up to which what a panel shows in its place may be a frame's, and what it shows in a mirror even in itself, as the foot of a screen or a pendant is, and lie there upright as well. */
const PERHAPS_OTHERS = 0.5;

/** A panel of a suspect: all of the suspect, and that with nothing but the panel and what is next to it. */
export interface SuspectPanel {
  readonly suspect: () => Sheet;
  readonly alone: () => Sheet;
}

/** Both are made once, however many of ours the panel shows, which is a rectangle or whatever lies within it. */
export const suspectPanel = (suspect: () => Sheet, panel: PartEdges | IsWithinPanel): SuspectPanel => ({
  suspect,
  alone: once(() => {
    const { colour } = suspect();
    return sheetOf(
      typeof panel === 'function' ? panelAlone(colour, isNearlyWithin(panel)) : rectangleAlone(colour, panel),
    );
  }),
});

interface AskedBeyond {
  readonly entry: ComparedPicture;
  /** The panel in which it was found; null where that was all of the suspect. */
  readonly panel: SuspectPanel | null;
  readonly sheet: () => Promise<Sheet>;
}

/**
 * A copy that a panel of a suspect shows is a variant where ours goes on beyond that panel and shows something else there, too: then the panel is no picture
 * of its own, and other prints of one template agree in any part that leaves the print out. The same where ours ends there, as pictures in collages do.
 * Less than half of ours that lies in its place is one, too, as one frame has both then, and something else is in it; and what a mirror shows of less than
 * half: in a mirror ours does not go on.
 */
export const seenBeyond = async (
  found: LocalFound,
  picture: OurPicture,
  { entry, panel, sheet }: AskedBeyond,
): Promise<OurPicture> => {
  const { shown = 1, mirrored = false } = picture.local ?? {};
  if (panel === null || picture.verdict !== 'duplicate' || shown >= NEARLY_ALL) return picture;
  const beside: OurPicture = {
    ...picture,
    verdict: 'variant',
    description: `${picture.description}, something else beside that`,
  };
  const ours = await sheet();
  const whole = panel.suspect();
  const mapping = inPixels(planeOf(picture.local?.mapping ?? []), ours.colour, whole.colour);
  const beyond = seenBeside({ ours, whole, alone: panel.alone() }, mapping);
  if (!goesOn(beyond)) {
    const isOfFrame = isInItsPlace(picture) && beyond.blocks >= FEWEST_BEYOND;
    return shown < PERHAPS_OTHERS && (mirrored || isOfFrame) ? beside : picture;
  }
  const [{ inliers, change, mirrored: isMirrored }, features] = [found.match, NO_FEATURES];
  const alignment = { mapping, inliers, change };
  const match = judgeRegistered({ features, sheet: ours }, { features, sheet: whole }, alignment, isMirrored);
  if (match?.verdict === 'duplicate') return picture;
  const said = match && localPicture({ ...found, match, ours: ours.colour, theirs: whole.colour }, entry, null);
  return said?.verdict === 'variant' ? said : beside;
};

interface LaidBeyond {
  readonly ours: Sheet;
  readonly whole: Sheet;
  /** Nothing but the panel. */
  readonly alone: Sheet;
}

/** Blocks of what ours shows outside of a panel, and those of them in which it agrees with the suspect. */
interface SeenBeside {
  readonly blocks: number;
  readonly agreeing: number;
}

const seenBeside = ({ ours, whole, alone }: LaidBeyond, mapping: PlaneMap): SeenBeside => {
  const all = blockAgreement(ours, whole, mapping, false);
  const inside = blockAgreement(ours, alone, mapping, false);
  return { blocks: all.blocks - inside.agreeing, agreeing: all.agreeing - inside.agreeing };
};

/** Whether that is enough for ours to go on there. */
const goesOn = ({ blocks, agreeing }: SeenBeside): boolean => agreeing >= FEWEST_BEYOND && agreeing >= GOES_ON * blocks;

/** By so much of its sides a part may lie elsewhere in a suspect than in ours, and still be in its place. */
const IN_PLACE = 0.02;

/**
 * Whether what is shown of ours lies in the suspect where it lies in ours, and as large: all of both have one frame then, as two prints of a template have.
 * What was cut out of ours and put beside something else lies there by chance alone.
 */
const isInItsPlace = ({ local }: OurPicture): boolean => {
  if (local === undefined || local.mirrored) return false;
  const { left, top, right, bottom } = local.ourPart;
  const plane = planeOf(local.mapping);
  return [left, right].every((x) =>
    [top, bottom].every((y) => {
      const [u, v] = mapped(plane, x, y);
      return Math.abs(u - x) <= IN_PLACE && Math.abs(v - y) <= IN_PLACE;
    }),
  );
};

/** How many times as much of a suspect the look at all of it must have found ours in. */
const MUCH_MORE = 1.5;

/**
 * Whether the look at all of a suspect, of which these are the variants that show beside something else, has found that one of ours upright, around what a panel shows of
 * it in a mirror, or the other way round: what is even in itself, as the foot of a screen, lies on its own mirror image, too, which does not go on beyond the panel.
 */
export const isOwnMirrorImage = ({ path, local, box }: OurPicture, variants: readonly OurPicture[]): boolean =>
  local !== undefined &&
  local.shown < NEARLY_ALL &&
  variants.some(
    (more) =>
      more.path === path &&
      more.local !== undefined &&
      more.local.mirrored !== local.mirrored &&
      areOnePart(more.box, box) &&
      panelArea(more.box) >= MUCH_MORE * panelArea(box),
  );

/** A suspect with nothing but grey outside of a rectangle, which is as much larger as a panel may be found too small. */
const rectangleAlone = ({ width, height, data }: RgbImage, { left, top, right, bottom }: PartEdges): RgbImage => {
  // Pixels whose middles lie within.
  const first = (edge: number, length: number): number => Math.max(0, Math.ceil(edge * length - 0.5));
  const [x, y] = [first(left - MARGIN, width), first(top - MARGIN, height)];
  const [endX, endY] = [
    Math.min(width, first(right + MARGIN, width)),
    Math.min(height, first(bottom + MARGIN, height)),
  ];
  const alone = new Uint8Array(data.length).fill(128);
  for (let row = y; row < endY; row++) {
    const [from, to] = [3 * (row * width + x), 3 * (row * width + endX)];
    if (to > from) alone.set(data.subarray(from, to), from);
  }
  return { width, height, data: alone };
};

/** A suspect with nothing but grey outside of the panel. */
const panelAlone = ({ width, height, data }: RgbImage, isWithin: IsWithinPanel): RgbImage => {
  const alone = new Uint8Array(data.length).fill(128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isWithin((x + 0.5) / width, (y + 0.5) / height)) continue;
      const at = 3 * (y * width + x);
      for (let k = at; k < at + 3; k++) alone[k] = data[k] ?? 0;
    }
  }
  return { width, height, data: alone };
};

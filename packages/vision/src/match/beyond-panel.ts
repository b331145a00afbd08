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
import { type OurPicture, WITH_OTHER_CONTENT } from './our-picture.ts';

/** Whether a position in the suspect, as fractions, is inside the panel of a match. */
export type IsWithinPanel = (x: number, y: number) => boolean;

const isNearlyWithin =
  (isWithin: IsWithinPanel): IsWithinPanel =>
  (x, y) =>
    MARGINS.some((dx) => MARGINS.some((dy) => isWithin(x + dx, y + dy)));

/** Least share and number of agreeing blocks outside of the panel for our picture to continue beyond it; of other pictures hardly any block agrees. */
const GOES_ON = 0.15;
const FEWEST_BEYOND = 6;
/** How much too small a panel may be detected, as a share of the suspect's sides. */
const MARGIN = 0.04;
const MARGINS = [0, -MARGIN, MARGIN];
/** Share of our picture in the panel that counts as nearly all of it. */
export const NEARLY_ALL = 0.9;
/** Largest visible share of our picture that may be a common frame (same position), or a symmetric detail such as a screen's foot (mirrored). */
const PERHAPS_OTHERS = 0.5;

/** Rasters of a suspect's panel: the whole suspect, and the suspect with everything outside of the panel blanked. */
export interface SuspectPanel {
  readonly suspect: () => Sheet;
  readonly alone: () => Sheet;
}

/** Returns the rasters of a panel, given as a rectangle or a predicate; each is made once. */
export const suspectPanel = (suspect: () => Sheet, panel: PartEdges | IsWithinPanel): SuspectPanel => ({
  suspect,
  alone: once(() => {
    const { colour } = suspect();
    return sheetOf(
      typeof panel === 'function' ? panelAlone(colour, isNearlyWithin(panel)) : rectangleAlone(colour, panel),
    );
  }),
});

interface FoundInPanel {
  readonly entry: ComparedPicture;
  /** The panel in which it was found; null for the whole suspect. */
  readonly panel: SuspectPanel | null;
  readonly sheet: () => Promise<Sheet>;
}

/**
 * Turns a duplicate found in a panel into a variant when our picture continues beyond the panel and differs there: the panel is then no picture of its own, and other
 * prints of one template agree in any part without the print. A picture that ends at the panel, as in a collage, stays a duplicate. Less than half of our picture at
 * its own position (a common frame), or less than half of it mirrored, is a variant as well.
 */
export const judgeBeyondPanel = async (
  found: LocalFound,
  picture: OurPicture,
  { entry, panel, sheet }: FoundInPanel,
): Promise<OurPicture> => {
  const { shown = 1, mirrored = false } = picture.local ?? {};
  if (panel === null || picture.verdict !== 'duplicate' || shown >= NEARLY_ALL) return picture;
  const asVariant: OurPicture = {
    ...picture,
    verdict: 'variant',
    description: `${picture.description}, ${WITH_OTHER_CONTENT}`,
  };
  const ours = await sheet();
  const whole = panel.suspect();
  const mapping = inPixels(planeOf(picture.local?.mapping ?? []), ours.colour, whole.colour);
  const beyond = blocksBeyond({ ours, whole, alone: panel.alone() }, mapping);
  if (!goesOn(beyond)) {
    const isOfFrame = isInItsPlace(picture) && beyond.blocks >= FEWEST_BEYOND;
    return shown < PERHAPS_OTHERS && (mirrored || isOfFrame) ? asVariant : picture;
  }
  const [{ inliers, change, mirrored: isMirrored }, features] = [found.match, NO_FEATURES];
  const alignment = { mapping, inliers, change };
  const match = judgeRegistered({ features, sheet: ours }, { features, sheet: whole }, alignment, isMirrored);
  if (match?.verdict === 'duplicate') return picture;
  const said = match && localPicture({ ...found, match, ours: ours.colour, theirs: whole.colour }, entry, null);
  return said?.verdict === 'variant' ? said : asVariant;
};

interface PanelSheets {
  readonly ours: Sheet;
  readonly whole: Sheet;
  /** The suspect with everything but the panel blanked. */
  readonly alone: Sheet;
}

/** Blocks of our picture outside of a panel, and how many of them agree with the suspect. */
interface BlocksBeyond {
  readonly blocks: number;
  readonly agreeing: number;
}

const blocksBeyond = ({ ours, whole, alone }: PanelSheets, mapping: PlaneMap): BlocksBeyond => {
  const all = blockAgreement(ours, whole, mapping, false);
  const inside = blockAgreement(ours, alone, mapping, false);
  return { blocks: all.blocks - inside.agreeing, agreeing: all.agreeing - inside.agreeing };
};

/** Whether enough blocks agree for our picture to continue there. */
const goesOn = ({ blocks, agreeing }: BlocksBeyond): boolean =>
  agreeing >= FEWEST_BEYOND && agreeing >= GOES_ON * blocks;

/** Largest offset of a part at its own position, as a share of the sides. */
const IN_PLACE = 0.02;

/**
 * Whether the visible part has the same position and size in both pictures, as a frame that two prints of a template share.
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

/** How many times the area of the panel match the match in the whole suspect must cover. */
const MUCH_MORE = 1.5;

/**
 * Whether a match in a panel is the mirror image of a larger match of the same picture in the whole suspect (`variants`): a symmetric detail, as the foot of a screen,
 * also matches its own mirror image.
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

/** Returns a suspect that is grey outside of a rectangle, extended by `MARGIN`. */
const rectangleAlone = ({ width, height, data }: RgbImage, { left, top, right, bottom }: PartEdges): RgbImage => {
  // Pixels whose centres are inside.
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

/** Returns a suspect that is grey outside of the panel. */
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

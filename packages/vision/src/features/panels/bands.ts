import type { GreyImage } from '@listing-lint/rules/image';
import type { PanelBox } from '@listing-lint/rules/kernel';
import { featureKernel } from '../kernel/kernel-wasm.ts';

/** Luma that a plain line may span, of 255, but for a share of specks. */
const TOLERANCE = 14;
const SPECKS = 0.01;
/** Plain lines side by side that part two panels. */
const LEAST_GUTTER = 2;
/** Parts shorter than this, px, are no pictures: lines of text. */
const SHORTEST = 24;
/** Cuts by turns, across and down. */
const DEPTH = 6;

const known = new WeakMap<GreyImage, readonly PanelBox[]>();

/** Panels between plain bands, found once a picture. */
export const bandPanels = (luma: GreyImage): readonly PanelBox[] => {
  const panels = known.get(luma) ?? cutAtBands(luma);
  known.set(luma, panels);
  return panels;
};

/** Whether a plain band splits the whole picture, across or down: without one there are no side-by-side panels. */
export const isParted = (luma: GreyImage): boolean => {
  const all = { left: 0, top: 0, right: luma.width, bottom: luma.height };
  return [true, false].some((isDown) => partsBetweenBands(luma, all, isDown).length > 1);
};

/** Cut across and down by turns, as often as there is a band to cut at. Parts of parts are panels, too. */
const cutAtBands = (luma: GreyImage): readonly PanelBox[] => {
  const found: PanelBox[] = [];
  const cut = (box: PanelBox, isDown: boolean, depth: number, wasCut: boolean): void => {
    const parts = partsBetweenBands(luma, box, isDown);
    const [[first, last] = [0, 0]] = parts;
    const isCut = parts.length !== 1 || last - first !== lengthOf(box, isDown);
    if ((!isCut && !wasCut) || depth === 0) return;
    for (const [start, end] of parts) {
      const part = isDown
        ? { ...box, top: box.top + start, bottom: box.top + end }
        : { ...box, left: box.left + start, right: box.left + end };
      if (isCut && !isText(luma, part)) found.push(part);
      cut(part, !isDown, depth - 1, isCut);
    }
  };
  const all = { left: 0, top: 0, right: luma.width, bottom: luma.height };
  cut(all, true, DEPTH, true);
  cut(all, false, DEPTH, true);
  return found;
};

const lengthOf = (box: PanelBox, isDown: boolean): number => (isDown ? box.bottom - box.top : box.right - box.left);

/** Rows of letters, one below the other, and nothing else: so many at least, and none higher than so many px. */
const FEWEST_ROWS = 3;
const HIGHEST_ROW = 24;
const isText = (luma: GreyImage, box: PanelBox): boolean => {
  const plain = plainLines(luma, box, true);
  let [rows, high] = [0, 0];
  for (let k = 0; k <= plain.length; k++) {
    if (plain[k] === 0) {
      high++;
      if (high > HIGHEST_ROW) return false;
    } else if (high > 0) {
      rows++;
      high = 0;
    }
  }
  return rows >= FEWEST_ROWS;
};

/** Returns the segments between the plain lines of a box, from its upper or left side. */
const partsBetweenBands = (luma: GreyImage, box: PanelBox, isDown: boolean): readonly (readonly [number, number])[] => {
  const plain = plainLines(luma, box, isDown);
  const { length } = plain;
  const parts: (readonly [number, number])[] = [];
  let start = -1;
  let gutter = LEAST_GUTTER;
  for (let k = 0; k <= length; k++) {
    if (plain[k] === 0) {
      if (start < 0) start = k;
      gutter = 0;
      continue;
    }
    gutter++;
    if (start < 0 || (gutter < LEAST_GUTTER && k < length)) continue;
    const end = k - gutter + 1;
    if (end - start >= SHORTEST) parts.push([start, end]);
    start = -1;
  }
  return parts;
};

const plainLines = (luma: GreyImage, box: PanelBox, isDown: boolean): Uint8Array =>
  featureKernel().plainLines(luma, box, { isDown, tolerance: TOLERANCE, specks: SPECKS });

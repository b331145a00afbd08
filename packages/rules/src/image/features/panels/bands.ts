import type { GreyImage } from '../../read/raster.ts';
import type { PanelBox } from './boxes.ts';

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

/** Whether a plain band parts all of a picture, across or down: without one nothing lies beside anything. */
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
  let [rows, high] = [0, 0];
  for (let k = 0, length = box.bottom - box.top; k <= length; k++) {
    if (k < length && !isPlainLine(luma, box, true, k)) {
      high++;
      if (high > HIGHEST_ROW) return false;
    } else if (high > 0) {
      rows++;
      high = 0;
    }
  }
  return rows >= FEWEST_ROWS;
};

/** What lies between the plain lines of a box, from its upper or left side. */
const partsBetweenBands = (luma: GreyImage, box: PanelBox, isDown: boolean): readonly (readonly [number, number])[] => {
  const length = lengthOf(box, isDown);
  const parts: (readonly [number, number])[] = [];
  let start = -1;
  let plain = LEAST_GUTTER;
  for (let k = 0; k <= length; k++) {
    if (k < length && !isPlainLine(luma, box, isDown, k)) {
      if (start < 0) start = k;
      plain = 0;
      continue;
    }
    plain++;
    if (start < 0 || (plain < LEAST_GUTTER && k < length)) continue;
    const end = k - plain + 1;
    if (end - start >= SHORTEST) parts.push([start, end]);
    start = -1;
  }
  return parts;
};

/** Told by numbers alone: it is asked of each line of each part of a picture, and what is made for it is more than the answer takes. */
const isPlainLine = ({ width, data }: GreyImage, box: PanelBox, isDown: boolean, k: number): boolean => {
  const step = isDown ? 1 : width;
  const first = isDown ? (box.top + k) * width + box.left : box.top * width + box.left + k;
  const length = isDown ? box.right - box.left : box.bottom - box.top;
  const middle = data[first + (length >> 1) * step] ?? 0;
  const end = data[first] ?? 0;
  return isNear(data, middle, first, length, step) || (end !== middle && isNear(data, end, first, length, step));
};

/** All pixels of a line but for specks, `length` from `first` on and one every `step`, have about that value. */
const isNear = (data: Uint8Array, value: number, first: number, length: number, step: number): boolean => {
  const [lowest, highest, most] = [value - TOLERANCE, value + TOLERANCE, SPECKS * length];
  let off = 0;
  for (let i = 0, p = first; i < length; i++, p += step) {
    const own = data[p] ?? 0;
    if ((own < lowest || own > highest) && ++off > most) return false;
  }
  return true;
};

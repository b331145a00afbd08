import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { featureKernel } from '../../features/kernel/kernel-wasm.ts';
import { mapped } from '../../features/pair/mapping.ts';
import { croppedWords, inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import { sheetRaster } from '../../features/pair/sheet.ts';
import type { LocalEvidence, OurPicture } from '../our-picture.ts';
import { goesOnBeyond, type SheetByPath } from './shared-part.ts';

/** Side of the compared cells, px, and the largest mean difference of the channels of a visible cell. */
const CELL = 8;
const SEEN = 24;

/**
 * Corrects matches described as crops that are fully visible: the plain background around a product has no keypoints, so only a part was found. Such a match is an inset
 * and no crop.
 */
export const withFullInsets = async (
  matches: readonly OurPicture[],
  suspect: RgbImage,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const result: OurPicture[] = [];
  for (const match of matches) {
    const { local, description } = match;
    const ours = local !== undefined && goesOnBeyond(local) ? await sheetOf(match.path) : undefined;
    const visible = local !== undefined && ours !== undefined ? seenShare(ours.colour, sheetRaster(suspect), local) : 0;
    // Of a crop it is unknown which background is ours.
    if (local === undefined || croppedWords(visible).length > 0) {
      result.push(match);
      continue;
    }
    const said = croppedWords(local.shown).reduce((words, each) => words.replace(`, ${each}`, ''), description);
    result.push({ ...match, description: said, local: { ...local, shown: visible } });
  }
  return result;
};

/** Returns the share of ours that was found or whose colours the suspect has at the mapped position; colours are not compared if too much is outside of the suspect. */
const seenShare = (ours: RgbImage, theirs: RgbImage, { mapping, ourPart }: LocalEvidence): number => {
  const map = inPixels(planeOf(mapping), ours, theirs);
  const open: (readonly [left: number, top: number])[] = [];
  let [all, there] = [0, 0];
  for (let top = 0; top + CELL <= ours.height; top += CELL)
    for (let left = 0; left + CELL <= ours.width; left += CELL) {
      all++;
      const [x, y] = [(left + CELL / 2) / ours.width, (top + CELL / 2) / ours.height];
      const isFound = x >= ourPart.left && x < ourPart.right && y >= ourPart.top && y < ourPart.bottom;
      if (isFound) {
        there++;
        continue;
      }
      const [u, v] = mapped(map, left + CELL / 2, top + CELL / 2);
      if (u >= 0 && v >= 0 && u < theirs.width && v < theirs.height) open.push([left, top]);
    }
  const most = (there + open.length) / Math.max(1, all);
  if (open.length === 0 || croppedWords(most).length > 0) return most;
  const { data } = featureKernel().sampled(theirs, map, ours);
  for (const [left, top] of open) if (differenceIn(data, ours, left, top) <= SEEN * 3 * CELL * CELL) there++;
  giveBack(data);
  return there / all;
};

/** Returns the summed channel differences of a cell. */
const differenceIn = (sampled: Uint8Array, ours: RgbImage, left: number, top: number): number => {
  let apart = 0;
  for (let row = top; row < top + CELL; row++)
    for (let k = 3 * (row * ours.width + left), end = k + 3 * CELL; k < end; k++)
      apart += Math.abs((sampled[k] ?? 0) - (ours.data[k] ?? 0));
  return apart;
};

import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { featureKernel } from '../../features/kernel/kernel-wasm.ts';
import { mapped } from '../../features/pair/mapping.ts';
import { croppedWords, inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import { sheetRaster } from '../../features/pair/sheet.ts';
import type { LocalEvidence, OurPicture } from '../our-picture.ts';
import { goesOnBeyond, type SheetByPath } from './shown-alike.ts';

/** Side of the cells of ours whose colours are compared, px, and what their channels may differ by in the mean where they are to be seen. */
const CELL = 8;
const SEEN = 24;

/**
 * What was found in a part of a suspect may go on beyond that part, as plain ground around a product does, and be all there: an inset, and no crop. Cropped is only
 * what is not all to be seen in the suspect.
 */
export const toldWhole = async (
  matches: readonly OurPicture[],
  suspect: RgbImage,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const told: OurPicture[] = [];
  for (const match of matches) {
    const { local, description } = match;
    const ours = local !== undefined && goesOnBeyond(local) ? await sheetOf(match.path) : undefined;
    const seen = local !== undefined && ours !== undefined ? seenShare(ours.colour, sheetRaster(suspect), local) : 0;
    // Of a crop nobody knows which of the ground beside it is ours.
    if (local === undefined || croppedWords(seen).length > 0) {
      told.push(match);
      continue;
    }
    const said = croppedWords(local.shown).reduce((words, each) => words.replace(`, ${each}`, ''), description);
    told.push({ ...match, description: said, local: { ...local, shown: seen } });
  }
  return told;
};

/** Share of ours that is where it was found, or of which a suspect shows the colours where it would lie; that too much of it lies beyond a suspect is told without its colours. */
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
  for (const [left, top] of open) if (apartIn(data, ours, left, top) <= SEEN * 3 * CELL * CELL) there++;
  giveBack(data);
  return there / all;
};

/** What the channels of a cell of ours differ by in all. */
const apartIn = (shown: Uint8Array, ours: RgbImage, left: number, top: number): number => {
  let apart = 0;
  for (let row = top; row < top + CELL; row++)
    for (let k = 3 * (row * ours.width + left), end = k + 3 * CELL; k < end; k++)
      apart += Math.abs((shown[k] ?? 0) - (ours.data[k] ?? 0));
  return apart;
};

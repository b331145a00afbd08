import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { affineAt, scaledMap } from '../apart/affine.ts';
import { CHANGED, type ChangeMap, changeMap } from '../apart/change-map.ts';
import { greatestChange } from '../apart/greatest-window.ts';
import { giveBackPlanes, planesOf, reducedBy } from '../apart/planes.ts';
import { mapped, mappedBack, type PlaneMap, scaleOf } from '../pair/mapping.ts';

/** One of ours that may be what a part of a suspect shows. */
export interface CandidatePicture {
  readonly image: RgbImage;
  /** Pixels of ours to pixels of the suspect. */
  readonly mapping: PlaneMap;
}

/** How many times more one picture must stand out than another one to dominate it. */
const TIMES_MORE = 3;

/**
 * Of ours that lie on one part of a suspect and agree with it, those of which another one agrees better in a small part, pixel by pixel: where both differ from
 * the suspect says nothing, as a sticker does.
 */
export const dominatedByDetail = (
  suspect: RgbImage,
  candidates: readonly CandidatePicture[],
  isInOnePart: (a: number, b: number) => boolean,
): readonly boolean[] => {
  const back = candidates.map(({ mapping }) => affineAt(mappedBack(mapping), middleOf(mapping, suspect)));
  const scales = back.map(scaleOf);
  // One raster of the suspect for all, so that what stands out can be compared: as coarse as the coarsest of ours.
  const reference = reducedBy(suspect, 1 / Math.min(1, ...scales));
  const by = suspect.width / reference.width;
  const planes = planesOf(reference);
  const maps = candidates.map(({ image }, k): ChangeMap => {
    const own = reducedBy(image, (scales[k] ?? 1) * by);
    const theirs = planesOf(own);
    const map = changeMap(planes, theirs, scaledMap(back[k] ?? NOWHERE, by, own.width / image.width));
    giveBackPlanes(theirs);
    if (own !== image) giveBack(own.data);
    return map;
  });
  giveBackPlanes(planes);
  if (reference !== suspect) giveBack(reference.data);
  return maps.map((own, k) =>
    maps.some((other, j) => {
      if (j === k || !isInOnePart(k, j)) return false;
      const more = excess(own, other);
      return more >= CHANGED && more >= TIMES_MORE * excess(other, own);
    }),
  );
};

const NOWHERE: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

/** Returns the centre of our part of the suspect. */
const middleOf = (mapping: PlaneMap, { width, height }: RgbImage): readonly [number, number] => {
  const [x, y] = mapped(mapping, width / 2, height / 2);
  return [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
};

/** How much one stands out where the other one does not, of what is known of both. */
const excess = (own: ChangeMap, other: ChangeMap): number =>
  greatestChange({
    columns: own.columns,
    sums: own.sums.map((sum, cell) =>
      own.known[cell] === 1 && other.known[cell] === 1 ? Math.max(0, sum - (other.sums[cell] ?? 0)) : 0,
    ),
  });

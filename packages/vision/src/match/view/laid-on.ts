import { escapeHtml, type Thumbnail, type ThumbnailOf } from '@listing-lint/rules/view';
import { AT_AN_ANGLE } from '../../features/pair/placed/placement.ts';
import { fractionMapOf } from '../fraction-map.ts';
import type { OurPicture } from '../our-picture.ts';
import { PictureShelf } from './picture-shelf.ts';

/** Longer side at most of both laid on each other, px: as the pictures beside it, which stand in squares; the page makes it as large as those. */
const LAID_SIDE = 320;

/**
 * Ours laid on the suspect as it lies there: dark where both agree, bright where they differ. Nothing where nothing says how it lies, or where the
 * data of both are the same and there is nothing to see.
 */
export const oursLaidOn = (
  suspect: string,
  match: OurPicture,
  thumbnailOf: ThumbnailOf,
  shelf: PictureShelf = new PictureShelf(),
): string => {
  const [theirs, ours] = [thumbnailOf(suspect), thumbnailOf(match.path)];
  const mapping = mappingOf(match);
  if (mapping === null || theirs === null || ours === null) return '';
  const isNegative = match.negative === true;
  const named = escapeHtml(`${match.path}${isNegative ? ' as a negative' : ''} laid on ${suspect}`);
  const scale = Math.min(1, LAID_SIDE / Math.max(theirs.width, theirs.height));
  const shown = { ...theirs, width: Math.round(theirs.width * scale), height: Math.round(theirs.height * scale) };
  const size = `width:${shown.width}px;height:${shown.height}px`;
  const laid = `${isNegative ? 'filter:invert(1);' : ''}transform:matrix3d(${matrixOf(mapping, ours, shown)})`;
  const layer = (picture: Thumbnail, style: string): string =>
    `<svg viewBox="0 0 ${picture.width} ${picture.height}" style="${style}">${shelf.shown(picture)}</svg>`;
  const own = `width:${ours.width}px;height:${ours.height}px;${laid}`;
  return `<figure class="laid"><div class="frame"><div class="stack" style="${size}" role="img" aria-label="${named}">${layer(theirs, size)}${layer(ours, own)}</div></div><figcaption>${named}: dark where both agree</figcaption></figure>`;
};

/** Where ours lies in the suspect, both as fractions, row by row: by points, else by the parts of which the hashes agree; null where neither says it. */
const mappingOf = (match: OurPicture): readonly number[] | null => {
  if (match.local !== undefined) return match.local.mapping;
  // Of what hashes find at an angle only the box around it is known.
  if (match.evidence !== 'near' || match.description.includes(AT_AN_ANGLE)) return null;
  const at = fractionMapOf(match);
  const [[c, f], [right, rightDown], [down, downDown]] = [at(0, 0), at(1, 0), at(0, 1)];
  return [right - c, down - c, c, rightDown - f, downDown - f, f, 0, 0, 1];
};

/** A map between fractions of two pictures as CSS has it: between pixels, column by column. */
const matrixOf = (mapping: readonly number[], ours: Thumbnail, theirs: Thumbnail): string => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = mapping;
  const { width: w, height: t } = theirs;
  return [
    ...[(a * w) / ours.width, (d * t) / ours.width, 0, g / ours.width],
    ...[(b * w) / ours.height, (e * t) / ours.height, 0, h / ours.height],
    ...[0, 0, 1, 0],
    ...[c * w, f * t, 0, 1],
  ]
    .map((value) => Number(value.toPrecision(6)))
    .join();
};

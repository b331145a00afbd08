import { escapeHtml, type Thumbnail, type ThumbnailOf } from '@listing-lint/rules/view';
import { AT_AN_ANGLE } from '../../features/pair/placed/placement.ts';
import { fractionMapOf } from '../fraction-map.ts';
import type { OurPicture } from '../our-picture.ts';

/** Longest side of the overlay, px; the page scales it to the squares of the other pictures. */
const OVERLAY_SIDE = 320;

/**
 * Returns a figure with our picture warped onto the suspect as a difference image: dark where both agree, bright where they differ. Empty if the registration is
 * unknown or the files are the same.
 */
export const overlayFigure = (
  suspect: string,
  match: OurPicture,
  thumbnailOf: ThumbnailOf,
  defs: PictureDefs = new PictureDefs(),
): string => {
  const [theirs, ours] = [thumbnailOf(suspect), thumbnailOf(match.path)];
  const mapping = mappingOf(match);
  if (mapping === null || theirs === null || ours === null) return '';
  const isNegative = match.negative === true;
  const named = escapeHtml(`${match.path}${isNegative ? ' as a negative' : ''} overlaid on ${suspect}`);
  const scale = Math.min(1, OVERLAY_SIDE / Math.max(theirs.width, theirs.height));
  const size = { ...theirs, width: Math.round(theirs.width * scale), height: Math.round(theirs.height * scale) };
  const sizeStyle = `width:${size.width}px;height:${size.height}px`;
  const ownStyle = `${isNegative ? 'filter:invert(1);' : ''}transform:matrix3d(${matrixOf(mapping, ours, size)})`;
  const layer = (picture: Thumbnail, style: string): string =>
    `<svg viewBox="0 0 ${picture.width} ${picture.height}" style="${style}">${defs.use(picture)}</svg>`;
  const own = `width:${ours.width}px;height:${ours.height}px;${ownStyle}`;
  return `<figure class="overlay"><div class="frame"><div class="stack" style="${sizeStyle}" role="img" aria-label="${named}">${layer(theirs, sizeStyle)}${layer(ours, own)}</div></div><figcaption>${named}: dark where both agree</figcaption></figure>`;
};

/** Returns the homography from ours to the suspect, both as fractions, row by row: by keypoints, otherwise by the agreeing parts; null if unknown. */
const mappingOf = (match: OurPicture): readonly number[] | null => {
  if (match.local !== undefined) return match.local.mapping;
  // Of a tilted match by hash only the bounding box is known.
  if (match.evidence !== 'near' || match.description.includes(AT_AN_ANGLE)) return null;
  const at = fractionMapOf(match);
  const [[c, f], [right, rightDown], [down, downDown]] = [at(0, 0), at(1, 0), at(0, 1)];
  return [right - c, down - c, c, rightDown - f, downDown - f, f, 0, 0, 1];
};

/** Converts a homography between fractions to a CSS `matrix3d`: between pixels, column by column. */
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

/** SVG definitions of the pictures of a page: each is embedded once and used by reference. */
export class PictureDefs {
  readonly #ids = new Map<string, string>();
  readonly #images: string[] = [];

  /** Returns an SVG element with the picture at its own size from 0, 0. */
  use({ address, width, height }: Thumbnail): string {
    let id = this.#ids.get(address);
    if (id === undefined) {
      id = `picture-${this.#ids.size + 1}`;
      this.#ids.set(address, id);
      this.#images.push(`<image id="${id}" href="${escapeHtml(address)}" width="${width}" height="${height}"/>`);
    }
    return `<use href="#${id}"/>`;
  }

  /** Returns the definitions of all pictures used so far. */
  all(): string {
    return `<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>${this.#images.join('\n')}</defs></svg>`;
  }
}

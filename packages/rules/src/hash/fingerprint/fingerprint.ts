import { sha256 as sha256Of } from '@listing-lint/core/plugin';
import { imageDataHash } from '../../image/read/image-data.ts';
import { WORKING_SIDE } from '../../image/read/pixels/working-raster.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import type { FractionEdges } from '../hash256/dihedral.ts';
import type { Hash256 } from '../hash256/hash256.ts';
import type { Cells, Edges, LumaGrid } from '../kernel/kernel.ts';
import { pictureKernel } from '../kernel/kernel-wasm.ts';
import { type ColourGrid, GRID_CELLS, type Lab, labOf } from './lab-grid.ts';
import { pdq, pdqQuality, referenceMaps } from './pdq.ts';
import { type WindowShape, windowedHash } from './windowed-hash.ts';

/** Data stored of a picture to find its copies. Contains no metadata. */
export interface Fingerprint {
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
  /** Hash of the compressed picture without metadata, 20 hex digits; null where the format is not taken apart. */
  readonly imageData: string | null;
  /** Reference PDQ, for interchange. */
  readonly pdq: Hash256;
  /** PDQ quality of the whole, 0–100. */
  readonly quality: number;
  /** Parts of the picture that may be all of another one. */
  readonly parts: { readonly [part in Part]: PartHash };
  readonly colours: ColourGrid;
}

/**
 * `whole`: all of it. `inner`: without the plain colour that is outermost, be it a frame, padding or background. `content`: without any
 * frame, padding and background. What a framed copy shows within its frame is all that its model shows.
 */
export const PARTS = ['whole', 'inner', 'content'] as const;
export type Part = (typeof PARTS)[number];

export interface PartHash {
  /** Windowed hash; turning the picture moves and negates its bits. Windows of the content are tapered. */
  readonly hash: Hash256;
  /** PDQ quality, 0–100. */
  readonly quality: number;
  /** Fractions of the picture. */
  readonly box: FractionEdges;
}

/** The fingerprint of a picture that has no file of its own, as a panel or a frame; `name` stands for the SHA-256 of one. */
export const fingerprintOfPart = (image: RgbImage, name: string): Fingerprint =>
  fingerprintOf(NO_BYTES, image, image, name);
const NO_BYTES = new Uint8Array(0);

/** Computes the fingerprint. `source` is the size of the whole picture after auto-orientation; `image` its working picture or canonical decode; `sha256` that of the bytes, where it is known. */
export const fingerprintOf = (
  bytes: Uint8Array,
  image: RgbImage,
  source: { readonly width: number; readonly height: number },
  sha256 = sha256Of(bytes),
): Fingerprint => {
  const held = pictureKernel().hold(image, WORKING_SIDE, referenceMaps(image, source));
  const { working } = held;
  const raster = working.image;
  const reference = pdq(held.reference);
  const { inner, content: box, background } = working.regions();
  const all: Edges = { left: 0, top: 0, right: raster.width, bottom: raster.height };
  // Without a background the content is the whole, but for a line or two of specks.
  const visible = background ? box : all;
  const { grid: content, cells } = working.gridAndCells(visible);
  const whole = background ? working.grid(all) : content;
  const within = sameEdges(inner, all) ? whole : sameEdges(inner, box) ? content : working.grid(inner);
  const part = (luma: LumaGrid, edges: Edges, window: WindowShape, quality = pdqQuality(luma)): PartHash => ({
    hash: windowedHash(luma, window),
    quality,
    box: fractionsOf(edges, raster),
  });
  const imageData = imageDataHash(bytes);
  const wholePart = part(whole, all, 'flat', reference.quality);
  return {
    sha256,
    imageData: imageData && Buffer.from(imageData).toString('hex'),
    pdq: reference.hash,
    quality: reference.quality,
    parts: {
      whole: wholePart,
      inner:
        within === whole
          ? { ...wholePart, quality: pdqQuality(whole), box: fractionsOf(inner, raster) }
          : part(within, inner, 'flat'),
      content: part(content, box, 'tapered'),
    },
    colours: {
      box: fractionsOf(box, raster),
      background: background && labOf(...background),
      cells: coloursOf(cells),
    },
  };
};

const sameEdges = (a: Edges, b: Edges): boolean =>
  a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;

const fractionsOf = ({ left, top, right, bottom }: Edges, { width, height }: RgbImage): FractionEdges => ({
  left: left / width,
  top: top / height,
  right: right / width,
  bottom: bottom / height,
});

const coloursOf = ([red, green, blue]: Cells): readonly Lab[] =>
  Array.from({ length: GRID_CELLS }, (_, k) => labOf(red[k] ?? 0, green[k] ?? 0, blue[k] ?? 0));

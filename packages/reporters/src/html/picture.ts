import { type Box, escapeControls } from '@listing-lint/core';
import { imageSize } from 'image-size';

/** A thumbnail with its size in pixels; both 0 where its header does not say. */
export interface PictureView {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** A box in pixels of the thumbnail, as SVG attributes want it. */
export interface BoxView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly kind: Box['kind'];
}

/** Only bitmap pictures are let into a page: an SVG could carry a script. */
const BITMAP = /^data:image\/(?:jpeg|png|webp|avif|gif);base64,([A-Za-z0-9+/=]+)$/;

/** Base64 that surely holds the header of a thumbnail. */
const HEADER_CHARACTERS = 65_536;

/** A `data:` address that a page may show, or undefined. */
export const pictureView = (address: string | undefined): PictureView | undefined => {
  const base64 = BITMAP.exec(address ?? '')?.[1];
  if (address === undefined || base64 === undefined) return undefined;
  try {
    const { width, height } = imageSize(Buffer.from(base64.slice(0, HEADER_CHARACTERS), 'base64'));
    return { address, width, height };
  } catch {
    return { address, width: 0, height: 0 };
  }
};

/** A box on a picture; what is outside it is cut off. */
export const boxView = ({ x, y, width, height, label, kind }: Box, picture: PictureView): BoxView => {
  const left = within(x);
  const top = within(y);
  return {
    x: tenths(left * picture.width),
    y: tenths(top * picture.height),
    width: tenths(Math.min(within(width), 1 - left) * picture.width),
    height: tenths(Math.min(within(height), 1 - top) * picture.height),
    label: escapeControls(label),
    kind: kind === 'found' ? 'found' : 'rejected',
  };
};

const within = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
const tenths = (value: number): number => Math.round(value * 10) / 10;

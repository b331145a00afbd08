import type { RgbaPixels } from '../../kernel/reducer.ts';
import { pictureReducer } from '../../kernel/reducer-wasm.ts';
import type { RgbImage } from '../raster.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of a picture whose longer side is made `side` px; null where it is no larger. */
export const sizeWithin = ({ width, height }: Size, side: number): Size | null => {
  const scale = side / Math.max(width, height);
  if (scale >= 1) return null;
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
};

/** The picture with its longer side at most `side` px, by the means of equal areas; the picture itself where it is no larger. */
export const reducedTo = (image: RgbImage, side: number): RgbImage => {
  const target = sizeWithin(image, side);
  if (target === null) return image;
  const isHalf = image.width === 2 * target.width && image.height === 2 * target.height;
  return (isHalf ? halves.take(image) : undefined) ?? pictureReducer().reduce(image, target);
};

/** A picture reduced to a size; with its half, for `reducedTo`, if those of others were needed: a second pass costs as much as making it. */
export const reducedFor = (image: RgbImage | RgbaPixels, target: Size): RgbImage => {
  if (!halves.areNeeded() || target.width % 2 !== 0 || target.height % 2 !== 0)
    return pictureReducer().reduce(image, target);
  const { picture, half } = pictureReducer().reduceTwice(image, target);
  halves.put(picture, half);
  return picture;
};

/** So many halves may wait: with more of them nobody asks any longer. */
const MOST_WAITING = 8;

/** Halves that were made with their pictures, until they are taken. */
class Halves {
  readonly #made = new WeakMap<RgbImage, RgbImage>();
  #isAsked = false;
  #waiting = 0;

  areNeeded(): boolean {
    return this.#isAsked;
  }

  put(picture: RgbImage, half: RgbImage): void {
    this.#made.set(picture, half);
    this.#waiting++;
    if (this.#waiting > MOST_WAITING) [this.#isAsked, this.#waiting] = [false, 0];
  }

  /** The half of a picture; whose it is then is whoever takes it. */
  take(picture: RgbImage): RgbImage | undefined {
    this.#isAsked = true;
    const half = this.#made.get(picture);
    if (half !== undefined && this.#made.delete(picture)) this.#waiting = Math.max(0, this.#waiting - 1);
    return half;
  }
}

const halves = new Halves();

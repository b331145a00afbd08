import { measurePicture } from '@listing-lint/quality';
import { decodePicture } from '@listing-lint/rules/image';
import sharp, { type Sharp } from 'sharp';
import { averaged, defocused, line, type Photo, stretched, thousandths, turned } from './optics.ts';

type Measures = ReturnType<typeof measurePicture>;

/** A picture with a known fault, ready to be written. */
export interface Planted {
  readonly bytes: Buffer;
  readonly extension: 'jpg' | 'png';
}

/** Makes the fault on a photo; null where the photo does not allow it. `random` gives 0–1. */
export type Planter = (photo: Photo, random: () => number) => Promise<Planted | null>;

const raw = ({ width, height, data }: Photo) => sharp(data, { raw: { width, height, channels: 3 } });
const asPhoto = async (picture: Sharp): Promise<Photo> => {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
const saved = async (photo: Photo, quality = 90): Promise<Planted> => ({
  bytes: await raw(photo).jpeg({ quality }).toBuffer(),
  extension: 'jpg',
});
const mapped = (photo: Photo, curve: (value: number, channel: number) => number): Photo => {
  const tables = [0, 1, 2].map((channel) =>
    Uint8Array.from({ length: 256 }, (_, value) => Math.max(0, Math.min(255, Math.round(curve(value, channel))))),
  );
  return { ...photo, data: photo.data.map((value, i) => tables[i % 3]?.[value] ?? 0) };
};

const toLinear = (value: number): number =>
  value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const fromLinear = (value: number): number =>
  255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.max(0, value) ** (1 / 2.4) - 0.055);

const asIs = new WeakMap<Photo, Promise<Measures>>();

/** Measures of the photo without a fault, taken once. */
const measuredAsIs = (photo: Photo): Promise<Measures> => {
  const known =
    asIs.get(photo) ?? saved(photo, 95).then(async ({ bytes }) => measurePicture(await decodePicture(bytes)));
  asIs.set(photo, known);
  return known;
};

export const exposed =
  (stops: number): Planter =>
  async (photo) =>
    saved(mapped(photo, (value) => fromLinear(Math.min(1, toLinear(value) * 2 ** stops))));

/** The least channel of the pixel that begins there, and the greatest. */
const leastOf = (data: Uint8Array, p: number): number => Math.min(data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0);
const mostOf = (data: Uint8Array, p: number): number => Math.max(data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0);

const CLIPPED = 252;
const COLOURED = 30;

/** Share of the product (of the photo, where its ground is not plain) that is cut off at white after so many stops, and was not before. */
const burntBy = async (photo: Photo, stops: number): Promise<number> => {
  const { image } = await decodePicture((await saved(photo, 95)).bytes);
  const small = await asPhoto(raw(image).resize({ width: 256, height: 256, fit: 'inside', withoutEnlargement: true }));
  const { mask } = measurePicture({ image: small, rows: null }).ground;
  const brighter = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.min(255, fromLinear(Math.min(1, toLinear(value) * 2 ** stops))),
  );
  let [seen, lost] = [0, 0];
  for (let i = 0; i < small.data.length / 3; i++) {
    if (mask !== null && mask[i] === 0) continue;
    seen++;
    const least = leastOf(small.data, 3 * i);
    if (least < CLIPPED && (brighter[least] ?? 0) >= CLIPPED) lost++;
  }
  return lost / Math.max(1, seen);
};

/** Exposed so that a quarter of the product is lost, and the frame is not white then; null of photos too dark for that, and of products that vanish in their ground. */
export const burnt =
  (stops: number): Planter =>
  async (photo, random) => {
    if ((await burntBy(photo, stops)) < 0.25) return null;
    const planted = await exposed(stops)(photo, random);
    const seen = planted === null ? null : measurePicture(await decodePicture(planted.bytes));
    return seen !== null && seen.light.whiteFrame <= 0.3 ? planted : null;
  };

/** Longer sides before enlargement and after it, at most. */
const SMALL = 480;
const LARGE = 1200;

/** The photo, small and surely sharp where it was larger, `times` as large. */
export const enlarged =
  (times: number, by: 'cubic' | 'lanczos' | 'nearest'): Planter =>
  async (photo, random) => {
    const side = Math.min(SMALL, Math.round(LARGE / times));
    const small = await asPhoto(
      raw(photo).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }),
    );
    const [width, height] = [Math.round(small.width * times), Math.round(small.height * times)];
    const large =
      by === 'lanczos'
        ? turned(stretched(turned(stretched(small, width)), height))
        : await asPhoto(raw(small).resize({ width, height, fit: 'fill', kernel: by }));
    return saved(large, 80 + Math.floor(12 * random()));
  };

export const compressed =
  (quality: number, after: 'as it is' | 'saved again' | 'png'): Planter =>
  async (photo) => {
    const bytes = await raw(photo).jpeg({ quality }).toBuffer();
    if (after === 'as it is') return { bytes, extension: 'jpg' };
    if (after === 'png') return { bytes: await sharp(bytes).png({ compressionLevel: 3 }).toBuffer(), extension: 'png' };
    return { bytes: await sharp(bytes).jpeg({ quality: 92 }).toBuffer(), extension: 'jpg' };
  };

export const noisy =
  (sigma: number): Planter =>
  async (photo, random) => {
    const gaussian = (): number => {
      const radius = Math.sqrt(-2 * Math.log(1 - random()));
      return radius * Math.cos(2 * Math.PI * random());
    };
    return saved(
      { ...photo, data: photo.data.map((value) => Math.max(0, Math.min(255, value + sigma * gaussian()))) },
      92,
    );
  };

/** Light of another colour: gains of red and blue against each other, in linear light. */
export const cast =
  (ratio: number): Planter =>
  async (photo, random) => {
    const gains = [
      [1, 1 / Math.sqrt(ratio), 1 / ratio],
      [1 / ratio, 1 / Math.sqrt(ratio), 1],
      [1 / Math.sqrt(ratio), 1, 1 / ratio],
      [1, 1 / ratio, 1],
    ][Math.floor(4 * random())] ?? [1, 1, 1];
    return saved(mapped(photo, (value, channel) => fromLinear(toLinear(value) * (gains[channel] ?? 1))));
  };

/** The same on a photo that has white or grey in it: a tenth of it light and without colour, under light that is white; null of others, in which a cast cannot be distinguished from colours. */
export const castOnWhite =
  (ratio: number): Planter =>
  async (photo, random) => {
    const { colour } = await measuredAsIs(photo);
    let neutral = 0;
    for (let p = 0; p < photo.data.length; p += 3) {
      const least = leastOf(photo.data, p);
      if (least > 110 && mostOf(photo.data, p) - least <= 14) neutral++;
    }
    const isWhite = Math.max(...colour.lightest) - Math.min(...colour.lightest) <= COLOURED;
    return isWhite && neutral >= photo.data.length / 30 ? cast(ratio)(photo, random) : null;
  };

export const blank =
  (kind: 'one colour' | 'gradient' | 'faint noise'): Planter =>
  async ({ width, height }, random) => {
    const [from, to] = [40 + 200 * random(), 40 + 200 * random()];
    const colour = [random(), random(), random()].map((value) => 60 * value - 30);
    const data = new Uint8Array(3 * width * height);
    for (let i = 0; i < data.length; i++) {
      const y = Math.floor(i / (3 * width)) / height;
      const level = kind === 'gradient' ? from + (to - from) * y : from;
      const jitter = kind === 'faint noise' ? 4 * random() - 2 : 0;
      data[i] = Math.max(0, Math.min(255, level + jitter + (colour[i % 3] ?? 0)));
    }
    return saved({ width, height, data });
  };

export const blurred =
  (radius: number): Planter =>
  async (photo) =>
    saved(defocused(photo, thousandths(photo, radius)));
export const moved =
  (length: number): Planter =>
  async (photo, random) =>
    saved(averaged(photo, line(thousandths(photo, length), Math.PI * random())));

/** Share of the new edge that a cut product runs out over, at least, and how far from the colour of the ground it is there: of a cable or two earrings nobody sees that they are cut. */
const LEAST_CUT = 0.1;
const APART = 20;

/** Cuts off a fifth of a product that stands whole on a plain ground, where it is wide enough; null of other photos. */
export const cut: Planter = async (photo, random) => {
  const product = await standingProduct(photo);
  if (product === null) return null;
  const { width, height } = photo;
  const isAcross = random() < 0.5;
  const size = isAcross
    ? { width: Math.round((product.x + 0.8 * product.width) * width), height }
    : { width, height: Math.round((product.y + 0.8 * product.height) * height) };
  const part = await asPhoto(raw(photo).extract({ left: 0, top: 0, ...size }));
  return coveredAtEdge(part, isAcross, product.colour) < LEAST_CUT ? null : saved(part);
};

/** Share of the right edge, or of the lower one, that does not have the colour of the ground. */
const coveredAtEdge = ({ width, height, data }: Photo, isRight: boolean, ground: readonly number[]): number => {
  const side = isRight ? height : width;
  let covered = 0;
  for (let i = 0; i < side; i++) {
    const p = 3 * (isRight ? i * width + width - 1 : (height - 1) * width + i);
    if (ground.some((level, c) => Math.abs((data[p + c] ?? 0) - level) > APART)) covered++;
  }
  return covered / side;
};

/** Puts a product that stands whole on a plain ground on more of that ground, until it fills 35 % of the frame; null of other photos. */
export const small: Planter = async (photo) => {
  const product = await standingProduct(photo);
  if (product === null) return null;
  const share = 0.35 / Math.max(product.width, product.height);
  if (share > 0.9) return null;
  const [left, top] = [photo.width, photo.height].map((side) => Math.round((side / share - side) / 2));
  if (left === undefined || top === undefined) return null;
  // The outermost pixels go on: an even colour would end at the old edge wherever the ground is not even.
  const extendWith = 'copy';
  // Sharp would reduce before it extends in one pipeline.
  const wide = await asPhoto(raw(photo).extend({ left, right: left, top, bottom: top, extendWith }));
  return saved(await asPhoto(raw(wide).resize({ width: 1000, height: 1000, fit: 'inside' })));
};

const standingProduct = async (photo: Photo) => {
  const { ground } = await measuredAsIs(photo);
  const { product, colour, even } = ground;
  return product !== null && !product.touches && even > 0.95 && product.area > 0.05 ? { ...product, colour } : null;
};

/** Grounds darker than this lose too little by a third for anybody to see. */
const LEAST_GROUND = 100;

/** A part of the width, from the left, darker behind and on a product on a plain ground that is light enough for it to be seen. */
export const darker =
  (part: number): Planter =>
  async (photo) => {
    const product = await standingProduct(photo);
    if (product === null || Math.max(...product.colour) < LEAST_GROUND) return null;
    const { width, data } = photo;
    return saved({
      ...photo,
      data: data.map((value, i) => (Math.floor(i / 3) % width < part * width ? 0.7 * value : value)),
    });
  };

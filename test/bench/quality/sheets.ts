import sharp, { type Sharp } from 'sharp';

/** Bound of `image-not-upscaled`: no more than so many times larger than its detail. */
const BOUND = 1.75;
/** Blocks among which the liveliest is searched for, and the part around it, px of the photo. */
const BLOCK = 32;
const PART = 100;
/** One side of a cell, and its heading, px of the sheet. */
const SIDE = 200;
const HEAD = 18;
const GAP = 22;
const COLUMNS = 3;

interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const rawOf = async (path: string): Promise<Pixels> => {
  const upright = sharp(path, { limitInputPixels: 60e6 }).autoOrient().flatten({ background: '#ffffff' });
  const { data, info } = await upright.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};
const asSharp = ({ data, width, height }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

/** First pixel of the block whose neighbours differ most. */
const liveliest = ({ data, width, height }: Pixels): readonly [x: number, y: number] => {
  let [most, at]: [number, readonly [number, number]] = [-1, [0, 0]];
  for (let y = 0; y + BLOCK < height; y += BLOCK)
    for (let x = 0; x + BLOCK < width; x += BLOCK) {
      let sum = 0;
      for (let row = y; row < y + BLOCK; row++)
        for (let p = 3 * (row * width + x) + 1, end = p + 3 * BLOCK; p < end; p += 3) {
          const level = data[p] ?? 0;
          sum += Math.abs(level - (data[p + 3] ?? 0)) + Math.abs(level - (data[p + 3 * width] ?? 0));
        }
      if (sum > most) [most, at] = [sum, [x, y]];
    }
  return at;
};

/** The liveliest part of a photo, and next to it the same of the photo reduced and enlarged again; PNG of `2 × SIDE` by `SIDE`. */
export const asReduced = async (path: string): Promise<Buffer> => {
  const photo = await rawOf(path);
  const { width, height } = photo;
  const [smallWidth, smallHeight] = [Math.round(width / BOUND), Math.round(height / BOUND)];
  const small = await asSharp(photo)
    .resize({ width: smallWidth, height: smallHeight, fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  const back = await asSharp({ data: small, width: smallWidth, height: smallHeight })
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const [x, y] = liveliest(photo);
  const place = (at: number, length: number): number =>
    Math.max(0, Math.min(length - PART, at - Math.floor((PART - BLOCK) / 2)));
  const part = { left: place(x, width), top: place(y, height), width: PART, height: PART };
  const sides = [photo, { data: back, width, height }].map((pixels) =>
    asSharp(pixels).extract(part).resize(SIDE, SIDE, { kernel: 'nearest' }).png().toBuffer(),
  );
  const [left = Buffer.of(), right = Buffer.of()] = await Promise.all(sides);
  return blank(2 * SIDE, SIDE)
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: SIDE, top: 0 },
    ])
    .png()
    .toBuffer();
};

/** A whole photo; PNG of `2 × SIDE` by `SIDE`. */
export const asWhole = async (path: string): Promise<Buffer> =>
  asSharp(await rawOf(path))
    .resize({ width: 2 * SIDE, height: SIDE, fit: 'contain', background: '#ff00ff' })
    .png()
    .toBuffer();

const blank = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#222266' } });

/** Pictures of `2 × SIDE` by `SIDE` on one sheet, each under its number, counted from `first`. */
export const sheetOf = (pictures: readonly Buffer[], first: number): Sharp => {
  const [cellWidth, cellHeight] = [2 * SIDE + GAP, SIDE + HEAD + 2];
  const cells = pictures.flatMap((input, i) => {
    const [left, top] = [(i % COLUMNS) * cellWidth, Math.floor(i / COLUMNS) * cellHeight];
    const head = `<svg width="${cellWidth}" height="${HEAD}"><text x="4" y="13" font-size="13" fill="#ffff00">${first + i}</text></svg>`;
    return [
      { input: Buffer.from(head), left, top },
      { input, left, top: top + HEAD },
    ];
  });
  return blank(COLUMNS * cellWidth, Math.ceil(pictures.length / COLUMNS) * cellHeight)
    .composite(cells)
    .png();
};

import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { type Corners, layInto } from './warp.ts';

type Random = () => number;

const open = ({ data, width, height }: Base) => sharp(data, { raw: { width, height, channels: 3 } });
export const baseOf = async (bytes: Buffer): Promise<Base> => {
  const { data, info } = await sharp(bytes)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};
export const fitted = (base: Base, width: number, height: number, fit: 'cover' | 'contain' = 'contain') =>
  open(base).resize(width, height, { fit, background: '#fff' }).png({ compressionLevel: 0 }).toBuffer();

const WORDS =
  'Original quality Free delivery Add to cart New in stock Reviews Related products Details Size guide Buy now Returns'.split(
    ' ',
  );
export const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ');
export const text = (x: number, y: number, size: number, fill: string, words: string): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" fill="${fill}">${words}</text>`;

/** A telephone's screen: status bar, the shop's bar, the picture, price and buttons, other products below. */
export const phoneScreen = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [720, 1440];
  const width = random() < 0.5 ? w : Math.round(w * 0.9);
  const height = Math.min(Math.round((width * base.height) / base.width), 900);
  const left = (w - width) / 2;
  const below = 150 + height;
  const dark = random() < 0.3;
  const [ground, ink] = dark ? ['#16181c', '#eee'] : ['#fff', '#222'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><rect width="${w}" height="${h}" fill="${ground}"/>
${text(30, 36, 24, ink, '12:41')}<rect x="620" y="18" width="40" height="18" rx="4" fill="none" stroke="${ink}"/><circle cx="580" cy="27" r="9" fill="${ink}"/>
<rect y="54" width="${w}" height="80" fill="${dark ? '#222' : '#f3f3f3'}"/>${text(40, 104, 30, ink, words(random, 3))}
${text(30, below + 60, 34, ink, words(random, 4))}${text(30, below + 120, 44, '#c22', `$ ${Math.round(random() * 200)}.99`)}
<rect x="30" y="${below + 150}" width="660" height="90" rx="12" fill="#f60"/>${text(270, below + 206, 34, '#fff', 'Buy now')}</svg>`;
  const layers = [{ input: await fitted(base, width, height), left: Math.round(left), top: 150 }];
  if (below + 300 < h - 200)
    for (const [k, other] of others.slice(0, 3).entries())
      layers.push({ input: await fitted(other, 200, 200), left: 30 + k * 230, top: below + 280 });
  return sharp(Buffer.from(svg)).composite(layers).jpeg({ quality: 80 }).toBuffer();
};

/** A browser's window: bars, a column of thumbnails, the picture, words at its side, other products below. */
export const browserWindow = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [1440, 900];
  const side = 420 + Math.round(random() * 160);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><rect width="${w}" height="${h}" fill="#fff"/><rect width="${w}" height="70" fill="#dee1e6"/>
<rect x="120" y="36" width="900" height="26" rx="13" fill="#fff"/>${text(140, 55, 16, '#444', `https://shop.example/item/${Math.round(random() * 1e6)}`)}
<rect y="70" width="${w}" height="60" fill="#232f3e"/>${text(60, 108, 26, '#fff', words(random, 6))}
${text(160 + side + 60, 220, 34, '#111', words(random, 5))}${text(160 + side + 60, 280, 40, '#b12704', `$ ${Math.round(random() * 300)}.00`)}
${Array.from({ length: 7 }, (_, k) => text(160 + side + 60, 330 + 34 * k, 20, '#333', words(random, 7))).join('')}
<rect x="${160 + side + 60}" y="600" width="300" height="60" rx="30" fill="#ffd814"/></svg>`;
  const layers = [{ input: await fitted(base, side, side), left: 160, top: 160 }];
  for (const [k, other] of others.slice(0, 3).entries()) {
    layers.push({ input: await fitted(other, 90, 90), left: 40, top: 160 + 110 * k });
    layers.push({ input: await fitted(other, 120, 120), left: 160 + 150 * k, top: 170 + side });
  }
  return sharp(Buffer.from(svg))
    .composite(layers.filter(({ top }) => top < 780))
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** Four pictures in a grid, this one in any place, with or without gaps; each fits its cell, or covers it. */
export const collage = async (
  base: Base,
  others: readonly Base[],
  random: Random,
  fit: 'cover' | 'contain' = 'contain',
): Promise<Buffer> => {
  const [cell, gap] = [400, random() < 0.5 ? 0 : 8];
  const place = Math.floor(random() * 4);
  const cells = [...others.slice(0, place), base, ...others.slice(place, 3)];
  const layers = await Promise.all(
    cells.map(async (each, k) => ({
      input: await fitted(each, cell, cell, fit),
      left: (k % 2) * (cell + gap),
      top: (k >> 1) * (cell + gap),
    })),
  );
  const side = 2 * cell + gap;
  return sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } })
    .composite(layers)
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** The picture as an inset, 45 % of the width and height of another one, with or without a rim. */
export const inset = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [900, 900];
  const input = await open(base)
    .resize(Math.round(w * 0.45), Math.round(h * 0.45), { fit: 'inside' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { width = 0, height = 0 } = await sharp(input).metadata();
  const rim = random() < 0.5 ? 5 : 0;
  const framed = await sharp(input)
    .extend({ top: rim, bottom: rim, left: rim, right: rim, background: '#fff' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const ground = other === undefined ? Buffer.alloc(0) : await fitted(other, w, h, 'cover');
  return sharp(ground)
    .composite([
      {
        input: framed,
        left: Math.floor(random() * (w - width - 2 * rim)),
        top: Math.floor(random() * (h - height - 2 * rim)),
      },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** Millions of numbers, 0–1, that follow from one: hashing words for each takes longer than all else that is done to a picture. */
export const grainOf = (random: Random): Random => {
  let state = 1 + Math.floor(random() * (2 ** 31 - 2));
  return () => {
    state = (48_271 * state) % (2 ** 31 - 1);
    return state / (2 ** 31 - 1);
  };
};

/** The side of a photo of a screen, px. */
export const SCREEN_SIDE = 1000;

/**
 * A telephone's photo of a screen with the picture: seen at an angle, with the screen's stripes, a glare and a cast. A corner is moved by up to half of `slant` of
 * the shorter side.
 */
export const photoOfScreenAt = (base: Base, slant: number, random: Random): Promise<Buffer> => {
  const ground = 30 + Math.round(random() * 40);
  const scale = Math.min(760 / base.width, 760 / base.height);
  const [bw, bh] = [base.width * scale, base.height * scale];
  const jitter = (): number => (random() - 0.5) * slant * Math.min(bw, bh);
  const at = (x: number, y: number) =>
    [SCREEN_SIDE / 2 + (x - 0.5) * bw + jitter(), SCREEN_SIDE / 2 + (y - 0.5) * bh + jitter()] as const;
  return screenOf(base, { corners: [at(0, 0), at(1, 0), at(1, 1), at(0, 1)], ground }, random);
};

/** The same with its corners where they are said to lie, on grey of this luma. */
export const screenOf = async (
  base: Base,
  { corners, ground }: { readonly corners: Corners; readonly ground: number },
  random: Random,
): Promise<Buffer> => {
  const [w, h] = [SCREEN_SIDE, SCREEN_SIDE];
  const target: Base = { data: Buffer.alloc(3 * w * h, ground), width: w, height: h };
  layInto(target, base, corners);
  const [gx, gy, gr, period] = [w * random(), h * random(), w * 0.3, 3.3 + 2 * random()];
  const cast = [0.92 + 0.1 * random(), 0.95, 0.98 + 0.08 * random()];
  const grain = grainOf(random);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const stripes =
        7 *
        Math.sin((2 * Math.PI * (x + 0.13 * y)) / period) *
        Math.sin((2 * Math.PI * (y - 0.07 * x)) / (period + 0.4));
      const glare = 90 * Math.exp(-(((x - gx) ** 2 + (y - gy) ** 2) / (gr * gr)));
      for (let k = 0; k < 3; k++) {
        const p = 3 * (y * w + x) + k;
        target.data[p] = Math.max(
          0,
          Math.min(
            255,
            Math.round((target.data[p] ?? 0) * (cast[k] ?? 1) * 0.92 + stripes + glare + 8 * (grain() - 0.5)),
          ),
        );
      }
    }
  }
  return open(target).blur(0.9).jpeg({ quality: 75 }).toBuffer();
};
export const photoOfScreen = (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> =>
  photoOfScreenAt(base, 0.12, random);

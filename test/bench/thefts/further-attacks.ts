import sharp, { type Sharp } from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { open, png, type Random, svgOf } from './drawing.ts';
import { baseOf, collage, fitted, photoOfScreenAt, text, words } from './scenes.ts';
import { colourOf, over, plainGroundOf, simple, type Theft } from './theft-attacks.ts';
import { layInto } from './warp.ts';

// Thefts that were added after the others, and are counted separately.

/** Less of the width than of the height is left, or the other way round, and the cut is at a side. */
const unevenCrop = async (base: Base, random: Random): Promise<Base> => {
  const [across, down] = random() < 0.5 ? [0.3, 0.1] : [0.1, 0.3];
  const [width, height] = [Math.round(base.width * (1 - across)), Math.round(base.height * (1 - down))];
  const left = random() < 0.5 ? 0 : base.width - width;
  const top = random() < 0.5 ? 0 : base.height - height;
  return baseOf(await png(open(base).extract({ left, top, width, height })));
};

/** Corners drawn in by up to 7 % of the sides, on white. */
const slightPerspective = (base: Base, random: Random): Base => {
  const { width: w, height: h } = base;
  const target: Base = { data: Buffer.alloc(3 * w * h, 255), width: w, height: h };
  const inward = (side: number): number => 0.07 * side * random();
  layInto(target, base, [
    [inward(w), inward(h)],
    [w - inward(w), inward(h)],
    [w - inward(w), h - inward(h)],
    [inward(w), h - inward(h)],
  ]);
  return target;
};

const topBanner = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const high = h * (0.18 + 0.08 * random());
  return over(
    base,
    `<rect width="${w}" height="${high}" fill="${colourOf(random)}"/><text x="${w / 2}" y="${high * 0.62}" text-anchor="middle" font-size="${high * 0.4}" font-weight="bold" font-family="sans-serif" fill="#fff">FREE SHIPPING TODAY</text>`,
  );
};

/** A sticker of half of both sides in a corner. */
const quarterSticker = (base: Base, random: Random): Promise<Base> => {
  const [w, h] = [base.width / 2, base.height / 2];
  const [x, y] = [random() < 0.5 ? 0 : w, random() < 0.5 ? 0 : h];
  const size = Math.min(w, h) * 0.3;
  return over(
    base,
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${0.08 * w}" fill="${colourOf(random)}"/><text x="${x + w / 2}" y="${y + h / 2 + 0.3 * size}" text-anchor="middle" font-size="${size}" font-weight="bold" font-family="sans-serif" fill="#ff0">−${10 * (1 + Math.floor(7 * random()))} %</text>`,
  );
};

/** The product cut out of its plain ground, on nothing. */
export const cutOutOf = (base: Base): Sharp => {
  const ground = plainGroundOf(base);
  const cut = Buffer.alloc(4 * ground.length);
  for (const [i, isGround] of ground.entries()) {
    base.data.copy(cut, 4 * i, 3 * i, 3 * i + 3);
    cut[4 * i + 3] = isGround === 1 ? 0 : 255;
  }
  return sharp(cut, { raw: { width: base.width, height: base.height, channels: 4 } });
};

/** The product cut out of its plain ground, smaller, on another photo, with a soft shadow. */
const onLifestyle = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const side = 900;
  const size = Math.round(side * (0.5 + 0.25 * random()));
  const product = await png(cutOutOf(base).resize(size, size, { fit: 'inside' }));
  const { width = size, height = size } = await sharp(product).metadata();
  const shade = await sharp(product).ensureAlpha().extractChannel(3).linear(0.5, 0).blur(12).raw().toBuffer();
  const shadow = Buffer.alloc(4 * width * height);
  for (let i = 0; i < width * height; i++) shadow[4 * i + 3] = shade[i] ?? 0;
  const [left, top] = [Math.floor(random() * (side - width - 20)), Math.floor(random() * (side - height - 20))];
  const behind = await png(
    open(others[0] ?? base)
      .resize(side, side, { fit: 'cover' })
      .blur(1 + 3 * random()),
  );
  return sharp(behind)
    .composite([
      { input: shadow, raw: { width, height, channels: 4 }, left: left + 16, top: top + 18 },
      { input: product, left, top },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** A telephone's screen in dark mode: the picture with rounded corners, bars and words in grey, another picture below. */
const darkScreenshot = async (base: Base, [other]: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [720, 1440];
  const width = 640 + Math.round(40 * random());
  const height = Math.min(Math.round((width * base.height) / base.width), 860);
  const radius = 24 + Math.round(30 * random());
  const rounded = async (input: Buffer, across: number, down: number): Promise<Buffer> =>
    png(
      sharp(input)
        .ensureAlpha()
        .composite([
          {
            input: svgOf(across, down, `<rect width="${across}" height="${down}" rx="${radius}" fill="#fff"/>`),
            blend: 'dest-in',
          },
        ]),
    );
  const below = 170 + height;
  const drawn = `<rect width="${w}" height="${h}" fill="#121214"/>${text(30, 36, 24, '#ddd', '22:07')}<rect x="620" y="18" width="40" height="18" rx="4" fill="none" stroke="#ddd"/>
<circle cx="70" cy="110" r="30" fill="#3a3a40"/>${text(120, 104, 26, '#eee', words(random, 2))}${text(120, 134, 20, '#888', words(random, 3))}
${text(40, below + 50, 28, '#eee', words(random, 4))}${text(40, below + 92, 24, '#999', words(random, 5))}<rect x="30" y="${below + 116}" width="660" height="70" rx="35" fill="#2c2c33"/>`;
  const left = Math.round((w - width) / 2);
  const layers = [{ input: await rounded(await fitted(base, width, height, 'cover'), width, height), left, top: 170 }];
  if (other !== undefined && below + 210 + 320 < h)
    layers.push({
      input: await rounded(await fitted(other, width, 320, 'cover'), width, 320),
      left,
      top: below + 210,
    });
  return sharp(svgOf(w, h, drawn))
    .composite(layers)
    .jpeg({ quality: 82 })
    .toBuffer();
};

/** 9:16, the picture in the middle, above and below a blurred copy of itself, with a handle and a line of words. */
const story = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [w, h] = [720, 1280];
  const filling = await png(
    open(base)
      .resize(w, h, { fit: 'cover' })
      .blur(20 + 15 * random())
      .modulate({ brightness: 0.7 + 0.3 * random() }),
  );
  const width = Math.round(w * (0.85 + 0.15 * random()));
  const input = await png(open(base).resize(width, h - 320, { fit: 'inside' }));
  const { width: across = width, height: down = width } = await sharp(input).metadata();
  const drawn = `<circle cx="60" cy="70" r="32" fill="${colourOf(random)}"/>${text(110, 80, 28, '#fff', `@${words(random, 1).toLowerCase()}.shop`)}${text(80, h - 70, 40, '#fff', words(random, 3))}`;
  return sharp(filling)
    .composite([
      { input, left: Math.round((w - across) / 2), top: Math.round((h - down) / 2) },
      { input: svgOf(w, h, drawn), left: 0, top: 0 },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
};

const threeOf = (base: Base, others: readonly Base[], random: Random): readonly Base[] => {
  const place = Math.floor(random() * 3);
  return [...others.slice(0, place), base, ...others.slice(place, 2)];
};
/** Three pictures of one height side by side, or of one width below each other, without a gap. */
const rowOfThree = async (base: Base, others: readonly Base[], random: Random): Promise<Buffer> => {
  const isRow = random() < 0.6;
  const cells = await Promise.all(
    threeOf(base, others, random).map(async (each) => {
      const input = await png(open(each).resize(isRow ? { height: 460 } : { width: 460 }));
      const { width = 460, height = 460 } = await sharp(input).metadata();
      return { input, width, height };
    }),
  );
  const lengths = cells.map(({ width, height }) => (isRow ? width : height));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const layers = cells.map(({ input }, k) => {
    const at = lengths.slice(0, k).reduce((sum, length) => sum + length, 0);
    return { input, left: isRow ? at : 0, top: isRow ? 0 : at };
  });
  const [width, height] = isRow ? [all, 460] : [460, all];
  return sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(layers)
    .jpeg({ quality: 85 })
    .toBuffer();
};
/** Four cells, each filled by a square out of the middle of its picture, with or without a gap. */
const squareCells = (base: Base, others: readonly Base[], random: Random): Promise<Buffer> =>
  collage(base, others, random, 'cover');

const croppedHard = async (base: Base, _others: readonly Base[], random: Random): Promise<Buffer> => {
  const [width, height] = [Math.round(0.8 * base.width), Math.round(0.8 * base.height)];
  const left = Math.floor(random() * (base.width - width));
  const top = Math.floor(random() * (base.height - height));
  return open(base).extract({ left, top, width, height }).jpeg({ quality: 25 }).toBuffer();
};

/** Additional attacks, in the order of the report. */
export const FURTHER_THEFTS: readonly Theft[] = [
  simple('crop 30 × 10 %, at a side', unevenCrop),
  simple('slight perspective', async (base, random) => slightPerspective(base, random)),
  simple('banner at the top, 18–26 %', topBanner),
  simple('sticker over a quarter', quarterSticker),
  { name: 'cut out, with a shadow', needsPlainGround: true, make: onLifestyle },
  { name: 'screenshot, dark, round corners', make: darkScreenshot },
  { name: 'story 9:16', make: story },
  { name: 'three in a row, no gap', make: rowOfThree },
  { name: 'collage of squares', make: squareCells },
  { name: 'phone photo, strong angle', make: (base, _others, random) => photoOfScreenAt(base, 0.3, random) },
  {
    name: '64 colours',
    make: (base) => open(base).png({ palette: true, colours: 64, dither: 0.8 }).toBuffer(),
  },
  { name: 'crop 20 %, JPEG 25', make: croppedHard },
];

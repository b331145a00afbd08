import sharp, { type Sharp } from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { baseOf, browserWindow, collage, inset, phoneScreen, photoOfScreen } from './scenes.ts';

type Random = () => number;
/** What a thief does to a picture; `others` are pictures that have nothing to do with it. */
export interface Theft {
  readonly name: string;
  /** Of photos on a plain ground alone. */
  readonly needsPlainGround?: true;
  readonly make: (base: Base, others: readonly Base[], random: Random) => Promise<Buffer>;
}

const open = ({ data, width, height }: Base): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
const jpeg = (picture: Sharp, quality = 85): Promise<Buffer> => picture.jpeg({ quality }).toBuffer();
const svg = ({ width, height }: Base, inner: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`);

const cropped = async (base: Base, share: number, random: Random): Promise<Base> => {
  const width = Math.round(base.width * (1 - share));
  const height = Math.round(base.height * (1 - share));
  const left = Math.floor(random() * (base.width - width));
  const top = Math.floor(random() * (base.height - height));
  return baseOf(await open(base).extract({ left, top, width, height }).png({ compressionLevel: 0 }).toBuffer());
};
const turned = async (base: Base, angle: number, random: Random): Promise<Base> => {
  const sign = random() < 0.5 ? -1 : 1;
  const ground = random() < 0.7 ? '#fff' : '#888';
  return baseOf(
    await open(base)
      .rotate(sign * angle, { background: ground })
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
};
export const colourOf = (random: Random): string => `hsl(${Math.floor(360 * random())},75%,45%)`;

const banner = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const high = h * (0.12 + 0.06 * random());
  const y = random() < 0.5 ? 0 : h - high;
  const drawn = `<rect y="${y}" width="${w}" height="${high}" fill="${colourOf(random)}"/><text x="${w / 2}" y="${y + high * 0.7}" text-anchor="middle" font-size="${high * 0.55}" font-weight="bold" font-family="sans-serif" fill="#fff">MEGA SALE −50 %</text>`;
  return over(base, drawn);
};
export const over = async (base: Base, drawn: string): Promise<Base> =>
  baseOf(
    await open(base)
      .composite([{ input: svg(base, drawn) }])
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );

const sticker = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const r = Math.min(w, h) * (0.12 + 0.05 * random());
  const [x, y] = [r + (w - 2 * r) * (random() < 0.5 ? 0.08 : 0.92), r + (h - 2 * r) * (random() < 0.5 ? 0.08 : 0.92)];
  return over(
    base,
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${colourOf(random)}"/><text x="${x}" y="${y + r * 0.2}" text-anchor="middle" font-size="${r * 0.6}" font-weight="bold" font-family="sans-serif" fill="#fff">HOT</text>`,
  );
};
const logo = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const [lw, lh] = [w * 0.24, h * 0.12];
  const [x, y] = [random() < 0.5 ? w * 0.03 : w * 0.97 - lw, random() < 0.5 ? h * 0.03 : h * 0.97 - lh];
  return over(
    base,
    `<rect x="${x}" y="${y}" width="${lw}" height="${lh}" rx="8" fill="${colourOf(random)}"/><text x="${x + lw / 2}" y="${y + lh * 0.65}" text-anchor="middle" font-size="${lw * 0.24}" font-family="serif" font-weight="bold" fill="#fff">Bazar24</text>`,
  );
};
const slogan = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const y = h * (0.25 + 0.5 * random());
  return over(
    base,
    `<text x="${w / 2}" y="${y}" text-anchor="middle" font-size="${w / 9}" font-weight="bold" font-family="sans-serif" fill="${random() < 0.5 ? '#fff' : '#d11'}" stroke="#000" stroke-width="2">Best price ever</text>`,
  );
};

const border = async (base: Base, random: Random): Promise<Base> => {
  const edge = Math.round(base.width * (0.05 + 0.05 * random()));
  const [w, h] = [base.width + 2 * edge, base.height + 2 * edge];
  const shadow = await sharp(
    svg(
      { data: base.data, width: w, height: h },
      `<rect width="${w}" height="${h}" fill="${random() < 0.5 ? '#fff' : colourOf(random)}"/><rect x="${edge + 8}" y="${edge + 10}" width="${base.width}" height="${base.height}" fill="#000" opacity="0.55"/>`,
    ),
  )
    .blur(8)
    .png({ compressionLevel: 0 })
    .toBuffer();
  return baseOf(
    await sharp(shadow)
      .composite([{ input: await open(base).png({ compressionLevel: 0 }).toBuffer(), left: edge, top: edge }])
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
};

/** Channels by which the plain ground of a product photo may differ from its colour. */
const SPREAD = 18;
/** Median colour of the picture's edge. */
export const edgeColourOf = ({ data, width, height }: Base): readonly number[] => {
  const at: number[] = [];
  for (let x = 0; x < width; x++) at.push(3 * x, 3 * ((height - 1) * width + x));
  for (let y = 0; y < height; y++) at.push(3 * y * width, 3 * ((y + 1) * width - 1));
  return [0, 1, 2].map((k) => at.map((p) => data[p + k] ?? 0).sort((a, b) => a - b)[at.length >> 1] ?? 0);
};
export const isLike = (data: Uint8Array, p: number, colour: readonly number[]): boolean =>
  colour.every((value, k) => Math.abs((data[p + k] ?? 0) - value) <= SPREAD);
/** Pixels of the plain ground that hangs together with the edge of the picture: 1 where it is. */
export const plainGroundOf = (base: Base): Uint8Array => {
  const { width, height } = base;
  const colour = edgeColourOf(base);
  const seen = new Uint8Array(width * height);
  const waiting: number[] = [];
  const visit = (i: number): void => {
    if (seen[i] === 1 || !isLike(base.data, 3 * i, colour)) return;
    seen[i] = 1;
    waiting.push(i);
  };
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(visit);
  for (let y = 0; y < height; y++) [y * width, (y + 1) * width - 1].forEach(visit);
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    if (i % width > 0) visit(i - 1);
    if (i % width < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  return seen;
};
/** Another photo where the plain ground was. */
const otherGround = async (base: Base, others: readonly Base[], random: Random): Promise<Base> => {
  const { width, height } = base;
  const other = others[0] ?? base;
  const ground = await open(other)
    .resize(width, height, { fit: 'cover' })
    .blur(1 + 2 * random())
    .raw()
    .toBuffer();
  const data = Buffer.from(base.data);
  for (const [i, isGround] of plainGroundOf(base).entries())
    if (isGround === 1) ground.copy(data, 3 * i, 3 * i, 3 * i + 3);
  return { ...base, data };
};
/** Whether enough of the picture is such a ground to be replaced. */
export const hasPlainGround = (base: Base): boolean => {
  const { data, width, height } = base;
  const colour = edgeColourOf(base);
  let plain = 0;
  for (let p = 0; p < data.length; p += 3) if (isLike(data, p, colour)) plain++;
  return plain > 0.25 * width * height;
};

/** A warm or a cold filter, more or less saturated. */
const filtered = async (base: Base, random: Random): Promise<Base> => {
  const warm = random() < 0.5;
  const gains = warm ? [1.06, 1, 0.88] : [0.9, 1, 1.06];
  const image = open(base).modulate({ saturation: 0.75 + 0.6 * random(), brightness: 0.92 + 0.16 * random() });
  return baseOf(await image.linear(gains, [4, 4, 4]).png({ compressionLevel: 0 }).toBuffer());
};
const flipped = async (base: Base): Promise<Base> =>
  baseOf(await open(base).flop().png({ compressionLevel: 0 }).toBuffer());

export const simple = (
  name: string,
  change: (base: Base, random: Random, others: readonly Base[]) => Promise<Base>,
): Theft => ({
  name,
  make: async (base, others, random) => jpeg(open(await change(base, random, others))),
});

/** What is measured, in the order of the report. */
export const THEFTS: readonly Theft[] = [
  ...[10, 20, 30, 45].map((percent) =>
    simple(`crop ${percent} %`, (base, random) => cropped(base, percent / 100, random)),
  ),
  ...[2, 5, 10].map((angle) => simple(`rotate ${angle}°`, (base, random) => turned(base, angle, random))),
  simple('mirrored', flipped),
  simple('flip + crop 20 %', async (base, random) => flipped(await cropped(base, 0.2, random))),
  simple('banner', banner),
  simple('sticker', sticker),
  simple('border with shadow', border),
  simple('slogan', slogan),
  simple('logo', logo),
  {
    ...simple('background replaced', (base, random, others) => otherGround(base, others, random)),
    needsPlainGround: true,
  },
  { name: 'collage 2×2', make: collage },
  { name: 'inset 45 %', make: inset },
  { name: 'phone photo', make: photoOfScreen },
  { name: 'screenshot, phone', make: phoneScreen },
  { name: 'screenshot, browser', make: browserWindow },
  simple('flip + crop + filter + banner', async (base, random) =>
    banner(await filtered(await flipped(await cropped(base, 0.15, random)), random), random),
  ),
];

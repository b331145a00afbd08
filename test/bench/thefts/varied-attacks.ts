import sharp, { type Sharp } from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { between, open, png, type Random, svgOf } from './drawing.ts';
import { baseOf } from './scenes.ts';
import { colourOf, over, simple, type Theft } from './theft-attacks.ts';

// Variants of the main rows by another author: crops, rotations, overlays, and encodings.

/** So much of both sides, the cut nearer to one corner than to the others. */
export const cutTo = async (base: Base, across: number, down: number, random: Random): Promise<Base> => {
  const [width, height] = [Math.round(base.width * across), Math.round(base.height * down)];
  const place = (room: number): number => Math.floor(room * (random() < 0.5 ? 0.25 * random() : 1 - 0.25 * random()));
  const [left, top] = [place(base.width - width), place(base.height - height)];
  return baseOf(await png(open(base).extract({ left, top, width, height })));
};

/** A crop of another form than the picture has: this many times as wide as high, as large as it can be, times `share`. */
const cutToForm = (base: Base, form: number, share: number, random: Random): Promise<Base> => {
  const width = Math.min(base.width, base.height * form);
  return cutTo(base, (share * width) / base.width, (share * width) / form / base.height, random);
};

const enlarged = async (base: Base, times: number): Promise<Base> =>
  baseOf(
    await png(
      open(base)
        .resize(Math.round(base.width * times), null, { kernel: 'lanczos3' })
        .sharpen({ sigma: 1 }),
    ),
  );

/** Turned by so many degrees; corners show the picture's own mirror image. */
const turnedMirrored = async (base: Base, angle: number): Promise<Base> => {
  const [x, y] = [Math.ceil(base.width * 0.2), Math.ceil(base.height * 0.2)];
  const wide = await png(open(base).extend({ left: x, right: x, top: y, bottom: y, extendWith: 'mirror' }));
  return middleOf(await png(sharp(wide).rotate(angle, { background: '#fff' })), base.width, base.height);
};

const middleOf = async (bytes: Buffer, width: number, height: number): Promise<Base> => {
  const { width: w = width, height: h = height } = await sharp(bytes).metadata();
  const [left, top] = [Math.max(0, (w - width) >> 1), Math.max(0, (h - height) >> 1)];
  return baseOf(await png(sharp(bytes).extract({ left, top, width: Math.min(w, width), height: Math.min(h, height) })));
};

/** Turned, and cut to the largest upright part of the same form that shows no corner. */
export const turnedWithin = async (base: Base, angle: number): Promise<Base> => {
  const { width: w, height: h } = base;
  const [s, c] = [Math.abs(Math.sin((angle * Math.PI) / 180)), Math.cos((angle * Math.PI) / 180)];
  const scale = Math.min(w / (w * c + h * s), h / (w * s + h * c));
  return middleOf(await png(open(base).rotate(angle)), Math.floor(w * scale), Math.floor(h * scale));
};

const signed = (random: Random, least: number, most: number): number =>
  between(random, least, most) * (random() < 0.5 ? -1 : 1);

/** A face of a chat. */
const faceAt = (x: number, y: number, r: number, random: Random): string => {
  const mouth = random() < 0.5 ? 0.75 * r : 0.2 * r;
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="#fc3"/><circle cx="${x - 0.35 * r}" cy="${y - 0.2 * r}" r="${0.12 * r}"/><circle cx="${x + 0.35 * r}" cy="${y - 0.2 * r}" r="${0.12 * r}"/><path d="M${x - 0.5 * r} ${y + 0.2 * r} Q${x} ${y + mouth} ${x + 0.5 * r} ${y + 0.2 * r}" stroke="#630" stroke-width="${0.1 * r}" fill="none"/>`;
};
const threeFaces = (base: Base, random: Random): Promise<Base> => {
  const side = Math.min(base.width, base.height);
  const faces = Array.from({ length: 3 }, () =>
    faceAt(random() * base.width, random() * base.height, side * between(random, 0.06, 0.11), random),
  );
  return over(base, faces.join(''));
};

/** A star with many points and a price, somewhere over the picture, turned. */
export const priceStar = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const r = Math.min(w, h) * between(random, 0.15, 0.2);
  const [x, y] = [between(random, r, w - r), between(random, r, h - r)];
  const points = Array.from({ length: 32 }, (_, k) => {
    const d = k % 2 === 0 ? r : 0.82 * r;
    return `${x + d * Math.sin((k * Math.PI) / 16)},${y + d * Math.cos((k * Math.PI) / 16)}`;
  });
  return over(
    base,
    `<g transform="rotate(${signed(random, 5, 20)} ${x} ${y})"><polygon points="${points.join(' ')}" fill="${colourOf(random)}" stroke="#fff" stroke-width="3"/><text x="${x}" y="${y}" text-anchor="middle" font-size="${0.34 * r}" fill="#fff" font-family="sans-serif">ONLY</text><text x="${x}" y="${y + 0.48 * r}" text-anchor="middle" font-size="${0.52 * r}" font-weight="bold" fill="#ff0" font-family="sans-serif">${Math.round(5 + 90 * random())}.99</text></g>`,
  );
};

/** Round corners and a shadow, on a slanted gradient of two colours. */
const roundBorder = async (base: Base, random: Random): Promise<Base> => {
  const edge = Math.round(Math.min(base.width, base.height) * between(random, 0.08, 0.16));
  const [w, h, r] = [base.width + 2 * edge, base.height + 2 * edge, edge * 0.7];
  const mask = svgOf(base.width, base.height, `<rect width="100%" height="100%" rx="${r}" fill="#fff"/>`);
  const input = await png(
    open(base)
      .ensureAlpha()
      .composite([{ input: mask, blend: 'dest-in' }]),
  );
  const ground = `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${colourOf(random)}"/><stop offset="1" stop-color="${colourOf(random)}"/></linearGradient><filter id="f"><feGaussianBlur stdDeviation="10"/></filter></defs><rect width="${w}" height="${h}" fill="url(#g)"/><rect x="${edge + 6}" y="${edge + 12}" width="${base.width}" height="${base.height}" rx="${r}" opacity=".6" filter="url(#f)"/>`;
  return baseOf(await png(sharp(svgOf(w, h, ground)).composite([{ input, left: edge, top: edge }])));
};

/** Two lines of large letters across the middle, with an outline. */
const largeSlogan = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const size = w / 5;
  const y = h * between(random, 0.35, 0.55);
  const style = `text-anchor="middle" font-size="${size}" font-weight="900" font-family="sans-serif" fill="${random() < 0.5 ? '#fff' : colourOf(random)}" stroke="${random() < 0.5 ? '#000' : '#fff'}" stroke-width="${size / 30}"`;
  return over(
    base,
    `<text x="${w / 2}" y="${y}" ${style}>SUPER</text><text x="${w / 2}" y="${y + size}" ${style}>DEAL ${Math.round(20 + 60 * random())}%</text>`,
  );
};

/** Darker or lighter, other contrast and hue, and dark towards the corners. */
export const filteredDark = async (base: Base, random: Random): Promise<Base> => {
  const dark = random() < 0.6;
  const light = dark ? between(random, 0.5, 0.7) : between(random, 1.15, 1.3);
  const picture = await png(
    open(base)
      .modulate({ brightness: light, saturation: between(random, 0.5, 1.4), hue: Math.round(signed(random, 4, 14)) })
      .linear(dark ? 0.9 : 0.75, dark ? 0 : 45),
  );
  const corners = `<defs><radialGradient id="v" r=".75"><stop offset=".5" stop-opacity="0"/><stop offset="1" stop-opacity=".75"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#v)"/>`;
  return baseOf(await png(sharp(picture).composite([{ input: svgOf(base.width, base.height, corners) }])));
};

/** Letters in a ribbon across a corner, a frame of one colour, a strip of icons. */
const ribbon = (base: Base, random: Random): Promise<Base> => {
  const { width: w, height: h } = base;
  const size = Math.min(w, h) * 0.11;
  const turn = random() < 0.5 ? -45 : 45;
  const x = turn < 0 ? 0.17 * Math.min(w, h) : w - 0.17 * Math.min(w, h);
  const y = 0.17 * Math.min(w, h);
  const icons = Array.from(
    { length: 5 },
    (_, k) => `<circle cx="${w * (0.1 + 0.2 * k)}" cy="${h - 0.7 * size}" r="${0.4 * size}" fill="#fff"/>`,
  );
  return over(
    base,
    `<g transform="rotate(${turn} ${x} ${y})"><rect x="${x - w}" y="${y - size / 2}" width="${2 * w}" height="${size}" fill="${colourOf(random)}"/><text x="${x}" y="${y + 0.25 * size}" text-anchor="middle" font-size="${0.6 * size}" font-weight="bold" font-family="sans-serif" fill="#fff">NEW 2026</text></g><rect y="${h - 1.4 * size}" width="${w}" height="${1.4 * size}" fill="${colourOf(random)}" opacity=".9"/>${icons.join('')}`,
  );
};

const savedAs = (name: string, save: (picture: Sharp, random: Random) => Sharp): Theft => ({
  name,
  make: (base, _others, random) => save(open(base), random).toBuffer(),
});

export const VARIED_THEFTS: readonly Theft[] = [
  simple('crop to a panorama, 2.2 : 1', (base, random) => cutToForm(base, 2.2, 0.95, random)),
  simple('crop to a tall strip, 1 : 2.2', (base, random) => cutToForm(base, 1 / 2.2, 0.95, random)),
  simple('crop 30 % in a corner, enlarged', async (base, random) =>
    enlarged(await cutTo(base, 0.7, 0.7, random), between(random, 1.4, 2)),
  ),
  simple('crop 45 % in a corner, enlarged', async (base, random) =>
    enlarged(await cutTo(base, 0.55, 0.55, random), between(random, 1.4, 2)),
  ),
  simple('turned 8–15°, mirrored corners', (base, random) => turnedMirrored(base, signed(random, 8, 15))),
  simple('turned 8–15°, cut within', (base, random) => turnedWithin(base, signed(random, 8, 15))),
  {
    name: 'turned 8–15°, transparent corners',
    make: (base, _others, random) =>
      png(
        open(base)
          .ensureAlpha()
          .rotate(signed(random, 8, 15), { background: '#0000' }),
      ),
  },
  simple('three faces', threeFaces),
  simple('star with a price', priceStar),
  simple('ribbon and strip', ribbon),
  simple('round border on a gradient', roundBorder),
  simple('two large lines', largeSlogan),
  simple('dark or pale, dark corners', filteredDark),
  savedAs('JPEG 30 at 640 px', (picture) => picture.resize(640, 640, { fit: 'inside' }).jpeg({ quality: 30 })),
  savedAs('WebP 20–40', (picture, random) => picture.webp({ quality: Math.round(between(random, 20, 40)) })),
  savedAs('AVIF 20–35', (picture, random) => picture.avif({ quality: Math.round(between(random, 20, 35)), effort: 2 })),
];

import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { baseOf } from './scenes.ts';
import { edgeColourOf, isLike } from './theft-attacks.ts';

type Random = () => number;

/** A picture that is no copy of any other of its family, though it looks like one. */
export interface HardNegative {
  /** What is alike in it and in others. */
  readonly family: string;
  readonly name: string;
  readonly base: Base;
}

const open = ({ data, width, height }: Base) => sharp(data, { raw: { width, height, channels: 3 } });

/** Pixels that are not the plain ground: the product, as far as a script can say. */
const productMask = ({ data, width, height }: Base): Uint8Array => {
  const colour = edgeColourOf({ data, width, height });
  return Uint8Array.from({ length: width * height }, (_, i) => (isLike(data, 3 * i, colour) ? 0 : 1));
};

/** The same product in another colour: its hue turned by 70–290°, or where it has none its lightness turned over. */
export const recoloured = async (base: Base, random: Random): Promise<Base> => {
  const mask = productMask(base);
  const hue = Math.round(70 + 220 * random());
  const turned = await open(base).modulate({ hue, saturation: 1.1 }).raw().toBuffer();
  const isColourful = saturationOf(base, mask) > 0.25;
  const data = Buffer.from(base.data);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    for (let k = 3 * i; k < 3 * i + 3; k++) {
      const own = base.data[k] ?? 0;
      data[k] = isColourful ? (turned[k] ?? 0) : Math.round(own < 128 ? 110 + 0.55 * own : 0.45 * own);
    }
  }
  return { ...base, data };
};

const saturationOf = ({ data }: Base, mask: Uint8Array): number => {
  let [sum, n] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    const [r, g, b] = [data[3 * i] ?? 0, data[3 * i + 1] ?? 0, data[3 * i + 2] ?? 0];
    sum += (Math.max(r, g, b) - Math.min(r, g, b)) / Math.max(1, r, g, b);
    n++;
  }
  return n === 0 ? 0 : sum / n;
};

/** One model in one pose in another garment: the middle of what stands on the ground has another fabric, its folds and all else stay. */
export const otherGarment = async (base: Base, fabric: Base, random: Random): Promise<Base> => {
  const { width, height } = base;
  const mask = productMask(base);
  const [left, top, right, bottom] = boundsOf(mask, width);
  const [cx, cy] = [(left + right) / 2, top + (bottom - top) * (0.45 + 0.1 * random())];
  const [rx, ry] = [(right - left) * 0.48, (bottom - top) * (0.27 + 0.08 * random())];
  const cloth = await open(fabric).resize(width, height, { fit: 'cover' }).raw().toBuffer();
  const folds = await open(base).greyscale().blur(6).raw().toBuffer({ resolveWithObject: true });
  const channels = folds.info.channels;
  const data = Buffer.from(base.data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (mask[i] !== 1 || ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 > 1) continue;
      const light = 0.45 + (folds.data[channels * i] ?? 0) / 230;
      for (let k = 3 * i; k < 3 * i + 3; k++) data[k] = Math.max(0, Math.min(255, Math.round((cloth[k] ?? 0) * light)));
    }
  }
  return { ...base, data };
};

const boundsOf = (mask: Uint8Array, width: number): readonly [number, number, number, number] => {
  let [left, top, right, bottom] = [width, mask.length / width, 0, 0];
  mask.forEach((inside, i) => {
    if (inside !== 1) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  });
  return [left, top, right, bottom];
};

const SIDE = 700;
const GROUND = `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#fafafa"/><stop offset="1" stop-color="#d8d4d0"/></linearGradient>
<linearGradient id="s" x2="1"><stop stop-color="#000" stop-opacity=".42"/><stop offset=".3" stop-color="#fff" stop-opacity=".25"/><stop offset=".7" stop-color="#000" stop-opacity=".05"/><stop offset="1" stop-color="#000" stop-opacity=".38"/></linearGradient></defs>`;
const WORDS = 'Honey Lemon Mint Berry Cocoa Ginger Fig Olive Maple Cherry Plum Basil Orange Clove Vanilla Rose'.split(
  ' ',
);
const word = (random: Random): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
const colour = (random: Random, light = 45): string => `hsl(${Math.floor(360 * random())},65%,${light}%)`;

/** What is printed on a product: a figure, and words. `x`, `y` its middle, `r` its half width. */
const print = (random: Random, x: number, y: number, r: number): string => {
  const kind = Math.floor(random() * 4);
  const ink = colour(random);
  const figures =
    kind === 0
      ? Array.from(
          { length: 5 },
          (_, k) =>
            `<circle cx="${x}" cy="${y}" r="${(r * (5 - k)) / 5}" fill="${k % 2 === 0 ? ink : colour(random, 70)}"/>`,
        )
      : kind === 1
        ? Array.from(
            { length: 9 },
            () =>
              `<rect x="${x - r + 1.6 * r * random()}" y="${y - r + 1.6 * r * random()}" width="${r * 0.4}" height="${r * 0.4}" fill="${colour(random)}"/>`,
          )
        : kind === 2
          ? Array.from(
              { length: 7 },
              (_, k) =>
                `<path d="M${x - r} ${y - r + (2 * r * k) / 7} q ${r} ${r * (random() - 0.5)} ${2 * r} 0" stroke="${colour(random)}" stroke-width="${r / 9}" fill="none"/>`,
            )
          : [
              `<polygon points="${Array.from({ length: 10 }, (_, k) => {
                const d = k % 2 === 0 ? r : r * (0.35 + 0.2 * random());
                return `${x + d * Math.sin((k * Math.PI) / 5)},${y - d * Math.cos((k * Math.PI) / 5)}`;
              }).join(' ')}" fill="${ink}"/>`,
            ];
  return `${figures.join('')}<text x="${x}" y="${y + 1.5 * r}" text-anchor="middle" font-size="${r * 0.5}" font-weight="bold" font-family="${random() < 0.5 ? 'serif' : 'sans-serif'}" fill="${ink}">${word(random)} ${word(random)}</text>`;
};

/** Templates of mock-ups: the same product and ground each time; what `inner` draws is the print. */
const TEMPLATES: { readonly [name: string]: (random: Random) => string } = {
  shirt: (random) =>
    `<path d="M210 140 L290 110 Q350 150 410 110 L490 140 L600 250 L530 310 L490 270 L490 600 L210 600 L210 270 L170 310 L100 250 Z" fill="#f4f4f2" stroke="#bbb" stroke-width="2"/><path d="M290 110 Q350 170 410 110" fill="none" stroke="#999" stroke-width="4"/>${[230, 290, 430].map((x) => `<path d="M${x} 420 q 20 80 -10 170" stroke="#000" stroke-opacity=".12" stroke-width="7" fill="none"/>`).join('')}${print(random, 350, 300, 80)}`,
  mug: (random) =>
    `<ellipse cx="350" cy="600" rx="230" ry="24" fill="#000" opacity=".2"/><path d="M500 270 q130 0 120 110 q-10 110 -130 100" fill="none" stroke="#e6e6e6" stroke-width="34"/><rect x="180" y="200" width="330" height="390" rx="20" fill="#fff"/>${print(random, 345, 360, 95)}<rect x="180" y="200" width="330" height="390" rx="20" fill="url(#s)"/><ellipse cx="345" cy="205" rx="165" ry="24" fill="#ddd" stroke="#aaa"/>`,
  poster: (random) =>
    `<rect x="0" y="560" width="700" height="140" fill="#b08a62"/><rect x="60" y="420" width="90" height="200" fill="#7a9a70"/><circle cx="105" cy="400" r="60" fill="#4f7a4a"/><rect x="220" y="80" width="330" height="450" fill="#222"/><rect x="236" y="96" width="298" height="418" fill="#fff"/>${print(random, 385, 270, 120)}`,
  pillow: (random) =>
    `<path d="M120 140 Q350 100 580 140 Q620 350 580 570 Q350 610 120 570 Q80 350 120 140 Z" fill="#efe9df" stroke="#c8bda8" stroke-width="5"/>${print(random, 350, 330, 120)}<path d="M150 180 q40 60 20 160 M540 520 q-40 -60 -30 -170" stroke="#000" stroke-opacity=".15" stroke-width="9" fill="none"/>`,
};

/** Bottles and boxes of one line: one brand, one shape, one layout; kind and colour differ. */
const LINES: { readonly [name: string]: (random: Random) => string } = {
  bottle: (random) =>
    `<ellipse cx="350" cy="640" rx="130" ry="16" fill="#000" opacity=".2"/><rect x="315" y="60" width="70" height="90" rx="8" fill="#2a2a2a"/><path d="M315 150 h70 q10 60 60 90 v380 q0 20 -20 20 h-150 q-20 0 -20 -20 v-380 q50 -30 60 -90 Z" fill="#3b2a1c"/><rect x="258" y="310" width="184" height="240" fill="#f6f1e4"/><text x="350" y="350" text-anchor="middle" font-size="30" font-family="serif" font-weight="bold" fill="#222">ALTMARK</text><rect x="275" y="362" width="150" height="3" fill="#222"/>${print(random, 350, 430, 42)}<rect x="255" y="240" width="190" height="400" fill="url(#s)"/>`,
  box: (random) =>
    `<polygon points="140,180 430,150 430,600 140,640" fill="#f2efe9" stroke="#aaa"/><polygon points="430,150 560,190 560,630 430,600" fill="${colour(random, 55)}"/><text x="285" y="240" text-anchor="middle" font-size="46" font-weight="bold" font-family="sans-serif" fill="#1b2a4a">NORDHEIM</text><text x="285" y="275" text-anchor="middle" font-size="20" font-family="sans-serif" fill="#1b2a4a">fine teas since ever</text>${print(random, 285, 410, 80)}<text x="285" y="615" text-anchor="middle" font-size="18" font-family="sans-serif" fill="#555">25 bags · 50 g</text>`,
  tin: (random) =>
    `<ellipse cx="350" cy="600" rx="200" ry="40" fill="#777"/><rect x="150" y="220" width="400" height="380" fill="#d9d9d6"/><rect x="150" y="280" width="400" height="260" fill="${colour(random, 50)}"/><text x="350" y="330" text-anchor="middle" font-size="40" font-weight="bold" font-family="serif" fill="#fff">Casa Lunga</text>${print(random, 350, 410, 55)}<rect x="150" y="220" width="400" height="380" fill="url(#s)"/><ellipse cx="350" cy="220" rx="200" ry="40" fill="#eee" stroke="#999" stroke-width="4"/>`,
};

const drawn = async (inner: string): Promise<Base> =>
  baseOf(
    await sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">${GROUND}<rect width="${SIDE}" height="${SIDE}" fill="url(#g)"/>${inner}</svg>`,
      ),
    )
      .png()
      .toBuffer(),
  );

/** Products of `TEMPLATES` and `LINES`, so many of each. */
export const drawnNegatives = async (each: number, seeded: (words: string) => Random): Promise<HardNegative[]> => {
  const made: HardNegative[] = [];
  for (const [family, shapes] of [
    ['mock-up templates', TEMPLATES],
    ['boxes and bottles of one line', LINES],
  ] as const) {
    for (const [shape, draw] of Object.entries(shapes)) {
      for (let k = 0; k < each; k++)
        made.push({ family, name: `${shape} ${k}`, base: await drawn(draw(seeded(`${shape} ${k}`))) });
    }
  }
  return made;
};

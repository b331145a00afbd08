import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp from 'sharp';

/** A product for tests: a shape of its own texture on a light ground, another one for each seed. */
export const productPicture = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  const radii = Array.from({ length: 9 }, () => 0.14 + 0.26 * random());
  const [u, v] = [3 + 9 * random(), 3 + 9 * random()];
  const [phaseX, phaseY] = [6 * random(), 6 * random()];
  const colour = [random() * 180, random() * 180, random() * 180];
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p += 3) {
      const dx = x / width - 0.5;
      const dy = y / height - 0.5;
      const turn = ((Math.atan2(dy, dx) / Math.PI + 1) / 2) * radii.length;
      const from = radii[Math.floor(turn) % radii.length] ?? 0;
      const to = radii[(Math.floor(turn) + 1) % radii.length] ?? 0;
      const inside = Math.hypot(dx, dy) < from + (to - from) * (turn % 1);
      const texture = 50 * Math.sin(u * dx * 6 + phaseX) * Math.sin(v * dy * 6 + phaseY);
      for (let c = 0; c < 3; c++) data[p + c] = inside ? Math.max(0, (colour[c] ?? 0) + texture) : 238;
    }
  }
  return { width, height, data };
};

/** The picture with an SVG on top, its upper left corner at a position in px. */
export const withOverlay = async (image: RgbImage, svg: string, left: number, top: number): Promise<RgbImage> => {
  const { width, height } = image;
  const data = await sharp(image.data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg), left, top }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { width, height, data };
};

/** A mark of plain shapes, so that no font is needed. */
export const markSvg = (width: number, colour = '#333', opacity = 0.4): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.round(width / 2)}" viewBox="0 0 200 100">
    <g fill="none" stroke="${colour}" stroke-width="10" opacity="${opacity}">
      <path d="M20 80 L45 20 L70 80 M30 58 H60"/><circle cx="110" cy="50" r="28"/><path d="M155 80 V20 H185 M155 48 H178"/>
    </g>
  </svg>`;

/** Letters of straight strokes on a grid of 3 × 5, so that no font is needed: the words FREE SHIPPING are not far. */
const LETTERS: Readonly<Record<string, string>> = {
  E: 'M2 0 H0 V4 H2 M0 2 H1.6',
  F: 'M2 0 H0 V4 M0 2 H1.6',
  H: 'M0 0 V4 M2 0 V4 M0 2 H2',
  I: 'M1 0 V4',
  L: 'M0 0 V4 H2',
  N: 'M0 4 V0 L2 4 V0',
  P: 'M0 4 V0 H2 V2 H0',
  T: 'M0 0 H2 M1 0 V4',
};

/** Words as a picture, `size` px tall, on nothing or on a plain box. */
export const wordsSvg = (words: string, size: number, colour: string, box?: string): string => {
  const unit = size / 6;
  const advance = (letter: string): number => (letter === ' ' ? 2 : letter === 'I' ? 2.4 : 3.2);
  let at = 1;
  const strokes = [...words].map((letter) => {
    const path = LETTERS[letter];
    const here = at;
    at += advance(letter);
    return path === undefined ? '' : `<path transform="translate(${here} 1)" d="${path}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(at * unit)}" height="${size}" viewBox="0 0 ${at} 6">
    ${box === undefined ? '' : `<rect width="100%" height="100%" fill="${box}"/>`}
    <g fill="none" stroke="${colour}" stroke-width=".7">${strokes.join('')}</g>
  </svg>`;
};

// The brand mark of the shop: a tern over two waves and the name, light with a dark outline, on nothing (alpha).
import sharp from 'sharp';
import { lettering, widthOf } from './lettering.mjs';

const WIDTH = 720;
const HEIGHT = 240;
const NAME = 'TERN & TIDE';
const LETTER = 56;

const bird =
  'M30 92 C62 52 96 52 116 84 C128 58 164 40 206 52 C176 62 150 80 132 112 C118 134 92 138 66 128 C92 122 104 112 106 100 C88 80 62 78 30 92 Z';
const waves = 'M24 166 q24 -26 48 0 t48 0 t48 0 t48 0 M40 198 q24 -26 48 0 t48 0 t48 0';

const drawn = (stroke, width, fill) => `
  <path d="${bird}" fill="${fill}" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"/>
  <path d="${waves}" fill="none" stroke="${stroke === 'none' ? fill : stroke}" stroke-width="${width + 9}" stroke-linecap="round"/>
  ${lettering(NAME, 250, 92, LETTER, `stroke="${stroke === 'none' ? fill : stroke}" stroke-width="${(width + 9) / (LETTER / 10)}"`)}`;

/** PNG bytes of the mark, about 690 px wide. */
export const markPng = async () => {
  if (256 + widthOf(NAME, LETTER) > WIDTH) throw new Error('the name does not fit');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${drawn('#16222b', 9, '#16222b')}${drawn('none', 0, '#ffffff')}</svg>`;
  return sharp(Buffer.from(svg)).trim().png({ compressionLevel: 9, palette: false }).toBuffer();
};

/**
 * The mark as an overlay for a picture: `width` is a fraction of the picture's width, `opacity` 0–1, `x` and `y` place its centre
 * as fractions of the picture.
 */
export const markOverlay = async (png, picture, { x, y, width, opacity }) => {
  const target = Math.round(picture.width * width);
  const { data, info } = await sharp(png).resize({ width: target }).raw().toBuffer({ resolveWithObject: true });
  for (let i = 3; i < data.length; i += 4) data[i] = Math.round(data[i] * opacity);
  return {
    input: data,
    raw: { width: info.width, height: info.height, channels: 4 },
    left: Math.round(picture.width * x - info.width / 2),
    top: Math.round(picture.height * y - info.height / 2),
  };
};

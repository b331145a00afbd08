import { lumaOf, type RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp, { type Sharp } from 'sharp';
import { extractFeatures } from '../extract/extract.ts';
import type { RegistrationInput } from './compare-pair.ts';
import { sheetOf } from './sheet.ts';

export const rgb = async (picture: Sharp): Promise<RgbImage> => {
  const { data, info } = await picture
    .flatten({ background: '#fff' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
export const opened = ({ data, width, height }: RgbImage): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** Shapes of many colours, another picture for each seed; `product`: on white, within an outline. */
export const scene = async (seed: number, product = false): Promise<RgbImage> => {
  const random = seededRandom(seed);
  const shapes = Array.from({ length: 120 }, () => {
    const fill = `hsl(${random() * 360} ${40 + random() * 50}% ${20 + random() * 60}%)`;
    const [x, y, w, h] = [random() * 480, random() * 360, 10 + random() * 60, 10 + random() * 60];
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" transform="rotate(${random() * 90} ${x} ${y})"/>`;
  }).join('');
  const body = product
    ? `<rect width="480" height="360" fill="#fff"/><clipPath id="c"><ellipse cx="240" cy="180" rx="170" ry="140"/></clipPath><g clip-path="url(#c)"><rect width="480" height="360" fill="#888"/>${shapes}</g>`
    : `<rect width="480" height="360" fill="#777"/>${shapes}`;
  return rgb(sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">${body}</svg>`)));
};

export const registrationInputOf = (image: RgbImage): RegistrationInput => ({
  features: extractFeatures(lumaOf(image), 360),
  sheet: sheetOf(image),
});

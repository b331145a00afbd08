import sharp, { type Sharp } from 'sharp';
import type { Base } from '../hash/attacks.ts';

/** What attacks draw with. Chance is 0–1, the same for the same photo and attack. */
export type Random = () => number;

export const open = ({ data, width, height }: Base): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
export const svgOf = (width: number, height: number, inner: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`);
export const png = (picture: Sharp): Promise<Buffer> => picture.png({ compressionLevel: 0 }).toBuffer();
export const between = (random: Random, least: number, most: number): number => least + (most - least) * random();

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A product on a light ground, drawn anew for each seed. */
export const scene = (seed: number): Sharp => {
  const shapes = Array.from({ length: 12 }, (_, i) => {
    const [x, y] = [220 + ((i * 173 + seed * 71) % 460), 150 + ((i * 97 + seed * 29) % 400)];
    return `<ellipse cx="${x}" cy="${y}" rx="${60 + ((i * 31) % 110)}" ry="${50 + ((i * 17) % 90)}" fill="hsl(${(i * 40 + seed * 60) % 360} 40% ${25 + ((i * 7) % 45)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="100%" height="100%" fill="#f2f2f0"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten();
};

const emblem = (inner: string): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><g fill="none" stroke="#fff" stroke-width="18" stroke-linejoin="round"><path d="M20 180 L110 20 L200 180 Z M280 180 V20 H390 L280 100 H390 L310 180"/>${inner}</g></svg>`,
    ),
  )
    .png()
    .toBuffer();

/** The seller's mark: a triangle, a letter and a ring. */
export const markPng = (): Promise<Buffer> => emblem('<circle cx="510" cy="100" r="66"/>');
/** An emblem like it, with a square for the ring. */
export const decoyPng = (): Promise<Buffer> => emblem('<path d="M450 40 H570 V160 H450 Z"/>');

/** Writes a file below a folder. */
export const put = (root: string, path: string, bytes: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};

/** Files below a folder of the root, as paths from the root. */
export const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

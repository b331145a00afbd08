// The floor of every linter that looks at pixels: read each picture, decode it to the canonical size, keep nothing.
//   node bare-decode.mjs CONCURRENCY < paths, one a line
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

const SIDE = 1024;
const paths = readFileSync(0, 'utf8').split('\n').filter(Boolean);
const next = paths[Symbol.iterator]();

const lane = async () => {
  for (const path of next) {
    try {
      await sharp(await readFile(path), { limitInputPixels: 50_000_000, sequentialRead: true })
        .autoOrient()
        .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .raw()
        .toBuffer();
    } catch {
      // A broken picture costs what it costs; the linter meets the same one.
    }
  }
};

await Promise.all(Array.from({ length: Number(process.argv[2]) }, lane));

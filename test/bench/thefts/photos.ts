import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core';
import { copySearch, fingerprintFile } from '@listing-lint/rules/hash';
import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';

/** Numbers 0–1 that depend on the words alone. */
export const seededBy = (words: string): (() => number) => {
  let k = 0;
  return () => createHash('sha256').update(`${words} ${k++}`).digest().readUInt32LE(0) / 2 ** 32;
};

const SIDE = 800;
const picturesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? picturesIn(join(folder, entry.name))
        : /\.(png|jpe?g|webp)$/i.test(entry.name)
          ? [join(folder, entry.name)]
          : [],
    )
    .sort();

/** Files of at least 300 × 200 px, each content once. */
export const distinct = async (folders: readonly string[]): Promise<string[]> => {
  const seen = new Set<string>();
  const photos: string[] = [];
  for (const file of folders.flatMap(picturesIn)) {
    const bytes = readFileSync(file);
    const content = createHash('sha256').update(bytes).digest('hex');
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    if (seen.has(content) || width < 300 || height < 200) continue;
    seen.add(content);
    photos.push(file);
  }
  return photos;
};

/** Most photos that are cached decoded: each is attacked many times. 1 MB each. */
const MOST_CACHED = 600;
const cache = new Map<string, Promise<Base>>();

/** A photo of at most 800 px. */
export const baseOfFile = (file: string): Promise<Base> => {
  const base = cache.get(file) ?? decodedBase(file);
  if (cache.size < MOST_CACHED) cache.set(file, base);
  return base;
};

const decodedBase = async (file: string): Promise<Base> => {
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Wilson's interval at 95 %, in per cent. */
export const wilson = (hits: number, n: number, digits = 1): string => {
  if (n === 0) return '–';
  const z = 1.96;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  const [low, high] = [Math.max(0, middle - half), Math.min(1, middle + half)];
  return `${(100 * low).toFixed(digits)}–${(100 * high).toFixed(digits)}`;
};

/** Of each photo one that stands for its product: photos that hashes find alike are of one, and those of which the first group of `pattern` is the same. */
export const productsOf = async (
  photos: readonly string[],
  pattern: string | undefined,
): Promise<(file: string) => string> => {
  const products = new Map<string, string>(photos.map((file) => [file, file]));
  const productOf = (file: string): string => {
    const above = products.get(file) ?? file;
    return above === file ? file : productOf(above);
  };
  const join = (a: string, b: string): void => {
    products.set(productOf(a), productOf(b));
  };
  const entries: {
    path: string;
    product: string;
    role: string;
    fingerprint: Awaited<ReturnType<typeof fingerprintFile>>;
  }[] = [];
  // One after the other: a decode has a time, which many at once on a busy machine use up waiting.
  for (const file of photos)
    entries.push({ path: file, product: file, role: '', fingerprint: await fingerprintFile(file, file, ANYWHERE) });
  const alike = copySearch(entries);
  for (const entry of entries) for (const { entry: other } of alike.find(entry, 40)) join(entry.path, other.path);
  const named = new Map<string, string>();
  for (const file of pattern === undefined ? [] : photos) {
    const [, name] = new RegExp(pattern ?? '').exec(file) ?? [];
    if (name === undefined) continue;
    join(file, named.get(name) ?? file);
    named.set(name, file);
  }
  return productOf;
};

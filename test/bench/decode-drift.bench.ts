// How far fingerprints have moved since they are taken from another decode (docs/bench-hash.md, "Three decodes"): each picture is decoded as it was before and as it
// is now; the two are compared as two pictures would be.
//   npm run bench decode-drift -- FOLDER…               before: the canonical decode; now: of large JPEGs a smaller one, by libjpeg
//   npm run bench decode-drift -- --profile FOLDER…     before: colour profiles applied; now: those left out that are sRGB but for rounding
//   npm run bench decode-drift -- --libvips FOLDER…     before: by libvips with a cubic kernel; now: the canonical decode
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core';
import {
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  type Fingerprint,
  fingerprintOf,
  hamming,
  openCompared,
} from '@listing-lint/rules/hash';
import { decodeCanonical, readHeader } from '@listing-lint/rules/image';
import sharp from 'sharp';

/** PDQ quality below which Meta advises not to compare. */
const PLAIN = 50;
const MOST_PIXELS = 50e6;

type RgbImage = Awaited<ReturnType<typeof decodeCanonical>>;

const byLibvips = async (bytes: Buffer): Promise<RgbImage> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' })
    .autoOrient()
    .resize({ width: 1024, height: 1024, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

/** Without a profile in the header the decode leaves it to libvips, which applies it. */
const withProfile = async (bytes: Buffer): Promise<RgbImage> => {
  const header = await readHeader(bytes, '');
  if (header.metadata === null) return decodeCanonical(bytes, MOST_PIXELS, header);
  const { icc: _, ...metadata } = header.metadata;
  return decodeCanonical(bytes, MOST_PIXELS, { ...header, metadata });
};

const given = process.argv.slice(2);
const folders = given.filter((argument) => !argument.startsWith('--'));
type BothDecodes = (path: string, bytes: Buffer) => readonly Promise<RgbImage>[];
const byOption: Readonly<Record<string, BothDecodes>> = {
  '--libvips': (_path, bytes) => [byLibvips(bytes), decodeCanonical(bytes)],
  '--profile': (_path, bytes) => [withProfile(bytes), decodeCanonical(bytes)],
};
/** A picture as it was decoded before, and as it is now. */
const bothDecodes: BothDecodes =
  given.flatMap((argument) => byOption[argument] ?? [])[0] ??
  ((path, bytes) => [
    decodeCanonical(bytes),
    openCompared(path, path, ANYWHERE).then(async ({ working }) => (await working()).image),
  ]);

interface Row {
  readonly path: string;
  readonly rms: number;
  readonly quality: number;
  readonly pdq: number;
  readonly whole: number;
  readonly inner: number;
  readonly content: number;
  readonly verdict: string;
}

/** A picture as large as another one that has half its sides: means of 2 × 2 pixels. None where a side is odd. */
const sizedAs = ({ width, height, data }: RgbImage, size: RgbImage): Uint8Array | null => {
  if (width === size.width && height === size.height) return data;
  if (width !== 2 * size.width || height !== 2 * size.height) return null;
  const out = new Uint8Array(3 * size.width * size.height);
  const at = (x: number, y: number): number =>
    data[3 * (Math.min(y, height - 1) * width) + Math.min(x, 3 * width - 1)] ?? 0;
  for (let o = 0; o < out.length; o++) {
    const y = Math.floor(o / (3 * size.width));
    const column = Math.floor((o % (3 * size.width)) / 3);
    const x = 6 * column + (o % 3);
    out[o] = Math.round((at(x, 2 * y) + at(x + 3, 2 * y) + at(x, 2 * y + 1) + at(x + 3, 2 * y + 1)) / 4);
  }
  return out;
};

/** Levels by which pictures differ; the larger one is brought to the size of the smaller one. Not a number where it cannot be. */
const rmsOf = (large: RgbImage, b: RgbImage): number => {
  const a = sizedAs(large, b);
  if (a === null) return Number.NaN;
  let sum = 0;
  for (const [i, value] of a.entries()) sum += (value - (b.data[i] ?? 0)) ** 2;
  return Math.sqrt(sum / a.length);
};

const compared = (path: string, old: Fingerprint, now: Fingerprint, rms: number): Row => {
  const distance = (part: 'whole' | 'inner' | 'content'): number => hamming(old.parts[part].hash, now.parts[part].hash);
  const match = compareFingerprints(now, old, DEFAULT_THRESHOLDS.suspectDistance);
  return {
    ...{ path, rms, quality: old.quality, pdq: hamming(old.pdq, now.pdq) },
    ...{ whole: distance('whole'), inner: distance('inner'), content: distance('content') },
    verdict: (match && copyVerdictOf(match, DEFAULT_THRESHOLDS)) ?? 'nothing',
  };
};

const rows: Row[] = [];
const counts = { pictures: 0, unreadable: 0, same: 0, otherwise: 0 };
for (const folder of folders) {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i.test(entry)) continue;
    const path = join(folder, entry);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    const [old, now] = await Promise.all(bothDecodes(path, bytes).map((one) => one.catch(() => null)));
    counts.pictures++;
    if (!old || !now) {
      if (old || now) counts.otherwise++;
      else counts.unreadable++;
      continue;
    }
    if (old.width === now.width && old.height === now.height && Buffer.compare(old.data, now.data) === 0) {
      counts.same++;
      continue;
    }
    const { autoOrient } = await sharp(bytes).metadata();
    // Another SHA-256: that the file is the same must not be the evidence.
    const print = (image: RgbImage, sha256: string): Fingerprint => ({
      ...fingerprintOf(bytes, image, autoOrient, sha256.repeat(64)),
      imageData: null,
    });
    rows.push(compared(path, print(old, '0'), print(now, '1'), rmsOf(old, now)));
  }
}

const quantiles = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [0.5, 0.9, 0.99, 1].map((share) => Number(at(share).toFixed(2))).join(' · ');
};
console.log(counts, `reduced otherwise: ${rows.length}`);
for (const [name, group] of [
  ['all', rows],
  ['of PDQ quality 50 and more', rows.filter(({ quality }) => quality >= PLAIN)],
] as const) {
  console.log(`${name}: ${group.length}; p50 · p90 · p99 · most`);
  for (const key of ['rms', 'pdq', 'whole', 'inner', 'content'] as const)
    console.log(
      `  ${key.padEnd(8)} ${quantiles(group.map((row) => row[key]).filter((value) => !Number.isNaN(value)))}`,
    );
  const verdicts = new Map<string, number>();
  for (const { verdict } of group) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  console.log('  old against new:', Object.fromEntries(verdicts));
}
const out = join(tmpdir(), 'decode-drift.json');
writeFileSync(
  out,
  JSON.stringify(
    rows.sort((a, b) => b.pdq - a.pdq),
    null,
    1,
  ),
);
console.log(`each picture: ${out}`);

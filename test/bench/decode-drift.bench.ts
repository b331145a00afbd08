// How far fingerprints have moved since the canonical decode reduces pictures by itself (docs/bench-hash.md, "Two decodes"): each picture is decoded as it was
// before, by libvips with a cubic kernel, and as it is now; the two are compared as two pictures would be.
//   npm run bench decode-drift -- FOLDER…
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  decodeCanonical,
  type Fingerprint,
  fingerprintOf,
  hamming,
} from '@listing-lint/rules';
import sharp from 'sharp';

/** PDQ quality below which Meta advises not to compare. */
const PLAIN = 50;
const MOST_PIXELS = 50e6;

type RgbImage = Awaited<ReturnType<typeof decodeCanonical>>;

const asBefore = async (bytes: Buffer): Promise<RgbImage> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' })
    .autoOrient()
    .resize({ width: 1024, height: 1024, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

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

const rmsOf = (a: RgbImage, b: RgbImage): number => {
  let sum = 0;
  for (const [i, value] of a.data.entries()) sum += (value - (b.data[i] ?? 0)) ** 2;
  return Math.sqrt(sum / a.data.length);
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
for (const folder of process.argv.slice(2)) {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i.test(entry)) continue;
    const path = join(folder, entry);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    const [old, now] = await Promise.all([asBefore(bytes), decodeCanonical(bytes)].map((one) => one.catch(() => null)));
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
    if (old.width !== now.width || old.height !== now.height) throw new Error(`${path}: another size`);
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
    console.log(`  ${key.padEnd(8)} ${quantiles(group.map((row) => row[key]))}`);
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

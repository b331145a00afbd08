// Stamps photos, abuses them (half size, JPEG 50), and checks place, key and cost.
//   node test/bench/watermark/stamping.mjs PHOTOS [N]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { decodeCanonical, templateOf, wilson } from './detector.mjs';
import { markPng } from './marks.mjs';

const built = new URL('../../../packages/', import.meta.url);
const { stampPicture } = await import(new URL('watermark/dist/stamp/stamp-picture.js', built).href);
const { verifyPlace, VERIFIED_AGREEMENT } = await import(
  new URL('rules/dist/watermark/stamp/verify-place.js', built).href
);
const { combined, rankOf } = await import(new URL('rules/dist/watermark/stamp/keyed-order.js', built).href);

sharp.concurrency(1);
const [folder, count = '100'] = process.argv.slice(2);
const KEY = 'the key of the measurement';
const WRONG_KEYS = 2000;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg'))
  .sort();
const chosen = files
  .filter((_, i) => i % Math.max(1, Math.floor(files.length / Number(count))) === 0)
  .slice(0, Number(count));
const inks = [];
for (const name of ['light', 'serif']) {
  const bytes = await markPng(name);
  inks.push({ name, bytes, template: await templateOf(name, bytes) });
}
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const seen = [];
const elsewhere = [];
const refused = [];
for (const name of chosen) {
  let stamped;
  try {
    stamped = await stampPicture(readFileSync(join(folder, name)), inks, KEY, []);
  } catch (error) {
    refused.push(`${name}: ${error.message}`);
    continue;
  }
  const { width } = await sharp(stamped.bytes).metadata();
  const abused = await sharp(stamped.bytes)
    .resize({ width: width >> 1 })
    .jpeg({ quality: 50 })
    .toBuffer();
  const image = await decodeCanonical(abused);
  const full = await decodeCanonical(stamped.bytes);
  const { template } = inks.find((ink) => ink.name === stamped.mark);
  verifyPlace(template, full, stamped.place);
  const start = cpu();
  verifyPlace(template, full, stamped.place);
  const ms = cpu() - start;
  const result = verifyPlace(template, image, stamped.place);
  // The same check where the mark is not: the place mirrored through the middle of the picture.
  const { x, y, width: w, height: h } = stamped.place;
  const mirrored = { x: 1 - x - w, y: 1 - y - h, width: w, height: h };
  if (Math.hypot(mirrored.x - x, mirrored.y - y) > 0.15)
    elsewhere.push(verifyPlace(template, image, mirrored)?.agreement ?? -1);
  seen.push({ name, stamped, result, ms, p: result ? rankOf(result.place, KEY, stamped.id).p : 1 });
}
const verified = seen.filter(({ result }) => result && result.agreement >= VERIFIED_AGREEMENT);
const [low, high] = wilson(verified.length, seen.length);
console.log(`stamped ${seen.length} of ${chosen.length} photos; refused: ${refused.join('; ') || 'none'}`);
console.log(
  `verified after half size and JPEG 50: ${verified.length}/${seen.length} (95 %: ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %)`,
);
console.log(
  `rank as stamped: ${seen.filter(({ p, stamped }) => Math.abs(p * 960 - stamped.rank - 1) < 0.5).length}/${seen.length}`,
);
console.log(
  `agreement at the place: lowest ${Math.min(...seen.map(({ result }) => result?.agreement ?? -1)).toFixed(2)}; elsewhere: highest ${Math.max(...elsewhere).toFixed(2)} of ${elsewhere.length}`,
);
console.log(
  `opacity: median ${median(seen.map(({ stamped }) => stamped.opacity)).toFixed(2)}; CPU of a verification beyond the decode: median ${median(seen.map(({ ms }) => ms)).toFixed(1)} ms`,
);

const wrong = Array.from({ length: WRONG_KEYS }, (_, i) => {
  const { result, stamped } = verified[i % verified.length];
  return rankOf(result.place, `wrong key ${i}`, stamped.id).p;
}).sort((a, b) => a - b);
const distance = Math.max(
  ...wrong.map((p, i) => Math.max(Math.abs(p - i / wrong.length), Math.abs(p - (i + 1) / wrong.length))),
);
const root = Math.sqrt(wrong.length);
const lambda = (root + 0.12 + 0.11 / root) * distance;
let ks = 0;
for (let k = 1; k < 100; k++) ks += 2 * (-1) ** (k - 1) * Math.exp(-2 * (k * lambda) ** 2);
console.log(
  `p over ${wrong.length} wrong keys against the uniform distribution: D ${distance.toFixed(4)}, Kolmogorov–Smirnov p ${Math.min(1, ks).toFixed(3)}`,
);
const fives = [];
for (let i = 0; i + 5 <= seen.length; i += 5) fives.push(combined(seen.slice(i, i + 5).map(({ p }) => p)));
console.log(
  `combined p of five pictures, ${fives.length} groups: median ${median(fives).toExponential(1)}, largest ${Math.max(...fives).toExponential(1)}; single p median ${median(seen.map(({ p }) => p)).toFixed(4)}`,
);

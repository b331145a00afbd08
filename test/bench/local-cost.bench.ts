// What local features cost beyond the decode of a picture, and what it costs to hold one picture against another one. CPU time of one process.
//   npm run bench local-cost -- --photos DIR… [--most 60] [--rounds 3]
// Means over pictures of the least of the rounds, which is what it costs where others use the machine least, and medians of all.
// features: key points and descriptors, from the decoded picture. sheet: what is laid on others, made once a picture. A pair is held against by key points
// (`points`), and laid on each other where those agree (`whole`, both steps): the picture turned by 5°, and the photo behind it, which is another one.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alignPoints, comparePair, decodeCanonical, featuresOf, sheetOf, sheetRaster } from '@listing-lint/rules';
import { baseOfFile, distinct, seededBy } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';
import { quantile } from './thefts/usage.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    most: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '7' },
  },
});

const photos = (await distinct(values.photos ?? [])).slice(0, Number(values.most));
const turn = THEFTS.find(({ name }) => name === 'rotate 5°');
const MOST_PIXELS = 50e6;

const costs = new Map<string, Map<string, number[]>>();
let picture = '';
const note = (name: string, { user, system }: NodeJS.CpuUsage): void => {
  const own = costs.get(name) ?? new Map<string, number[]>();
  own.set(picture, [...(own.get(picture) ?? []), (user + system) / 1000]);
  costs.set(name, own);
};
/** CPU ms; each runs by itself, so that other threads do nothing meanwhile. */
const timed = <T>(name: string, work: () => T): T => {
  const before = process.cpuUsage();
  const result = work();
  note(name, process.cpuUsage(before));
  return result;
};

const laid = (image: Parameters<typeof featuresOf>[0], isTimed: boolean) => {
  const features = isTimed ? timed('features', () => featuresOf(image)) : featuresOf(image);
  const sheet = isTimed ? timed('sheet', () => sheetOf(sheetRaster(image))) : sheetOf(sheetRaster(image));
  return { features, sheet };
};

for (let round = 0; round <= Number(values.rounds); round++) {
  // The first round warms up.
  if (round === 1) costs.clear();
  let before: ReturnType<typeof laid> | undefined;
  for (const file of photos) {
    picture = file;
    const bytesOfFile = readFileSync(file);
    const start = process.cpuUsage();
    const image = await decodeCanonical(bytesOfFile, MOST_PIXELS);
    note('decode', process.cpuUsage(start));
    const own = laid(image, true);
    const bytes = await turn?.make(await baseOfFile(file), [], seededBy(file));
    if (bytes === undefined) continue;
    const copy = laid(await decodeCanonical(bytes, MOST_PIXELS), false);
    timed('a copy, points', () => alignPoints(own.features, copy.features));
    timed('a copy, whole', () => comparePair(own, copy));
    const other = before;
    if (other !== undefined) {
      timed('another photo, points', () => alignPoints(other.features, own.features));
      timed('another photo, whole', () => comparePair(other, own));
    }
    before = own;
  }
}

console.log(
  `${photos.length} photos\n\n| what | CPU ms, mean of the least | p50 of all | p90 of all |\n|---|---|---|---|`,
);
for (const [name, own] of costs) {
  const least = [...own.values()].map((list) => Math.min(...list));
  const all = [...own.values()].flat();
  const mean = least.reduce((a, b) => a + b, 0) / least.length;
  console.log(`| ${name} | ${mean.toFixed(2)} | ${quantile(all, 0.5).toFixed(2)} | ${quantile(all, 0.9).toFixed(2)} |`);
}

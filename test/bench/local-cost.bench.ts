// Cost of local features beyond the decode of a picture, and of comparing a pair. CPU time of one process.
//   npm run bench local-cost -- --photos DIR… [--most 60] [--rounds 3]
// Means over pictures of the least of the rounds, with the least disturbance by other processes, and medians of all. Wall time, too: CPU is
// that of the process, in which others of its threads (the decoder's, the collector's, the compiler's) still work.
// features: keypoints and descriptors, from the decoded picture. sheet: the raster for registration, made once a picture. A pair is compared by keypoints
// (`points`), and registered if those agree (`whole`, both steps): the picture rotated by 5°, and the photo behind it, which is another one.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeCanonical } from '@listing-lint/rules/image';
import { alignPoints, comparePair, featuresOf, sheetOf, sheetRaster } from '@listing-lint/vision';
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

/** CPU ms, and ms by the clock. */
type Cost = readonly [number, number];
const costs = new Map<string, Map<string, Cost[]>>();
let picture = '';
const note = (name: string, { user, system }: NodeJS.CpuUsage, clock: number): void => {
  const own = costs.get(name) ?? new Map<string, Cost[]>();
  own.set(picture, [...(own.get(picture) ?? []), [(user + system) / 1000, clock]]);
  costs.set(name, own);
};
const timed = <T>(name: string, work: () => T): T => {
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const result = work();
  note(name, process.cpuUsage(before), performance.now() - begun);
  return result;
};

const prepared = (image: Parameters<typeof featuresOf>[0], isTimed: boolean) => {
  const features = isTimed ? timed('features', () => featuresOf(image)) : featuresOf(image);
  const sheet = isTimed ? timed('sheet', () => sheetOf(sheetRaster(image))) : sheetOf(sheetRaster(image));
  return { features, sheet };
};

for (let round = 0; round <= Number(values.rounds); round++) {
  // The first round warms up.
  if (round === 1) costs.clear();
  let before: ReturnType<typeof prepared> | undefined;
  for (const file of photos) {
    picture = file;
    const bytesOfFile = readFileSync(file);
    const [start, begun] = [process.cpuUsage(), performance.now()];
    const image = await decodeCanonical(bytesOfFile, MOST_PIXELS);
    note('decode', process.cpuUsage(start), performance.now() - begun);
    const own = prepared(image, true);
    const bytes = await turn?.make(await baseOfFile(file), [], seededBy(file));
    if (bytes === undefined) continue;
    const copy = prepared(await decodeCanonical(bytes, MOST_PIXELS), false);
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
  `${photos.length} photos\n\n| what | CPU ms, mean of the least | p50 of all | p90 of all | by the clock: mean of the least | p50 | p90 |\n|---|---|---|---|---|---|---|`,
);
const meanOf = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
for (const [name, own] of costs) {
  const cells = [0, 1].flatMap((which) => {
    const of = (list: readonly Cost[]): number[] => list.map((cost) => cost[which] ?? 0);
    const all = [...own.values()].flatMap(of);
    return [meanOf([...own.values()].map((list) => Math.min(...of(list)))), quantile(all, 0.5), quantile(all, 0.9)];
  });
  console.log(`| ${name} | ${cells.map((cell) => cell.toFixed(2)).join(' | ')} |`);
}

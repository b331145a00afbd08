// Measures the search by local features for one suspect among many pictures: what it costs, and what stays in memory.
//   npm run bench match-scale -- --photos DIR… --suspects DIR… [--foreign DIR…] [--pictures 20000] [--most 14] [--read DIR]
// So many pictures are made of the key points of `--photos`, again and again, each time with the bits of all descriptors in another order: as many points, as
// likely to be taken for each other, and none of them a copy of another one. Their features lie in a file and are read when they are asked for. Photos of
// `--suspects` are among ours as they are, and asked about attacked; photos of `--foreign` are asked about as they are. What may show is laid on the suspect,
// for which a photo is decoded: its own, or one of `--read` (those of `--photos` unless given). Panels and hashes are not asked here. CPU ms of one process.
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  decodeCanonical,
  decodeFeatures,
  encodeFeatures,
  featuresOf,
  fingerprintOf,
  localSearch,
  sheetOf,
  sheetRaster,
  THOROUGH,
} from '@listing-lint/rules';
import { baseOfFile, distinct, seededBy } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    suspects: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    read: { type: 'string', multiple: true },
    pictures: { type: 'string', default: '20000' },
    most: { type: 'string', default: '14' },
  },
});

type Features = ReturnType<typeof featuresOf>;
const MOST_PIXELS = 50e6;
const BITS = 256;
const WORDS = BITS / 32;
/** Attacks that are asked about, in turn. */
const ATTACKS = ['crop 20 %', 'crop 45 %', 'rotate 10°', 'flip + crop 20 %', 'banner', 'phone photo'];
const decoded = (file: string) => decodeCanonical(readFileSync(file), MOST_PIXELS);
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const megabytes = (): string =>
  `resident ${Math.round(process.memoryUsage().rss / 1e6)} MB, at most ${Math.round((1024 * process.resourceUsage().maxRSS) / 1e6)}`;

/** The same points with the bits of their descriptors in another order. */
const reordered = (features: Features, order: readonly number[]): Features => {
  const descriptors = new Uint32Array(features.descriptors.length);
  for (let at = 0; at < descriptors.length; at += WORDS) {
    order.forEach((from, to) => {
      const bit = ((features.descriptors[at + (from >> 5)] ?? 0) >>> (from & 31)) & 1;
      descriptors[at + (to >> 5)] = (descriptors[at + (to >> 5)] ?? 0) | (bit << (to & 31));
    });
  }
  return { ...features, descriptors };
};

const shuffled = (words: string): readonly number[] => {
  const random = seededBy(words);
  const order = Array.from({ length: BITS }, (_, k) => k);
  for (let i = BITS - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
};

const folder = mkdtempSync(join(tmpdir(), 'match-scale-'));
const file = openSync(join(folder, 'features'), 'w+');
const places: { readonly at: number; readonly length: number }[] = [];
let end = 0;
const photos = await distinct(values.photos ?? []);
const held = (await distinct(values.suspects ?? [])).slice(0, Number(values.most));
const wanted = Number(values.pictures) - held.length;
const once: Buffer[] = [];
for (const photo of photos) once.push(encodeFeatures(featuresOf(await decoded(photo))));
for (let round = 0; places.length < wanted; round++) {
  const order = shuffled(`order ${round}`);
  for (const bytes of once) {
    const features = decodeFeatures(bytes);
    if (features === undefined || places.length === wanted) break;
    const made = encodeFeatures(reordered(features, order));
    places.push({ at: end, length: made.length });
    end += writeSync(file, made, 0, made.length, end);
  }
}
once.length = 0;

let [laid, laying] = [0, 0];
const sheetIn = async (path: string) => {
  const before = cpu();
  const sheet = sheetOf(sheetRaster(await decoded(path)));
  laid++;
  laying += cpu() - before;
  return sheet;
};
const readAt = ({ at, length }: (typeof places)[number]): Features => {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  const features = decodeFeatures(bytes);
  if (features === undefined) throw new Error('damaged features');
  return features;
};
const read = values.read === undefined ? photos : await distinct(values.read);
const own = await Promise.all(held.map(async (path) => featuresOf(await decoded(path))));
console.log(`before the index: ${megabytes()}`);
const start = cpu();
const search = localSearch(
  [
    ...places.map((place, k) => ({
      features: () => readAt(place),
      sheet: () => sheetIn(read[k % read.length] ?? ''),
    })),
    ...held.map((path, k) => ({ features: () => own[k] ?? readAt({ at: 0, length: 0 }), sheet: () => sheetIn(path) })),
  ],
  THOROUGH,
);
console.log(
  `with it: ${megabytes()}; ${places.length + held.length} pictures, ${((cpu() - start) / 1000).toFixed(1)} CPU s\n`,
);

const columns = ['read, with its hash', 'search', 'of it laying', 'pictures laid'] as const;
console.log(`| suspects | n | found | ${columns.map((name) => `${name}, p50`).join(' | ')} | search, p90 |`);
console.log(`|---|---|---|${'---|'.repeat(columns.length + 1)}`);
const quantile = (numbers: readonly number[], q: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(q * numbers.length))] ?? Number.NaN;

const ask = async (kind: string, asked: readonly { readonly bytes: Buffer; readonly position: number }[]) => {
  const costs = columns.map((): number[] => []);
  let found = 0;
  for (const { bytes, position } of asked) {
    const first = cpu();
    const image = await decodeCanonical(bytes, MOST_PIXELS);
    fingerprintOf(bytes, image, image);
    const second = cpu();
    [laid, laying] = [0, 0];
    const matches = await search.find(image, () => false);
    [second - first, cpu() - second, laying, laid].forEach((cost, k) => {
      costs[k]?.push(cost);
    });
    if (matches.some((match) => match.position === position && match.match.verdict !== 'suspect')) found++;
  }
  const medians = costs.map((each) => quantile(each, 0.5).toFixed(0)).join(' | ');
  console.log(`| ${kind} | ${asked.length} | ${found} | ${medians} | ${quantile(costs[1] ?? [], 0.9).toFixed(0)} |`);
};

const attacked = held.map(async (path, k) => {
  const theft = THEFTS.find(({ name }) => name === ATTACKS[k % ATTACKS.length]);
  const bytes = await theft?.make(await baseOfFile(path), [], seededBy(path));
  return { bytes: bytes ?? Buffer.alloc(0), position: places.length + k };
});
await ask('thefts', await Promise.all(attacked));
const foreign = (await distinct(values.foreign ?? [])).slice(0, Number(values.most));
await ask(
  'none of ours',
  foreign.map((path) => ({ bytes: readFileSync(path), position: -1 })),
);
console.log(`\nat the end: ${megabytes()}`);
rmSync(folder, { recursive: true });

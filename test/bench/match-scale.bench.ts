// Measures the search by local features for one suspect among many pictures: its cost, and the memory of a process that does nothing else.
//   npm run bench match-scale -- --photos DIR… --suspects DIR… [--foreign DIR…] [--pictures 20000] [--most 14] [--read DIR] [--keep FOLDER] [--profile FOLDER]
// So many pictures are made of the keypoints of `--photos`, again and again, each time with the bits of all descriptors permuted: as many keypoints, as
// likely to be confused, and none of them a copy of another one. Their features are in a file and read on access. Photos of
// `--suspects` are among ours unchanged, and queried attacked; photos of `--foreign` are queried unchanged. Candidates are registered on the suspect,
// for which a photo is decoded: its own, or one of `--read` (default: those of `--photos`). Panels and hashes are not measured here. All suspects are made
// first, and matched by a process of its own, so that its memory holds nothing of the making; `--keep` stores what was made for the next run.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import { fingerprintOf, openCompared } from '@listing-lint/rules/hash';
import { decodeCanonical } from '@listing-lint/rules/image';
import { decodeFeatures, encodeFeatures, featuresOf, localSearch, sheetOf, THOROUGH } from '@listing-lint/vision';
import { baseOfFile, distinct, seededBy } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';
import { cpu, megabytes, quantile } from './thefts/usage.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    suspects: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    read: { type: 'string', multiple: true },
    pictures: { type: 'string', default: '20000' },
    most: { type: 'string', default: '14' },
    keep: { type: 'string' },
    profile: { type: 'string' },
    prepared: { type: 'string' },
  },
});

type Features = ReturnType<typeof featuresOf>;
const MOST_PIXELS = 50e6;
/** Longest side, px, at which pictures are registered. */
const SIDE = 512;
const BITS = 256;
const WORDS = BITS / 32;
/** Attacks of the queries, in turn. */
const ATTACKS = ['crop 20 %', 'crop 45 %', 'rotate 10°', 'flip + crop 20 %', 'banner', 'phone photo'];
const decoded = (file: string) => decodeCanonical(readFileSync(file), MOST_PIXELS);

/** The queries, apart from the file of features. */
interface Prepared {
  /** Of each of ours where its features lie, and the photo that is decoded for it. */
  readonly ours: readonly { readonly at: number; readonly length: number; readonly read: string }[];
  /** Files, and which of ours is the right answer; −1 for none. */
  readonly kinds: Readonly<Record<string, readonly { readonly file: string; readonly position: number }[]>>;
}

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

const prepare = async (folder: string): Promise<void> => {
  const photos = await distinct(values.photos ?? []);
  const read = values.read === undefined ? photos : await distinct(values.read);
  const held = (await distinct(values.suspects ?? [])).slice(0, Number(values.most));
  const wanted = Number(values.pictures) - held.length;
  const file = openSync(join(folder, 'features'), 'w');
  let end = 0;
  const ours: { at: number; length: number; read: string }[] = [];
  const put = (features: Features, path: string): void => {
    const made = encodeFeatures(features);
    ours.push({ at: end, length: made.length, read: resolve(path) });
    end += writeSync(file, made, 0, made.length, end);
  };
  const once: Features[] = [];
  for (const photo of photos) once.push(featuresOf(await decoded(photo)));
  for (let round = 0; ours.length < wanted; round++) {
    const order = shuffled(`order ${round}`);
    for (const features of once)
      if (ours.length < wanted) put(reordered(features, order), read[ours.length % read.length] ?? '');
  }
  const thefts: { file: string; position: number }[] = [];
  for (const [k, path] of held.entries()) {
    const theft = THEFTS.find(({ name }) => name === ATTACKS[k % ATTACKS.length]);
    const bytes = await theft?.make(await baseOfFile(path), [], seededBy(path));
    writeFileSync(join(folder, `${k}.jpg`), bytes ?? '');
    thefts.push({ file: join(folder, `${k}.jpg`), position: ours.length });
    put(featuresOf(await decoded(path)), path);
  }
  closeSync(file);
  const foreign = (await distinct(values.foreign ?? [])).slice(0, Number(values.most));
  const none = foreign.map((path) => ({ file: resolve(path), position: -1 }));
  const prepared: Prepared = { ours, kinds: { thefts, 'none of ours': none } };
  writeFileSync(join(folder, 'prepared.json'), JSON.stringify(prepared));
};

const COLUMNS = ['read, with its hash', 'search', 'registration', 'pictures registered'] as const;

const measure = async (folder: string): Promise<void> => {
  const { ours, kinds }: Prepared = JSON.parse(readFileSync(join(folder, 'prepared.json'), 'utf8'));
  const file = openSync(join(folder, 'features'), 'r');
  let [registrations, registrationMs] = [0, 0];
  const sheetIn = async (path: string) => {
    const before = cpu();
    // As the command does: made smaller while it is decoded.
    const sheet = sheetOf(await (await openCompared(path, path, ANYWHERE)).within(SIDE));
    registrations++;
    registrationMs += cpu() - before;
    return sheet;
  };
  const room = Buffer.alloc(1 << 16);
  const featuresAt = (at: number, length: number, bytes = Buffer.alloc(length)): Features => {
    readSync(file, bytes, 0, length, at);
    const features = decodeFeatures(bytes);
    if (features === undefined) throw new Error('damaged features');
    return features;
  };
  console.log(`before the index: ${megabytes()}`);
  const start = cpu();
  const search = localSearch(
    ours.map(({ at, length, read }) => ({
      features: () => featuresAt(at, length),
      passing: () => featuresAt(at, length, room.subarray(0, length)),
      sheet: () => sheetIn(read),
    })),
    THOROUGH,
  );
  console.log(`with it: ${megabytes()}; ${ours.length} pictures, ${((cpu() - start) / 1000).toFixed(1)} CPU s\n`);
  console.log(`| suspects | n | found | ${COLUMNS.map((name) => `${name}, p50`).join(' | ')} | search, p90 |`);
  console.log(`|---|---|---|${'---|'.repeat(COLUMNS.length + 1)}`);
  for (const [kind, queries] of Object.entries(kinds)) {
    const costs = COLUMNS.map((): number[] => []);
    let found = 0;
    for (const { file: path, position } of queries) {
      const bytes = readFileSync(path);
      const first = cpu();
      const image = await decodeCanonical(bytes, MOST_PIXELS);
      fingerprintOf(bytes, image, image);
      const second = cpu();
      [registrations, registrationMs] = [0, 0];
      const { found: matches } = await search.find(image, () => false);
      for (const [k, cost] of [second - first, cpu() - second, registrationMs, registrations].entries())
        costs[k]?.push(cost);
      if (matches.some((match) => match.position === position && match.match.verdict !== 'suspect')) found++;
    }
    const medians = costs.map((each) => quantile(each, 0.5).toFixed(0)).join(' | ');
    console.log(
      `| ${kind} | ${queries.length} | ${found} | ${medians} | ${quantile(costs[1] ?? [], 0.9).toFixed(0)} |`,
    );
  }
  console.log(`\nat the end: ${megabytes()}`);
};

if (values.prepared !== undefined) await measure(values.prepared);
else {
  const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), 'match-scale-')));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'prepared.json'))) await prepare(folder);
  const profile = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`];
  spawnSync(process.execPath, [...profile, process.argv[1] ?? '', '--prepared', folder], { stdio: 'inherit' });
  if (values.keep === undefined) rmSync(folder, { recursive: true });
}

// Measures `match` of one suspect against many pictures: what asking costs, what stays in memory, and whether thefts are still found.
//   npm run bench match-scale -- --photos DIR… --suspects DIR… [--foreign DIR…] [--pictures 20000] [--folder DIR] [--json FILE]
// Pictures are made of `--photos`: sixteen pieces of each that do not overlap, as they are and as negatives, whose key points are other ones.
// Photos of `--suspects` are among ours as they are; they are attacked, and asked about; photos of `--foreign` are not among
// ours, and asked about as they are. `--folder` keeps what was made for the next time.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBytesMatch } from '@listing-lint/rules';
import sharp from 'sharp';
import { baseOfFile, distinct, seededBy } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    suspects: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    pictures: { type: 'string', default: '20000' },
    folder: { type: 'string' },
    json: { type: 'string' },
  },
});

const SIDE = 512;
/** Pieces a side. */
const GRID = 4;
/** Attacks that are asked about, in turn. */
const ATTACKS = ['crop 20 %', 'crop 45 %', 'rotate 10°', 'flip + crop 20 %', 'banner', 'collage 2×2', 'phone photo'];

/** Pieces of photos as files, none of which shows what another one shows. */
const makePieces = async (folder: string, photos: readonly string[], wanted: number): Promise<void> => {
  for (const [k, photo] of photos.entries()) {
    const { data, info } = await sharp(photo)
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    const [width, height] = [Math.floor(info.width / GRID), Math.floor(info.height / GRID)];
    for (let cell = 0; cell < GRID * GRID; cell++) {
      for (const isNegative of [false, true]) {
        // The same share of all photos, whatever is asked for.
        if (
          (2 * (GRID * GRID * k + cell) + Number(isNegative)) %
          Math.floor((2 * GRID * GRID * photos.length) / wanted)
        )
          continue;
        const piece = sharp(data, { raw })
          .extract({ left: (cell % GRID) * width, top: Math.floor(cell / GRID) * height, width, height })
          .resize(SIDE, SIDE, { fit: 'inside', kernel: 'cubic' })
          .negate(isNegative);
        await piece.jpeg({ quality: 90 }).toFile(join(folder, `${k}-${cell}-${isNegative ? 'n' : 'p'}.jpg`));
      }
    }
  }
};

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'match-scale-'));
const pieces = join(folder, 'pieces');
if (!existsSync(pieces)) {
  mkdirSync(pieces, { recursive: true });
  await makePieces(pieces, await distinct(values.photos ?? []), Number(values.pictures));
}
const sources = await distinct(values.suspects ?? []);
const files = [
  ...sources,
  ...readdirSync(pieces)
    .sort()
    .map((name) => join(pieces, name)),
].slice(0, Number(values.pictures));

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const quantile = (numbers: readonly number[], q: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(q * numbers.length))] ?? Number.NaN;

const before = cpu();
const { match, close } = await openBytesMatch(
  files.map((file) => ({ file, name: file })),
  { thrifty: false },
);
console.log(`${files.length} pictures read in ${((cpu() - before) / 1000).toFixed(0)} CPU s`);
globalThis.gc?.();
console.log(
  `resident ${megabytes(process.memoryUsage().rss)} MB, at most ${megabytes(1024 * process.resourceUsage().maxRSS)} MB`,
);

interface Asked {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly source: string | null;
}
const asked: Asked[] = [];
for (const [k, source] of sources.entries()) {
  const name = ATTACKS[k % ATTACKS.length] ?? '';
  const theft = THEFTS.find((each) => each.name === name);
  const others = [1, 2, 3].map((step) => sources[(k + 7 * step) % sources.length] ?? source);
  const made = await theft?.make(await baseOfFile(source), await Promise.all(others.map(baseOfFile)), seededBy(source));
  if (made !== undefined) asked.push({ kind: name, bytes: made, source });
}
for (const file of await distinct(values.foreign ?? []))
  asked.push({ kind: 'foreign', bytes: readFileSync(file), source: null });

const costs = new Map<string, { cpu: number[]; wall: number[]; found: number; others: number }>();
for (const { kind, bytes, source } of asked) {
  const [startCpu, startWall] = [cpu(), performance.now()];
  const { matches } = await match(bytes, 'suspect.jpg');
  const row = costs.get(kind) ?? { cpu: [], wall: [], found: 0, others: 0 };
  row.cpu.push(cpu() - startCpu);
  row.wall.push(performance.now() - startWall);
  const sure = matches.filter(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
  if (sure.some(({ path }) => path === source)) row.found++;
  row.others += sure.filter(({ path }) => path !== source).length;
  costs.set(kind, row);
}
console.log('\n| suspect | n | CPU ms, p50 | p90 | wall ms, p50 | found | others |\n|---|---|---|---|---|---|---|');
const row = (kind: string, of: readonly { cpu: number[]; wall: number[]; found: number; others: number }[]): void => {
  const all = of.flatMap((each) => each.cpu);
  const wall = of.flatMap((each) => each.wall);
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
  console.log(
    `| ${kind} | ${all.length} | ${quantile(all, 0.5).toFixed(0)} | ${quantile(all, 0.9).toFixed(0)} | ${quantile(wall, 0.5).toFixed(0)} | ${sum(of.map(({ found }) => found))} | ${sum(of.map(({ others }) => others))} |`,
  );
};
for (const [kind, cost] of costs) row(kind, [cost]);
row('all', [...costs.values()]);
console.log(`\nat most ${megabytes(1024 * process.resourceUsage().maxRSS)} MB`);
close();
if (values.json) writeFileSync(values.json, JSON.stringify([...costs], null, 2));
if (values.folder === undefined) rmSync(folder, { recursive: true });

// Measures the whole of `match` for one suspect after the other against a folder of ours: reading, hashes, local features, panels.
//   npm run bench match-whole -- --ours DIR --photos DIR… --foreign DIR… [--most 12] [--keep FOLDER] [--answers FILE] [--profile FOLDER]
// `--photos` are among ours; in the order of hashes of their names so many are attacked, each in another way. Photos of `--foreign` are queried unchanged
// and fill collages and screenshots. All suspects are made first and matched by a process of its own; `--keep` stores them for the next run. With `--answers`
// the result of each is written down, so that two runs can be compared. Cached data of ours from an earlier run are below TMPDIR.
// The matching process starts, and lets its heap grow, as the command does (packages/cli/src: thrifty-start.ts, project/heap-growth.ts).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBytesMatch, picturesOf } from '@listing-lint/vision';
import { baseOfFile, distinct, seededBy } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';
import { cpu, megabytes, quantile } from './thefts/usage.ts';

const { values } = parseArgs({
  options: {
    ours: { type: 'string', default: '.' },
    photos: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    most: { type: 'string', default: '12' },
    keep: { type: 'string' },
    answers: { type: 'string' },
    profile: { type: 'string' },
    prepared: { type: 'string' },
  },
});

const FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=69'];
const MALLOC = { MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '1' };

interface Suspect {
  readonly kind: string;
  readonly name: string;
  readonly file: string;
}

const inOrder = async (folders: readonly string[]): Promise<readonly string[]> => {
  const orderOf = (file: string): string =>
    createHash('sha256').update(file.split('/').slice(-2).join('/')).digest('hex');
  return (await distinct(folders)).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).slice(0, Number(values.most));
};

const prepare = async (folder: string): Promise<void> => {
  const suspects: Suspect[] = [];
  const foreign = await inOrder(values.foreign ?? []);
  const others = await Promise.all(foreign.map(baseOfFile));
  for (const [k, photo] of (await inOrder(values.photos ?? [])).entries()) {
    const theft = THEFTS[k % THEFTS.length];
    const bytes = await theft?.make(await baseOfFile(photo), others, seededBy(photo));
    if (theft === undefined || bytes === undefined || bytes === null) continue;
    const file = join(folder, `${k}.jpg`);
    writeFileSync(file, bytes);
    suspects.push({ kind: 'thefts', name: `${theft.name} of ${photo}`, file });
  }
  for (const photo of foreign) suspects.push({ kind: 'none of ours', name: photo, file: resolve(photo) });
  writeFileSync(join(folder, 'suspects.json'), JSON.stringify(suspects));
};

const measure = async (folder: string): Promise<void> => {
  const suspects: readonly Suspect[] = JSON.parse(readFileSync(join(folder, 'suspects.json'), 'utf8'));
  const start = cpu();
  const { match, ours, close } = await openBytesMatch(await picturesOf(resolve(values.ours), values.ours), {
    thrifty: false,
  });
  console.log(`${ours.length} pictures, ${((cpu() - start) / 1000).toFixed(1)} CPU s; ${megabytes()}\n`);
  console.log('| suspects | n | CPU ms, p50 | p90 | found something |\n|---|---|---|---|---|');
  const answers: string[] = [];
  for (const kind of new Set(suspects.map((suspect) => suspect.kind))) {
    const costs: number[] = [];
    let found = 0;
    for (const { name, file } of suspects.filter((suspect) => suspect.kind === kind)) {
      const before = cpu();
      const { matches, problem } = await match(readFileSync(file), file);
      costs.push(cpu() - before);
      if (matches.some(({ verdict }) => verdict === 'duplicate' || verdict === 'variant')) found++;
      answers.push(JSON.stringify({ name, ms: Math.round(costs.at(-1) ?? 0), problem, matches }));
    }
    console.log(
      `| ${kind} | ${costs.length} | ${quantile(costs, 0.5).toFixed(0)} | ${quantile(costs, 0.9).toFixed(0)} | ${found} |`,
    );
  }
  if (values.answers !== undefined) writeFileSync(values.answers, `${answers.join('\n')}\n`);
  console.log(`\nat the end: ${megabytes()}`);
  close();
};

if (values.prepared !== undefined) await measure(values.prepared);
else {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'match-whole-'));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'suspects.json'))) await prepare(folder);
  const profile = values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile];
  const given = [
    '--ours',
    resolve(values.ours),
    ...(values.answers === undefined ? [] : ['--answers', values.answers]),
  ];
  const args = [...FLAGS, ...profile, process.argv[1] ?? '', '--prepared', folder, ...given];
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...MALLOC } });
  if (values.keep === undefined) rmSync(folder, { recursive: true });
}

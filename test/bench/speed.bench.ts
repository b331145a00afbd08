// Cost of a lint of many small pictures: cold, with nothing changed, with one picture changed; time and memory of whole processes. In addition
// the walk and stat of the same folder, one picture by itself, and other programs over the same folder where they are installed.
//   npm run bench speed [COUNTS] [RUNS]      COUNTS: default 1000,10000; 100000 takes about an hour
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

interface Usage {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const [countsText = '1000,10000', runsText = '5'] = process.argv.slice(2);
const runs = Number(runsText);
const bench = join(process.cwd(), 'test', 'bench');
const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const scratch = mkdtempSync(join(tmpdir(), 'listing-lint-speed-'));
const report = join(scratch, 'report.json');

/** Runs a Node program to its end; its own account of what it used. */
const measured = (args: readonly string[], cwd: string): Usage => {
  const start = process.hrtime.bigint();
  const { status, output, stderr } = spawnSync(
    process.execPath,
    ['--import', join(bench, 'lint', 'report-usage.mjs'), ...args],
    { cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`node ${args[0]} ended with ${status}: ${stderr}`);
  const usage: { readonly cpu: number; readonly megabytes: number } = JSON.parse(String(output[3]));
  return { ...usage, wall };
};

/** Another program, by the account of GNU time; undefined where either is not there. */
const peer = (command: string, args: readonly string[], cwd: string): Usage | undefined => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', command, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const [user, system, kilobytes] = (stderr ?? '').trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  if (status === null || status > 1 || user === undefined || system === undefined || kilobytes === undefined)
    return undefined;
  return { cpu: user + system, wall, megabytes: kilobytes / 1024 };
};

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const middleOf = (usages: readonly Usage[]): Usage => ({
  cpu: middle(usages.map(({ cpu }) => cpu)),
  wall: middle(usages.map(({ wall }) => wall)),
  megabytes: middle(usages.map(({ megabytes }) => megabytes)),
});

const row = (name: string, { cpu, wall, megabytes }: Usage): string =>
  `| ${name} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} | ${megabytes.toFixed(0)} |`;

const lint = (folder: string, ...more: readonly string[]): Usage =>
  measured([cli, '--format', `json:${report}`, ...more], folder);

const makePictures = (folder: string, count: number): void => {
  const { status } = spawnSync(process.execPath, [join(bench, 'speed', 'make-pictures.mjs'), folder, String(count)]);
  if (status !== 0) throw new Error(`the pictures could not be made (${status})`);
};

const PEERS: readonly (readonly [string, readonly string[]])[] = [
  ['exiftool', ['-j', '-r', 'listings']],
  ['czkawka_cli', ['image', '-d', 'listings']],
  ['findimagedupes', ['-R', '-q', 'listings']],
];

const measure = (count: number): void => {
  const folder = join(scratch, `of-${count}`);
  makePictures(folder, count);
  const single = join(scratch, 'single');
  rmSync(single, { recursive: true, force: true });
  makePictures(single, 1);
  // A file that has just been made is not believed by its time.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
  const picture = join(folder, 'listings', 'item-000000', '02.jpg');
  const first = readFileSync(picture);
  const coldRuns = count > 20_000 ? 1 : Math.min(runs, 3);
  const cold = Array.from({ length: coldRuns }, () => {
    rmSync(join(folder, '.listing-lint-cache'), { force: true });
    return lint(folder, '--cache');
  });
  lint(single, '--cache');
  const turns = Array.from({ length: runs }, (_, turn) => {
    const warm = lint(folder, '--cache');
    const one = lint(single, '--cache');
    const walk = measured([join(bench, 'speed', 'walk-and-stat.mjs'), '.'], folder);
    // Another picture each time: what it shows is new, and the run before never saw it.
    copyFileSync(join(single, 'listings', 'item-000000', '01.jpg'), picture);
    writeFileSync(picture, Buffer.concat([readFileSync(picture), Buffer.from(`turn ${turn}`)]));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    const changed = lint(folder, '--cache');
    lint(folder, '--cache');
    return { warm, one, walk, changed };
  });
  writeFileSync(picture, first);
  const of = (key: 'warm' | 'one' | 'walk' | 'changed'): Usage => middleOf(turns.map((turn) => turn[key]));
  console.log(
    `\n${count} pictures of 256 px, five a listing; cache of ${(statSync(join(folder, '.listing-lint-cache')).size / 1e6).toFixed(1)} MB\n`,
  );
  console.log('| | CPU s | wall s | MB |\n|---|---|---|---|');
  console.log(row(`cold, middle of ${coldRuns}`, middleOf(cold)));
  console.log(row('nothing changed', of('warm')));
  console.log(row('one picture changed', of('changed')));
  console.log(row('one picture alone, nothing changed', of('one')));
  console.log(row('walk and stat', of('walk')));
  for (const [command, args] of PEERS) {
    const usages = Array.from({ length: Math.min(runs, 3) }, () => peer(command, args, folder));
    const known = usages.filter((usage) => usage !== undefined);
    if (known.length === usages.length) console.log(row(`${command} ${args.join(' ')}`, middleOf(known)));
    else console.error(`skipped: ${command} is not on this machine, or GNU time is not`);
  }
  const ratio = middle(turns.map(({ warm, one, walk }) => (warm.cpu - one.cpu) / walk.cpu));
  const beyond = middle(turns.map(({ warm, one, changed }) => (changed.cpu - warm.cpu) / one.cpu));
  console.log(
    `\nnothing changed, less one picture, / walk and stat: ${ratio.toFixed(1)} (CPU, middle of ${runs} turns)`,
  );
  console.log(`one changed beyond nothing changed, in pictures alone: ${beyond.toFixed(1)} (CPU, the same turns)`);
};

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, middle of ${runs} runs in turns`,
);
for (const count of countsText.split(',')) measure(Number(count));
rmSync(scratch, { recursive: true, force: true });

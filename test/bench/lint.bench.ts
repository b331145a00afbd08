// Cost of a lint compared with a bare decode of the same pictures: whole processes, run in turns, watermark search off.
//   npm run bench DIR [RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Usage {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const [folder = '', runsText = '5'] = process.argv.slice(2);
const root = resolve(folder);
const runs = Number(runsText);
const lanes = Math.max(2, availableParallelism());
const bench = join(process.cwd(), 'test', 'bench', 'lint');
const scratch = mkdtempSync(join(tmpdir(), 'listing-lint-bench-'));
const report = join(scratch, 'report.json');

/** Runs a Node program to its end; its own account of what it used. */
const measured = (args: readonly string[], input: string, allowed: readonly number[]): Usage => {
  const start = process.hrtime.bigint();
  const preload = ['--import', join(bench, 'report-usage.mjs')];
  const { status, output, stderr } = spawnSync(process.execPath, [...preload, ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status === null || !allowed.includes(status)) throw new Error(`node ${args[0]} ended with ${status}: ${stderr}`);
  const usage: { readonly cpu: number; readonly megabytes: number } = JSON.parse(String(output[3]));
  return { ...usage, wall };
};

const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const lint = (): Usage =>
  measured(
    [cli, '--rule', 'watermark-present: off', '--concurrency', String(lanes), '--format', `json:${report}`],
    '',
    [0, 1],
  );

const picturePaths = (): string => {
  const { subjects }: { readonly subjects: readonly { readonly scope: string; readonly path: string }[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return subjects
    .filter(({ scope }) => scope === 'image')
    .map(({ path }) => join(root, path))
    .join('\n');
};

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
const middleOf = (usages: readonly Usage[], key: keyof Usage): number => middle(usages.map((usage) => usage[key]));

lint();
const paths = picturePaths();
const bare = (): Usage => measured([join(bench, 'bare-decode.mjs'), String(lanes)], paths, [0]);
bare();
const pairs = Array.from({ length: runs }, () => ({ bare: bare(), lint: lint() }));
rmSync(scratch, { recursive: true, force: true });

const pictures = paths.split('\n').length;
const row = (name: string, usages: readonly Usage[]): string => {
  const cells = [
    middleOf(usages, 'cpu').toFixed(2).padStart(8),
    middleOf(usages, 'wall').toFixed(2).padStart(8),
    ((1000 * middleOf(usages, 'cpu')) / pictures).toFixed(1).padStart(13),
    middleOf(usages, 'megabytes').toFixed(0).padStart(8),
  ];
  return `${name.padEnd(12)}${cells.join('')}`;
};
const ratios = pairs.map((pair) => pair.lint.cpu / pair.bare.cpu);
console.log(`${pictures} pictures, ${lanes} lanes, middle of ${runs} runs in turns, Node ${process.versions.node}`);
console.log(`${''.padEnd(12)}   CPU s  wall s  CPU ms/image  RSS MB`);
console.log(
  row(
    'bare decode',
    pairs.map((pair) => pair.bare),
  ),
);
console.log(
  row(
    'lint',
    pairs.map((pair) => pair.lint),
  ),
);
console.log(
  `CPU ratio ${middle(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), wall ratio ${middle(pairs.map((pair) => pair.lint.wall / pair.bare.wall)).toFixed(2)}`,
);

// Cost of a picture compared with the anchor, a read and a bare decode by sharp to at most 1024 px, by format. In turns, picture after picture in one process, the
// decode and the fingerprint; in turns as whole processes, a cold lint (`recommended`, no mark, no cache, as many pictures at a time as it likes).
//   npm run bench decode-photos -- PHOTOS DIR        the folders, once
//   npm run bench decode-cost -- DIR [ROUNDS] [PICTURES]
// ROUNDS (5) of both; PICTURES (60) of each folder in one process. Medians; where the machine is not quiet, trust ratios.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fingerprintOf } from '@listing-lint/rules/hash';
import { decodeCanonical } from '@listing-lint/rules/image';
import sharp from 'sharp';

const [given = '', roundsText = '5', most = '60'] = process.argv.slice(2);
const dir = resolve(process.env['INIT_CWD'] ?? '.', given);
const rounds = Number(roundsText);
const SIDE = 1024;
const MOST_PIXELS = 50e6;
const LANES = 2;

interface Cost {
  readonly cpu: number;
  readonly wall: number;
}
type Kind = 'anchor' | 'decode' | 'fingerprint';

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const timed = async (work: () => Promise<unknown>): Promise<Cost> => {
  const [cpu, wall] = [cpuMs(), performance.now()];
  await work();
  return { cpu: cpuMs() - cpu, wall: performance.now() - wall };
};
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const anchor = async (path: string): Promise<unknown> =>
  sharp(await readFile(path), { limitInputPixels: MOST_PIXELS, sequentialRead: true })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();

const inOneProcess = async (paths: readonly string[]): Promise<{ readonly [kind in Kind]: readonly Cost[] }> => {
  const costs: { readonly [kind in Kind]: Cost[] } = { anchor: [], decode: [], fingerprint: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const path of paths) {
      const bare = await timed(() => anchor(path));
      const decode = await timed(async () => decodeCanonical(await readFile(path)));
      const whole = await timed(async () => {
        const bytes = await readFile(path);
        const image = await decodeCanonical(bytes);
        fingerprintOf(bytes, image, image);
      });
      // The first round warms up.
      if (round === 0) continue;
      costs.anchor.push(bare);
      costs.decode.push(decode);
      costs.fingerprint.push(whole);
    }
  }
  return costs;
};

const bench = join(process.cwd(), 'test', 'bench', 'lint');
const scratch = mkdtempSync(join(tmpdir(), 'decode-cost-'));
/** A Node program to its end, by its own account of what it used, in ms. */
const programRun = (args: readonly string[], cwd: string, input: string): Cost => {
  const start = performance.now();
  const { status, output, stderr } = spawnSync(
    process.execPath,
    ['--import', join(bench, 'report-usage.mjs'), ...args],
    { cwd, input, encoding: 'utf8', stdio: ['pipe', 'ignore', 'pipe', 'pipe'] },
  );
  if (status !== 0 && status !== 1) throw new Error(`node ${args[0]} ended with ${status}: ${stderr}`);
  const { cpu }: { readonly cpu: number } = JSON.parse(String(output[3]));
  return { cpu: 1000 * cpu, wall: performance.now() - start };
};
const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const LINT = ['--rule', 'watermark-present: off', '--no-cache'];

const ratio = (a: readonly Cost[], b: readonly Cost[], key: keyof Cost): string => {
  const ratios = a.map((cost, i) => cost[key] / (b[i]?.[key] ?? Number.NaN));
  return middle(ratios).toFixed(2);
};
const ms = (costs: readonly Cost[]): string => middle(costs.map(({ cpu }) => cpu)).toFixed(1);

console.log(
  `Node ${process.versions.node}, sharp ${sharp.versions.sharp}, ${cpus().length} × ${cpus()[0]?.model}, ${rounds} rounds`,
);
console.log(
  '| folder | anchor, CPU ms | decode / anchor, CPU · wall | with fingerprint | cold lint / bare, CPU · wall | pictures |',
);
console.log('|---|---|---|---|---|---|');
for (const name of readdirSync(dir).sort()) {
  const folder = join(dir, name);
  const paths = readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
  const one = await inOneProcess(paths.slice(0, Number(most)));
  const bare: Cost[] = [];
  const lint: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(programRun([join(bench, 'bare-decode.mjs'), String(LANES)], folder, paths.join('\n')));
    lint.push(programRun([cli, ...LINT, '--format', `json:${join(scratch, 'report.json')}`], folder, ''));
  }
  const cells = [
    name,
    ms(one.anchor),
    `${ratio(one.decode, one.anchor, 'cpu')} · ${ratio(one.decode, one.anchor, 'wall')}`,
    `${ratio(one.fingerprint, one.anchor, 'cpu')} · ${ratio(one.fingerprint, one.anchor, 'wall')}`,
    `${ratio(lint, bare, 'cpu')} · ${ratio(lint, bare, 'wall')}`,
    paths.length,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
rmSync(scratch, { recursive: true, force: true });

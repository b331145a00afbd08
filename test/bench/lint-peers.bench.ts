// Cost of a lint compared with czkawka_cli (copies alone) and exiftool (metadata alone), one after the other over the same folder, and with findimagedupes where it is
// there: whole processes in turns, no cache of any, no mark.
//   npm run bench lint-peers -- FOLDER [ROUNDS]
// FOLDER: one that `npm run bench decode-photos` made, or any other. Needs bash, which counts CPU time of children, and czkawka_cli and exiftool on the path.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [given = '', roundsText = '3'] = process.argv.slice(2);
const folder = resolve(process.env['INIT_CWD'] ?? '.', given);
const rounds = Number(roundsText);
const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** A command to its end in the folder, with a home and a folder for temporary files that nobody has used; undefined where it is not on this machine. */
const cost = (command: readonly string[]): Cost | undefined => {
  const [program = ''] = command;
  if (spawnSync('bash', ['-c', `command -v ${program}`]).status !== 0) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'lint-peers-'));
  const env = { ...process.env, HOME: home, TMPDIR: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
  // Its own output goes nowhere; what bash says of the time is all that comes.
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" >/dev/null 2>&1';
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { cwd: folder, env, encoding: 'utf8' });
  rmSync(home, { recursive: true, force: true });
  const [user = Number.NaN, system = Number.NaN, wall = Number.NaN] = stderr.trim().split(' ').map(Number);
  return { cpu: user + system, wall };
};

const COMMANDS = {
  czkawka: ['czkawka_cli', 'image', '-d', '.'],
  exiftool: ['exiftool', '-j', '-r', '.'],
  findimagedupes: ['findimagedupes', '-R', '.'],
  lint: ['node', cli, '--rule', 'watermark-present: off', '--no-cache', '--format', 'json'],
} as const;
type Name = keyof typeof COMMANDS;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const formatted = ({ cpu, wall }: Cost): string => `${cpu.toFixed(2)} · ${wall.toFixed(2)}`;

console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model}, ${rounds} rounds, CPU · clock, s`,
);
const names = (Object.keys(COMMANDS) as Name[]).filter((name) => {
  const isThere = cost(COMMANDS[name]) !== undefined;
  if (!isThere) console.log(`${COMMANDS[name][0]} is not on this machine: not measured`);
  return isThere;
});
const ratios: Cost[] = [];
for (let round = 0; round < rounds; round++) {
  const costs = new Map(names.map((name) => [name, cost(COMMANDS[name]) ?? { cpu: Number.NaN, wall: Number.NaN }]));
  console.log([...costs].map(([name, spent]) => `${name} ${formatted(spent)}`).join(' | '));
  const [copies, metadata, lint] = [costs.get('czkawka'), costs.get('exiftool'), costs.get('lint')];
  if (copies && metadata && lint)
    ratios.push({ cpu: lint.cpu / (copies.cpu + metadata.cpu), wall: lint.wall / (copies.wall + metadata.wall) });
}
if (ratios.length > 0) {
  const [cpu, wall] = [middle(ratios.map((ratio) => ratio.cpu)), middle(ratios.map((ratio) => ratio.wall))];
  console.log(`lint / (czkawka_cli + exiftool), middle: ${formatted({ cpu, wall })}`);
}

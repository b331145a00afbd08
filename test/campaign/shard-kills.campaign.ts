// npm run campaign shard-kills [KILLS=200] [PROGRAM]
// Kills shards and merges (SIGKILL) at random moments KILLS times, lets what was killed run again, and holds the merged report against that of the run that was not cut.
// Exit 1 where one differs, a shard that is not whole is taken for one, or something is doubled.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brandsShop } from '../scale/shops.ts';

const kills = Number(process.argv[2] ?? 200);
const program = process.argv[3] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const PARTS = 4;
const SEED = 20261126;
let state = SEED;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

const shop = await brandsShop();
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'shard-kills-')));
const shards = join(scratch, 'shards');
const report = join(scratch, 'report.json');
const whole = join(scratch, 'whole.json');

/** Runs it; with `ms` it is killed after that time. Gives the exit code, null where it was killed. */
const runProgram = (args: readonly string[], ms?: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: shop.folder, stdio: 'ignore' });
    const timer = ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('error', reject).on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });

const shardArgs = (index: number): readonly string[] => [
  'lint',
  ...shop.args,
  '--shard',
  `${index}/${PARTS}`,
  '--shard-output',
  join(shards, `${index}.shard`),
];
const mergeArgs = ['merge', shards, '-f', `json:${report}`];

let [killed, rounds, odd, longest] = [0, 0, 0, 0];
await runProgram(['lint', ...shop.args, '-f', `json:${whole}`]);
const expected = readFileSync(whole, 'utf8');
const started = performance.now();
await (async () => {
  mkdirSync(shards, { recursive: true });
  await runProgram(shardArgs(1));
  longest = performance.now() - started;
})();
while (killed < kills) {
  rounds++;
  rmSync(shards, { recursive: true, force: true });
  rmSync(report, { force: true });
  mkdirSync(shards, { recursive: true });
  for (let index = 1; index <= PARTS; index++) {
    // Killed up to three times in a row, then let through.
    for (let times = Math.floor(random() * 4); times > 0; times--)
      if ((await runProgram(shardArgs(index), random() * longest * 1.1)) === null) killed++;
    if ((await runProgram(shardArgs(index))) !== 0) odd++;
  }
  for (let times = Math.floor(random() * 4); times > 0; times--)
    if ((await runProgram(mergeArgs, random() * longest * 1.1)) === null) killed++;
  if (existsSync(report) && readFileSync(report, 'utf8') !== expected) odd++;
  if ((await runProgram(mergeArgs)) !== 1 || readFileSync(report, 'utf8') !== expected) {
    odd++;
    process.stderr.write(`round ${rounds}: the merged report is another\n`);
  }
}
for (const folder of [scratch, shop.folder]) rmSync(folder, { recursive: true, force: true });
process.stdout.write(`| kills | runs merged | differing |\n|---|---|---|\n| ${killed} | ${rounds} | ${odd} |\n`);
process.exitCode = odd > 0 ? 1 : 0;

// npm run campaign shard-speed DIR [ROUNDS=3]
// Wall clock of whole processes over a copy of the pictures of DIR: a run by itself, and the same in as many shards as there are cores, all at once, with the merge after
// them; in turns, the middle of ROUNDS. Nothing else should run. Exit 1 where the reports are not the same bytes.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';

const [dir = '.', roundsText = '3'] = process.argv.slice(2);
const source = resolve(process.env['INIT_CWD'] ?? '.', dir);
const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const shards = availableParallelism();

const root = mkdtempSync(join(tmpdir(), 'listing-lint-speed-'));
const run = (...args: readonly string[]): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 || code === 1 ? done(code) : fail(new Error(`${args.join(' ')}: ${code}`)),
    );
  });
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  const pictures = readdirSync(source).filter((name) =>
    ['.jpg', '.jpeg', '.png', '.webp'].includes(extname(name).toLowerCase()),
  );
  for (const [k, name] of pictures.entries()) {
    const folder = join(root, 'listings', `l${Math.floor(k / 3)}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(source, name), join(folder, name));
  }
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'extends: recommended\nlistings: ["listings/*"]\n');
  const whole = (): Promise<unknown> => run('--no-cache', '-f', 'json:whole.json');
  const parts = (): Promise<unknown> =>
    Promise.all(
      Array.from({ length: shards }, (_, k) =>
        run('--no-cache', '--shard', `${k + 1}/${shards}`, '--shard-output', `${k}.shard`),
      ),
    );
  const merge = (): Promise<unknown> =>
    run('merge', ...Array.from({ length: shards }, (_, k) => `${k}.shard`), '-f', 'json:merged.json');
  const times = { whole: [] as number[], parts: [] as number[], merge: [] as number[] };
  for (let round = 0; round < Number(roundsText); round++) {
    times.whole.push(await seconds(whole));
    times.parts.push(await seconds(parts));
    times.merge.push(await seconds(merge));
  }
  const [one, together, merged] = [middle(times.whole), middle(times.parts), middle(times.merge)];
  process.stdout.write(
    `| pictures | whole, s | ${shards} shards at once, s | merge, s | whole / (shards + merge) |\n|---|---|---|---|---|\n| ${pictures.length} | ${one.toFixed(2)} | ${together.toFixed(2)} | ${merged.toFixed(2)} | ${(one / (together + merged)).toFixed(2)} |\n`,
  );
  const text = (name: string): string => readFileSync(join(root, name), 'utf8');
  process.exitCode = text('whole.json') === text('merged.json') ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

// What a start costs: CPU time of whole processes, all that they start included, in turns with what they are held against. Pictures are drawings of
// 1400 × 1400 pixels that are made for it, a shop of 151 of them with a mark of the config.
//   npm run bench start [RUNS]
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makePictures } from './speed/make-pictures.mjs';

const runs = Number(process.argv[2] ?? '7');
const repository = process.cwd();
const cli = join(repository, 'packages', 'cli', 'dist', 'main.js');
const bare = join(repository, 'test', 'bench', 'lint', 'bare-decode.mjs');
const SIDE = 1400;
const PICTURES = 151;
const STAGED = 3;

interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: string;
}

/** CPU seconds of a Node process with all that it starts, as bash accounts for it. */
const cpuOf = ({ args, cwd, input = '' }: Command): number => {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const command = ['-c', script, 'bash', process.execPath, ...args];
  const { stderr } = spawnSync('bash', command, { cwd, input, encoding: 'utf8' });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
  return user + system;
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const formatted = (values: readonly number[], digits: number): string =>
  `${middle(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

const git = (cwd: string, ...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
};

const measure = (
  name: string,
  command: Command,
  against?: { readonly name: string; readonly command: Command },
): void => {
  cpuOf(command);
  if (against !== undefined) cpuOf(against.command);
  const pairs = Array.from({ length: runs }, () => ({
    own: cpuOf(command),
    other: against === undefined ? Number.NaN : cpuOf(against.command),
  }));
  const own = formatted(
    pairs.map((pair) => pair.own),
    2,
  );
  const compared =
    against === undefined
      ? '– | –'
      : `${against.name} ${formatted(
          pairs.map(({ other }) => other),
          2,
        )} | ${formatted(
          pairs.map((pair) => pair.own / pair.other),
          2,
        )}`;
  process.stdout.write(`| ${name} | ${own} | ${compared} |\n`);
};

const root = mkdtempSync(join(tmpdir(), 'listing-lint-bench-start-'));
try {
  const pool = join(root, 'pool');
  await makePictures(pool, PICTURES + STAGED * (runs + 1), SIDE);
  const made = readdirSync(pool, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jpg'))
    .sort()
    .map((path) => join(pool, path));
  const take = (path: string): void => {
    const picture = made.shift();
    if (picture === undefined) throw new Error('there are no more pictures');
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(picture, path);
  };
  const shop = join(root, 'shop');
  const nameOf = (i: number): string => join(shop, 'listings', String(Math.floor(i / STAGED)), `${i % STAGED}.jpg`);
  for (let i = 0; i < PICTURES; i++) take(nameOf(i));
  const one = join(root, 'one');
  const picture = join(one, 'a', 'main.jpg');
  mkdirSync(dirname(picture), { recursive: true });
  copyFileSync(nameOf(0), picture);
  cpSync(join(repository, 'examples', 'shop', 'brand'), join(shop, 'brand'), { recursive: true });
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: recommended\nlistings: ["listings/*"]\nbrand: { watermarks: [brand/mark.png] }\n',
  );
  writeFileSync(join(shop, '.gitignore'), '.listing-lint*\n*cache*\n');
  git(shop, 'init', '-q');
  git(shop, 'add', '-A');
  git(shop, 'commit', '-qm', 'all');
  const empty: Command = { args: ['-e', '0'], cwd: root };
  const decode: Command = { args: [bare, '1'], cwd: repository, input: picture };
  const staged: Command = { args: [cli, '--cache', '--staged'], cwd: shop };
  process.stdout.write(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, middle (least–most) of ${runs} runs in turns\n\n`,
  );
  process.stdout.write('| | CPU s | compared with | ratio |\n|---|---|---|---|\n');
  measure('`--version`', { args: [cli, '--version'], cwd: root }, { name: 'an empty Node', command: empty });
  measure('one picture', { args: [cli], cwd: one }, { name: 'sharp decodes it', command: decode });
  cpuOf({ args: [cli, '--cache'], cwd: shop });
  measure(`shop of ${PICTURES} with a mark, all remembered`, { args: [cli, '--cache'], cwd: shop });
  const stage = (): void => {
    for (let i = 0; i < STAGED; i++) take(nameOf(i));
    git(shop, 'add', '-A');
  };
  stage();
  cpuOf(staged);
  const known: number[] = [];
  const news: number[] = [];
  for (let i = 0; i < runs; i++) {
    stage();
    news.push(cpuOf(staged));
    known.push(cpuOf(staged));
  }
  process.stdout.write(
    `| \`--staged\` of ${STAGED} new pictures, the others remembered | ${formatted(news, 2)} | – | – |\n`,
  );
  process.stdout.write(`| the same again, all remembered | ${formatted(known, 2)} | – | – |\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

// Cost of reading metadata compared with `exiftool -fast2` over the same folder: CPU time of whole processes, start-up included, in turns. Rules are
// those of metadata that need no pixels; exiftool is that of the machine.
//   npm run bench metadata DIR [RUNS]
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { metadataFactsOf } from '@listing-lint/rules/metadata';

const [folder = '', runsText = '7'] = process.argv.slice(2);
const runs = Number(runsText);
const source = resolve(process.env.INIT_CWD ?? '.', folder);
const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const RULES = [
  ...[
    'exif-original-complete',
    'exif-capture-date-order',
    'exif-edit-software',
    'exif-resaved',
    'exif-dimensions-match',
  ],
  ...[
    'privacy-gps',
    'privacy-serial',
    'privacy-contact',
    'privacy-faces',
    'rights-consistent',
    'rights-reserved-ai',
    'ai-label',
  ],
];
const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.heic', '.tif', '.tiff', '.gif']);

const pictures = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => PICTURES.has(extname(path).toLowerCase()))
  .map((path) => join(source, path));
if (pictures.length === 0) throw new Error(`no pictures in ${source}`);

/** CPU seconds of a whole process with all that it starts, as bash accounts for it. */
const cpuOf = (command: readonly string[], cwd: string): number => {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { cwd, encoding: 'utf8' });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
  return user + system;
};
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const formatted = (values: readonly number[]): string =>
  `${middle(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;

/** Milliseconds that the facts of metadata take of each picture, its header included; the best of several, as other work disturbs. */
const factTimes = async (): Promise<number[]> => {
  const times: number[] = [];
  for (const path of pictures) {
    const bytes = readFileSync(path);
    const tries: number[] = [];
    for (let i = 0; i < 7; i++) {
      const start = performance.now();
      await metadataFactsOf(bytes, extname(path).slice(1).toLowerCase());
      tries.push(performance.now() - start);
    }
    times.push(Math.min(...tries));
  }
  return times;
};

const { status, stdout: version } = spawnSync('exiftool', ['-ver'], { encoding: 'utf8' });
if (status !== 0) throw new Error('exiftool is not on this machine (Debian: libimage-exiftool-perl)');

const root = mkdtempSync(join(tmpdir(), 'listing-lint-bench-'));
try {
  const folder = join(root, 'listings', 'all');
  mkdirSync(folder, { recursive: true });
  for (const [i, path] of pictures.entries()) copyFileSync(path, join(folder, `${i}-${basename(path)}`));
  const rules = RULES.map((id) => `  ${id}: warn`).join('\n');
  writeFileSync(join(root, 'listing-lint.config.yaml'), `listings: ["listings/*"]\nrules:\n${rules}\n`);
  const lint = (): number => cpuOf([process.execPath, cli, 'lint', '-f', 'json'], root);
  const oracle = (): number => cpuOf(['exiftool', '-fast2', '-json', folder], root);
  lint();
  oracle();
  const pairs = Array.from({ length: runs }, () => ({ lint: lint(), oracle: oracle() }));
  const ratios = pairs.map((pair) => pair.lint / pair.oracle);
  console.log(
    `${pictures.length} pictures, middle (least–most) of ${runs} runs in turns, Node ${process.versions.node}, exiftool ${version.trim()}`,
  );
  console.log(`listing-lint, ${RULES.length} rules of metadata: ${formatted(pairs.map((pair) => pair.lint))} s CPU`);
  console.log(`exiftool -fast2 -json:                ${formatted(pairs.map((pair) => pair.oracle))} s CPU`);
  console.log(`ratio ${formatted(ratios)}`);
  console.log(`facts of metadata alone, the best of 7 a picture: ${formatted(await factTimes())} ms`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

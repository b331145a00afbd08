// Side by side on one folder: our fingerprints, czkawka_cli and findimagedupes (Debian: czkawka-cli findimagedupes time).
//   npm run bench hash-peers -- <folder of hash-attacks> [--most 120]
// One photo a product and one copy of it by each of the attacks below. A pair is true when both come from one photo.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import {
  type ComparedPicture,
  copySearch,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  fingerprintFile,
} from '@listing-lint/rules/hash';
import { ATTACKS } from './hash/attacks.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '120' }, child: { type: 'string' } },
});
const [attacked = '/tmp/photos/attacked'] = positionals;
const USED = [
  'jpeg 30',
  'resize 50 %',
  'mirror',
  'turn 90°',
  'frame black 6 %',
  'padded to a square',
  'grey',
  'opaque corner logo',
];

const photoOf = (name: string): string => name.split('-')[0] ?? name;

/** Our own part runs in a process of its own, so that it is measured like the others. */
const ours = async (folder: string): Promise<void> => {
  const entries: ComparedPicture[] = [];
  for (const name of readdirSync(folder).sort()) {
    entries.push({
      path: name,
      product: name,
      role: '',
      fingerprint: await fingerprintFile(join(folder, name), name, ANYWHERE),
    });
  }
  const search = copySearch(entries);
  const pairs = entries.flatMap((entry) =>
    search
      .find(entry, DEFAULT_THRESHOLDS.maxDistance)
      .filter(
        ({ entry: other, match }) => other.path > entry.path && copyVerdictOf(match, DEFAULT_THRESHOLDS) !== 'suspect',
      )
      .map(({ entry: other }) => [entry.path, other.path]),
  );
  writeFileSync(join(folder, '..', 'ours.json'), JSON.stringify(pairs));
};

const pairsOfGroups = (groups: readonly (readonly string[])[]): string[][] =>
  groups.flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b) => [a, b])));

interface Measured {
  readonly cpu: string;
  readonly memory: string;
  readonly stdout: string;
}
const measure = (command: string, args: readonly string[]): Measured => {
  const { stdout, stderr, status } = spawnSync('/usr/bin/time', ['-f', 'TIME %U %S %M', command, ...args], {
    encoding: 'utf8',
    // A cache of an earlier run would make a program look fast.
    env: { ...process.env, XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'hash-peers-cache-')) },
    maxBuffer: 1 << 28,
  });
  const [, user = '0', system = '0', memory = '0'] = /TIME (\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  if (!/TIME/.test(stderr)) throw new Error(`${command} ended with ${status}: ${stderr.slice(-300)}`);
  return { cpu: (Number(user) + Number(system)).toFixed(1), memory: (Number(memory) / 1024).toFixed(0), stdout };
};

const say = (tool: string, pairs: readonly (readonly string[])[], { cpu, memory }: Measured, total: number): void => {
  const found = pairs.filter(([a = '', b = '']) => photoOf(a) === photoOf(b)).length;
  console.log(
    `${tool.padEnd(58)} ${String(found).padStart(5)} of ${total}  ${String(pairs.length - found).padStart(6)}  ${cpu.padStart(7)}  ${memory.padStart(6)}`,
  );
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

if (values.child !== undefined) {
  await ours(values.child);
} else {
  const work = mkdtempSync(join(tmpdir(), 'hash-peers-'));
  const folder = join(work, 'pictures');
  mkdirSync(folder);
  const photos: { index: number; product: string }[] = JSON.parse(readFileSync(join(attacked, 'photos.json'), 'utf8'));
  const seen = new Set<string>();
  let count = 0;
  // From the end of the alphabet on, shops and objects come before wallpapers.
  photos.reverse();
  for (const { index, product } of photos) {
    // Demo products named by number share their pictures; one of each letter of the catalogue's own names is enough.
    if (seen.has(product) || product.startsWith('bagisto') || count >= Number(values.most)) continue;
    if (!existsSync(join(attacked, 'originals', `${index}.bin`))) continue;
    seen.add(product);
    const original = await fingerprintFile(join(attacked, 'originals', `${index}.bin`), `photo ${index}`, ANYWHERE);
    // Pictures of nothing are no measure of anybody.
    if (original.quality < 50) continue;
    count++;
    cpSync(join(attacked, 'originals', `${index}.bin`), join(folder, `${index}-original.jpg`));
    for (const name of USED) {
      const a = ATTACKS.findIndex((attack) => attack.name === name);
      cpSync(join(attacked, String(a), `${index}.bin`), join(folder, `${index}-${a}.jpg`));
    }
  }
  const perPhoto = USED.length + 1;
  const total = (count * perPhoto * (perPhoto - 1)) / 2;
  console.log(`${count} photos, each with ${USED.length} copies (${USED.join(', ')})`);
  console.log(`${'tool'.padEnd(58)} true pairs found  false  CPU s   MB`);
  const own = measure(process.execPath, [process.argv[1] ?? '', '--child', folder]);
  say(
    'listing-lint (duplicate or variant, at its defaults)',
    JSON.parse(readFileSync(join(work, 'ours.json'), 'utf8')),
    own,
    total,
  );
  for (const size of ['8', '16', '32']) {
    for (const preset of ['High', 'Medium', 'Minimal']) {
      const file = join(work, 'czkawka.json');
      rmSync(file, { force: true });
      const used = measure('czkawka_cli', ['image', '-d', folder, '-m', '1', '-c', size, '-s', preset, '-C', file]);
      const groups: { path: string }[][] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
      say(
        `czkawka_cli hash ${size}, ${preset}`,
        pairsOfGroups(groups.map((group) => group.map(({ path }) => baseName(path)))),
        used,
        total,
      );
    }
  }
  for (const threshold of ['95%', '90%', '85%']) {
    const used = measure('findimagedupes', ['-t', threshold, '-q', folder]);
    const groups = used.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/ (?=\/)/).map(baseName));
    say(`findimagedupes ${threshold}`, pairsOfGroups(groups), used, total);
  }
  rmSync(work, { recursive: true, force: true });
}

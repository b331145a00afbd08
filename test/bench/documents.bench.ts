// Cost of a run with a hostile listing.yaml: whole processes, with one picture.
//   npm run bench documents
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const KB = 1024;
const many = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');
const full = (piece: string, before = ''): string =>
  before + piece.repeat(Math.floor((256 * KB - before.length) / piece.length));

const texts: readonly (readonly [string, string])[] = [
  ['a small one', 'product: a\n'],
  ['43,000 keys, 388 KB', many(43_000, (index) => `key${String(index).padStart(5, '0')}: \n`).slice(0, 388_000)],
  ['one key 8,000 times, 40 KB', 'a: 1\n'.repeat(8000)],
  ['one key 100,000 times, 400 KB', 'k: \n'.repeat(100_000)],
  ['100,000 lists in each other, 100 KB', '['.repeat(100_000)],
  ['keys, 256 KB', many(29_000, (index) => `k${index.toString(36)}: \n`).slice(0, 256 * KB - 8)],
  ['one key, 256 KB', full('key:\n')],
  ['closing brackets, 256 KB', full(']')],
  ['commas, 256 KB', full(',', '[')],
  ['questions, 256 KB', full('? ', '[')],
  ['quotes, 256 KB', full('"')],
  ['bad texts, 256 KB', full('- @\n')],
  ['directives, 256 KB', full('%a\n')],
  ['steps, 256 KB', full(' a:\na:\n')],
  ['tags, 256 KB', full('- !a x\n')],
  ['channels of the wrong kind, 256 KB', full('1,    ', 'channels: [').concat(']')],
];

const root = process.cwd();
const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();

const measured = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-bench-'));
  try {
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a/1.jpg'), picture);
    writeFileSync(join(folder, 'a/listing.yaml'), text);
    writeFileSync(join(folder, 'listing-lint.config.yaml'), 'listings: [a]\nrules: { listing-file-valid: error }\n');
    const args = ['--import', join(root, 'test/bench/lint/report-usage.mjs'), join(root, 'packages/cli/dist/main.js')];
    const run = spawnSync(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    const usage: { readonly cpu: number; readonly megabytes: number } = JSON.parse(String(run.output[3]));
    return `exit ${run.status}, ${usage.cpu.toFixed(1)} s, ${usage.megabytes.toFixed(0)} MB`;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

for (const [name, text] of texts) console.log(`${name.padEnd(40)} ${measured(text)}`);

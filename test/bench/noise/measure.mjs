// Noise of a first run on a folder made by lay-out.mjs: findings by rule, lines a person reads, and main pictures detected right.
//   node test/bench/noise/measure.mjs FOLDER [--config FILE] [--cli MAIN_JS]
// FILE is one of FOLDER's (with-mark.yaml); without it there is no config. MAIN_JS is the program to measure, this repository's build without it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    cli: { type: 'string', default: fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url)) },
    config: { type: 'string' },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: node test/bench/noise/measure.mjs FOLDER [--config FILE] [--cli MAIN_JS]');
  process.exit(2);
}

const config = values.config === undefined ? [] : ['--config', values.config];
const reports = mkdtempSync(join(tmpdir(), 'noise-'));
const run = (...args) => {
  try {
    return execFileSync(process.execPath, [resolve(values.cli), ...config, ...args], {
      cwd: folder,
      maxBuffer: 1 << 29,
      stdio: ['ignore', 'pipe', 'inherit'],
    }).toString();
  } catch (error) {
    if (error.status !== 1) throw error;
    return error.stdout.toString();
  }
};

const report = JSON.parse(
  run('-f', 'json', '-f', `text:${join(reports, 'text')}`, '-f', `markdown:${join(reports, 'markdown')}`),
);
const { summary, findings, subjects } = report;
const scopes = Object.entries(summary.subjects).map(([scope, n]) => `${n} ${scope}`);
console.log(`${scopes.join(', ')}: ${summary.errors} errors, ${summary.warnings} warnings, ${summary.infos} infos\n`);

const counts = new Map();
for (const { ruleId, outcome } of findings) {
  const of = counts.get(ruleId) ?? { fail: 0, inconclusive: 0 };
  of[outcome] += 1;
  counts.set(ruleId, of);
}
for (const [rule, of] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(
    `${String(of.fail + of.inconclusive).padStart(5)}  ${rule}${of.inconclusive > 0 ? ` (${of.inconclusive} unknown)` : ''}`,
  );
}
const lines = (name) => readFileSync(join(reports, name), 'utf8').split('\n').length - 1;
console.log(`\nlines: text ${lines('text')}, markdown ${lines('markdown')}`);
rmSync(reports, { recursive: true });

const mains = JSON.parse(readFileSync(join(folder, 'mains.json'), 'utf8'));
const wrong = [];
let detected = 0;
for (const { scope, path, listing, role } of subjects) {
  const expected = mains[listing];
  if (scope !== 'image' || role !== 'main' || expected === undefined) continue;
  detected += 1;
  if (!expected.includes(basename(path))) wrong.push(path);
}
console.log(
  `main picture: ${detected - wrong.length} of ${detected} as its shop says${wrong.length > 0 ? `; not ${wrong.join(', ')}` : ''}`,
);

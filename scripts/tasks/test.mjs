// npm test [-- PATHS]            the quick tier of tests, or that of some folders; files that are named run whole
// npm run test:full [-- PATHS]   all tests, with more runs of each property
// npm run test:timing            those that hold time against a bound, for a machine that does nothing else
// Builds what the tests run, brings system packages where CI gives a root machine, runs vitest and ends with the count.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countLine, countsOf, sumOf, vitestArguments } from '../tests/tiers.mjs';
import { run as build } from './build.mjs';
import { execute, isOnPath, tool } from './process.mjs';

/** Programs that some tests drive; where one is missing those tests are skipped aloud. */
const programs = [
  { command: 'chromium', package: 'chromium' },
  { command: 'git', package: 'git' },
  { command: 'pre-commit', package: 'pre-commit' },
  // The modules that come with it are needed too: Debian's perl-base has the command, but not all of them.
  { command: 'perldoc', package: 'perl' },
  { command: 'pg_createcluster', package: 'postgresql' },
  { command: 'moto_server', package: 'python3-moto' },
];

const bringPrograms = () => {
  const missing = programs.filter(({ command }) => !isOnPath(command)).map((program) => program.package);
  if (missing.length === 0) return;
  const mayInstall = Boolean(process.env.CI) && process.getuid?.() === 0 && isOnPath('apt-get');
  if (mayInstall) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (args) => execute('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (apt(['update']) === 0 && apt(['install', '-y', '--no-install-recommends', ...missing]) === 0) return;
  }
  console.error(`Not on this machine: ${missing.join(', ')}. The tests that need them will be skipped.`);
};

const readCounts = (file, tier) => {
  try {
    return countsOf(JSON.parse(readFileSync(file, 'utf8')), tier);
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
};

/** Builds, runs the tests of a tier (tiers.mjs), and ends with their count; `totals` are counts of runs before this one, for the sum. */
const runTier = async (tier, args, totals = []) => {
  // `npm test` has just built.
  if (tier !== 'rest' && (await build(['--types'])) !== 0)
    return { code: 1, counts: { passed: 0, failed: 1, skipped: 0 } };
  bringPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-test-'));
  const file = join(folder, 'report.json');
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { [TOTALS]: _totals, ...env } = process.env;
  const runs = tier === 'quick' ? env : { PROPERTY_RUNS: '1000', ...env };
  const code = tool('vitest', ['run', ...reports, ...vitestArguments(tier, args)], { env: runs });
  const { passed, failed, skipped } = readCounts(file, tier);
  rmSync(folder, { recursive: true, force: true });
  // A run that broke outside a test (an unhandled rejection, a crash) is a failure too.
  const counts = { passed, failed: code === 0 ? failed : Math.max(failed, 1), skipped };
  console.log(countLine(sumOf([...totals, counts])));
  return { code: counts.failed === 0 ? 0 : 1, counts };
};

/** Names a file where runs of one pipeline leave their counts (`.ci/run`). */
const TOTALS = 'TEST_TOTALS';

const readTotals = () => {
  const file = process.env[TOTALS];
  const text = file === undefined || !existsSync(file) ? '' : readFileSync(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

const runCounted = async (tier, args, totals) => {
  const { code, counts } = await runTier(tier, args, totals);
  const file = process.env[TOTALS];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(counts)}\n`);
  return code;
};

export const run = (args) => runCounted('quick', args, []);

/** All tests; behind `npm test` in a pipeline only those that it has left out, and the count of both. */
export const runFull = (args) => {
  const totals = readTotals();
  return runCounted(totals.length > 0 ? 'rest' : 'full', args, totals);
};

export const runTiming = (args) => runCounted('timing', args, []);

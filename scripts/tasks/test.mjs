// Builds what the tests run, brings system packages where CI gives a root machine, runs vitest and ends with the count.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Counts of a vitest JSON report; a file that could not be loaded is one failure. */
const countsOf = (report) => {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const readCounts = (file) => {
  try {
    return countsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
};

export const run = async (args) => {
  if ((await build(['--types'])) !== 0) return 1;
  bringPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-test-'));
  const file = join(folder, 'report.json');
  const code = tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args]);
  const { passed, failed, skipped } = readCounts(file);
  rmSync(folder, { recursive: true, force: true });
  // A run that broke outside a test (an unhandled rejection, a crash) is a failure too.
  const failures = code === 0 ? failed : Math.max(failed, 1);
  console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failures === 0 ? 0 : 1;
};

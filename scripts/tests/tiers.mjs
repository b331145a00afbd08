// The tiers of tests. `npm test` runs the quick one. What takes long, or needs another program, has the tag `full`: `it('…', { tags: 'full' }, …)`, or
// `// @module-tag full` at the head of a file of which all of it has. What holds time against a bound has the tag `timing`: it fails on a machine that
// does other work too, and runs nightly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, root } from '../files.mjs';

/** What vitest runs of each tier. */
const FILTERS = {
  quick: '!full && !timing',
  /** What `quick` leaves out. */
  rest: 'full && !timing',
  full: '!timing',
  timing: 'timing',
};

const WHOLE = /^(?:\/\/|\/\*\*| \*) @module-tag full\b/m;
const TAGS = { rest: /@module-tag full\b|\btags: (?:'full'|\[.*'full')/, timing: /\btags: (?:'timing'|\[.*'timing')/ };

const filesWith = (pattern) =>
  ['packages', 'test', 'examples']
    .flatMap((folder) => listFiles(folder, /\.test\.(?:ts|mjs)$/))
    .filter((path) => !path.includes('/dist/') && pattern.test(readFileSync(join(root, path), 'utf8')));

/** Files that are named one by one run with all of their tests. */
const areFiles = (paths) => paths.length > 0 && paths.every((path) => /\.test\.\w+$/.test(path) && existsSync(path));

/** Returns the arguments of vitest for a tier: files without a test of it are not read. `args` are those that the user gives. */
export const vitestArguments = (tier, args) => {
  if (areFiles(args.filter((arg) => !arg.startsWith('-')))) return args;
  const files =
    tier === 'quick'
      ? filesWith(WHOLE).map((path) => `--exclude=${path}`)
      : TAGS[tier] === undefined
        ? []
        : filesWith(TAGS[tier]);
  return [`--tags-filter=${FILTERS[tier]}`, ...files, ...args];
};

const isOfTier = {
  quick: (tags) => !tags.includes('full') && !tags.includes('timing'),
  rest: (tags) => tags.includes('full') && !tags.includes('timing'),
  full: (tags) => !tags.includes('timing'),
  timing: (tags) => tags.includes('timing'),
};

/** Returns the counts of a vitest JSON report. Tests of another tier are in it as skipped, and count for nothing; a file that did not load is one failure. */
export const countsOf = ({ testResults }, tier) => {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of testResults) {
    if (status === 'failed' && assertionResults.length === 0) counts.failed++;
    for (const test of assertionResults) {
      if (test.status === 'passed' || test.status === 'failed') counts[test.status]++;
      else if (isOfTier[tier](test.tags)) counts.skipped++;
    }
  }
  return counts;
};

export const sumOf = (all) =>
  all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });

/** The last line of a run. */
export const countLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

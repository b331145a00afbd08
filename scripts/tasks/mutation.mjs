// npm run mutation [-- --mutants 500 --seed 1 --files PATTERN]   plants faults into decisions and sees which tests notice
//   --state FOLDER   keeps what came of each try there, as it comes: a measurement that was ended goes on from it
//   --tests PATHS    tries files of tests alone, named with commas between them: what the tests of a room notice in it, in a minute; any room of any package
//   --rounds N       ends after so many rounds (rounds.mjs), for a first look; without it they are 6
//   --only FILE      results.json of an earlier measurement: what was noticed then counts, what was missed is tried again
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findHits, hitsOfTests } from '../mutation/hits.mjs';
import { noticedOf, readHits } from '../mutation/rounds.mjs';
import { allMutants, foundAgain, numbered, sampled } from '../mutation/sample.mjs';
import { missedLines, tellScore, writeResults } from '../mutation/score.mjs';

export const run = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      mutants: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: '.' },
      state: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      tests: { type: 'string' },
    },
  });
  if (values.state !== undefined) return measure(values, resolve(values.state));
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-mutation-'));
  try {
    return await measure(values, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The sample, and what of it is tried: `{ sample, tried }`; what was noticed earlier is `killed` in the sample. */
const chosen = ({ mutants: count, seed, files, only, tests }) => {
  const pattern = new RegExp(files);
  const all = numbered(allMutants(tests !== undefined))
    .map(({ mutant }) => mutant)
    .filter(({ file }) => pattern.test(file));
  console.log(`${all.length} places for faults`);
  if (only === undefined) {
    const sample = sampled(all, Number(count), Number(seed));
    console.log(`${sample.length} are tried (seed ${seed})`);
    return { sample, tried: sample };
  }
  const { found, gone } = foundAgain(JSON.parse(readFileSync(only, 'utf8')), all);
  const tried = found.filter(({ killed }) => !killed);
  console.log(
    `${found.length} of an earlier sample, ${tried.length} are tried again; ${gone.length} are no longer there`,
  );
  return { sample: found, tried };
};

const roundsOf = ({ rounds }) => (rounds === undefined ? {} : { rounds: Number(rounds) });

const measure = async (options, folder) => {
  const { sample, tried } = chosen(options);
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'mutants.json');
  const text = JSON.stringify(tried);
  if (existsSync(list) && readFileSync(list, 'utf8') !== text) {
    console.error(`${folder} is of other faults or other sources; name a new folder.`);
    return 2;
  }
  writeFileSync(list, text);
  const env = { LISTING_LINT_MUTANTS: list };
  const tests = options.tests?.split(',');
  const found = tests === undefined ? await findHits() : await hitsOfTests(tests, tried, { folder, env });
  const hits = readHits(found, tried);
  const resultsOf = (noticed) =>
    sample.map((each) => ({ ...each, killed: each.killed === true || noticed.has(each.id) }));
  const tell = (what, noticed) => {
    writeResults(folder, resultsOf(noticed), hits);
    console.log(`${what}, ${noticed.size} of ${tried.length} noticed`);
  };
  const results = resultsOf(await noticedOf(tried, hits, { env, folder, tell, ...roundsOf(options) }));
  for (const line of missedLines(results, hits)) console.log(`not noticed: ${line}`);
  return tellScore(results);
};

// npm run mutation [-- --mutants 500 --seed 1 --files PATTERN]   plants faults into decisions and sees which tests notice
//   --state FOLDER   keeps what came of each try there, as it comes: a measurement that was ended goes on from it
//   --only FILE      results.json of an earlier measurement: what was noticed then counts, what was missed is tried again
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, root } from '../files.mjs';
import { noticedOf, readHits, SCENARIOS } from '../mutation/rounds.mjs';
import { passes } from '../mutation/run-tests.mjs';
import { allMutants, foundAgain, numbered, sampled } from '../mutation/sample.mjs';
import { missedLines, tellScore, writeResults } from '../mutation/score.mjs';

/** Tests that run in the process itself, whose sources have the faults; the scenarios come where none of these notices. */
const IN_PROCESS =
  /^(?:packages\/(?:core|rules|cli|reporters)\/src\/.*|test\/(?:report|api|disputes|documents|fix|git|shop)\/.*|test\/plugin\/(?:plugin|broken-.*)|test\/files\/pipes|test\/watermark\/stamp|test\/(?:rule-schema|rules-over-several-subjects|rules-guide|config-page))\.test\.ts$/;
/** Minutes of pixel work, or of a tool that is started. */
const SLOW = /calibrat|kernels?\.test|oracle|layouts\.test|related-linear|leak-matrix|staged-copy/;

export const run = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      mutants: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: '.' },
      state: { type: 'string' },
      only: { type: 'string' },
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
const chosen = ({ mutants: count, seed, files, only }) => {
  const pattern = new RegExp(files);
  const all = numbered(allMutants())
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
  const hits = readHits(await findHits(), tried);
  const resultsOf = (noticed) =>
    sample.map((each) => ({ ...each, killed: each.killed === true || noticed.has(each.id) }));
  const tell = (what, noticed) => {
    writeResults(folder, resultsOf(noticed), hits);
    console.log(`${what}, ${noticed.size} of ${tried.length} noticed`);
  };
  const results = resultsOf(await noticedOf(tried, hits, { env, folder, tell }));
  for (const line of missedLines(results, hits)) console.log(`not noticed: ${line}`);
  return tellScore(results);
};

/**
 * All tests once, without a fault: the folder that says which of them comes by which place. What fails now notices nothing, and is left out. It is of
 * all places, and kept until a source or a test is another.
 */
const findHits = async () => {
  const cache = join(root, 'node_modules', '.cache', 'listing-lint', 'mutation');
  const folder = join(cache, stateOfSources());
  const [hits, list] = [join(folder, 'hits'), join(folder, 'all.json')];
  if (existsSync(join(folder, 'done'))) return hits;
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(hits, { recursive: true });
  const all = allMutants();
  writeFileSync(list, JSON.stringify(all));
  const tests = [...listFiles('packages', IN_PROCESS), ...listFiles('test', IN_PROCESS)].filter(
    (path) => !SLOW.test(path),
  );
  const sound = await passes(
    [...tests, SCENARIOS],
    { LISTING_LINT_MUTANTS: list, LISTING_LINT_MUTANT_HITS: hits, LISTING_LINT_MUTANT_COUNT: String(all.length) },
    { seconds: 3600, stdio: 'inherit' },
  );
  if (!sound) console.log('Tests that do not pass without a fault are left out.');
  writeFileSync(join(folder, 'done'), '');
  return hits;
};

/** What tests come by depends on this. */
const stateOfSources = () => {
  const hash = createHash('sha256');
  for (const folder of ['packages', 'test', 'config', 'scripts/mutation']) {
    for (const path of listFiles(folder, /\.(?:ts|mjs|ya?ml|json|eta)$/).filter((each) => !each.includes('/dist/'))) {
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
};

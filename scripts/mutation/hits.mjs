// Which tests come by which place for a fault: found by one run of all of them without any, and kept.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { SCENARIOS } from './rounds.mjs';
import { linesOf, passes } from './run-tests.mjs';
import { allMutants, numbered } from './sample.mjs';

/** Tests that run in the process itself, whose sources have the faults; the scenarios come where none of these notices. */
const IN_PROCESS =
  /^(?:packages\/(?!text-detector)[\w-]+\/src\/.*|test\/(?:report|api|disputes|documents|editor|fix|git|scale|shop)\/.*|test\/plugin\/(?:plugin|broken-.*)|test\/files\/pipes|test\/watermark\/stamp|test\/(?:every-rule-has-a-test|rule-schema|rules-over-several-subjects|rules-guide|config-page))\.test\.(?:ts|yaml)$/;
/** Minutes of pixel work, or of a tool that is started. */
const SLOW =
  /calibrat|(?<!feature-)kernels?\.test|registry-copies|oracle|layouts\.test|related-linear|leak-matrix|staged-copy/;

const CACHE = join(root, 'node_modules', '.cache', 'listing-lint', 'mutation');

/**
 * The folder that says which test comes by which place, of all places. What fails without a fault notices nothing, and is left out. Files of tests that
 * stand as they did when this was found last are not run again, though sources may be others: a test may then come by a place unseen, which makes
 * the score lower, never higher.
 */
export const findHits = async () => {
  const folder = join(CACHE, stateOfSources());
  const hits = join(folder, 'hits');
  if (existsSync(join(folder, 'done'))) return hits;
  const before = readBefore();
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(join(next, 'hits'), { recursive: true });
  const all = allMutants();
  const list = join(next, 'all.json');
  writeFileSync(list, JSON.stringify(all));
  const files = [...listFiles('packages', IN_PROCESS), ...listFiles('test', IN_PROCESS), SCENARIOS].filter(
    (path) => !SLOW.test(path),
  );
  const hashes = Object.fromEntries(files.map((path) => [path, hashOf([path])]));
  const isKept = (path) => before?.hashes[path] === hashes[path];
  if (before !== undefined) keep(before, all, isKept, join(next, 'hits', 'kept'));
  const tests = files.filter((path) => !isKept(path));
  console.log(`${tests.length} files of tests of ${files.length} are asked what they come by`);
  const sound =
    tests.length === 0 ||
    (await passes(
      tests,
      {
        LISTING_LINT_MUTANTS: list,
        LISTING_LINT_MUTANT_HITS: join(next, 'hits'),
        LISTING_LINT_MUTANT_COUNT: String(all.length),
      },
      { seconds: 3600, stdio: 'inherit' },
    ));
  if (!sound) console.log('Tests that do not pass without a fault are left out.');
  writeFileSync(join(next, 'files.json'), JSON.stringify(hashes));
  writeFileSync(join(next, 'done'), '');
  for (const name of readdirSync(CACHE).filter((each) => join(CACHE, each) !== next)) {
    rmSync(join(CACHE, name), { recursive: true, force: true });
  }
  renameSync(next, folder);
  return hits;
};

/** The same of some files of tests alone, and of some faults alone; found in `folder` and not kept: for a room that is being worked on. */
export const hitsOfTests = async (tests, mutants, { folder, env }) => {
  const hits = join(folder, 'hits');
  mkdirSync(hits, { recursive: true });
  const count = Math.max(0, ...mutants.map(({ id }) => id));
  const sound = await passes(
    tests,
    { ...env, LISTING_LINT_MUTANT_HITS: hits, LISTING_LINT_MUTANT_COUNT: String(count) },
    { seconds: 3600, stdio: 'inherit' },
  );
  if (!sound) console.log('Tests that do not pass without a fault are left out.');
  return hits;
};

/** What was found last, of other sources; undefined where nothing was. */
const readBefore = () => {
  const names = existsSync(CACHE) ? readdirSync(CACHE) : [];
  const folder = names.map((name) => join(CACHE, name)).find((each) => existsSync(join(each, 'files.json')));
  if (folder === undefined) return undefined;
  return {
    lines: linesOf(join(folder, 'hits')),
    all: JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')),
    hashes: JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')),
  };
};

/** Writes down what files that are kept came by, with the numbers that places have now. */
const keep = ({ lines, all: earlier }, all, isKept, file) => {
  const now = new Map(numbered(all).map(({ key, mutant }) => [key, mutant.id]));
  const idNow = new Map(numbered(earlier).map(({ key, mutant }) => [mutant.id, now.get(key)]));
  const kept = lines
    .filter((line) => isKept(relative(root, line.file).replaceAll('\\', '/')))
    .map((line) => ({ ...line, ids: line.ids.map((id) => idNow.get(id)).filter((id) => id !== undefined) }));
  writeFileSync(file, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
};

const hashOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
};

/** What tests come by depends on this. */
const stateOfSources = () =>
  hashOf(
    ['packages', 'test', 'config'].flatMap((folder) =>
      listFiles(folder, /\.(?:ts|mjs|ya?ml|json|eta)$/).filter((path) => !path.includes('/dist/')),
    ),
  );

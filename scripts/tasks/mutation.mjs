// npm run mutation [-- --mutants 500 --seed 1 --files PATTERN]   plants faults into decisions and sees which tests notice
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, root } from '../files.mjs';
import { EQUIVALENT, isEquivalent } from '../mutation/equivalent.mjs';
import { mutantsOf } from '../mutation/mutants.mjs';
import { linesOf, passes, runPlan } from '../mutation/run-tests.mjs';

/** Where decisions are made: the engine, and what the built-in plugin decides by. */
const DECISIONS =
  /^packages\/(?:core\/src\/(?!testing\/)|rules\/src\/(?:case|listing|hash\/(?:compare|registry)|metadata\/(?:exif|origin|privacy|reading|rights)|image|watermark\/(?:find|stamp)|overlay)\/)(?:(?!\.test\.ts|assembly|generated|test-).)*\.ts$/;
/** Tests that run in seconds; the scenarios come where none of these notices. */
const QUICK = /^packages\/(?:core|rules|cli)\/src\/.*\.test\.ts$/;
const SCENARIOS = 'test/scenarios/scenarios.test.ts';
const SLOW = /calibrate|fingerprint\.test|kernels?\.test|oracle|copies\.test|layouts\.test/;
/** Longest test that is run again for a fault, in ms on the machine at hand. */
const LONGEST = 4_000;

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
const random = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

const sampled = (list, count, seed) => {
  const next = random(seed);
  const pool = [...list];
  for (let i = pool.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [pool[i], pool[j]] = [pool[j], pool[i]];
  }
  return pool.slice(0, count).sort((a, b) => a.id - b.id);
};

export const run = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      mutants: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: '.' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-mutation-'));
  try {
    return await measure(values, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const measure = async ({ mutants: count, seed, files }, folder) => {
  let first = 1;
  const all = listFiles('packages', /\.ts$/)
    .filter((path) => DECISIONS.test(path) && new RegExp(files).test(path))
    .flatMap((path) => {
      const found = mutantsOf(path, readFileSync(join(root, path), 'utf8'), first);
      first += found.length;
      return found;
    });
  const mutants = sampled(all, Number(count), Number(seed));
  const list = join(folder, 'mutants.json');
  writeFileSync(list, JSON.stringify(mutants));
  const env = { LISTING_LINT_MUTANTS: list };
  const tests = [...listFiles('packages', QUICK).filter((path) => !SLOW.test(path)), SCENARIOS];
  console.log(`${all.length} places for faults; ${mutants.length} are tried (seed ${seed})`);
  const hitsFolder = join(folder, 'hits');
  mkdirSync(hitsFolder);
  const hitsEnv = { ...env, LISTING_LINT_MUTANT_HITS: hitsFolder };
  if (!(await passes(tests, hitsEnv, { seconds: 900, stdio: 'inherit' }))) {
    console.error('The tests do not pass without a fault.');
    return 1;
  }
  const hits = readHits(hitsFolder, mutants);
  const noticed = await noticedOf(mutants, hits, { env, folder });
  for (const mutant of mutants.filter(({ id }) => !noticed.has(id))) {
    const known = isEquivalent(mutant) ? ' (changes nothing)' : '';
    console.log(`not noticed: ${place(mutant)}${hits.get(mutant.id).count === 0 ? ' (no test comes by)' : known}`);
  }
  return summary(mutants.map((mutant) => ({ ...mutant, killed: noticed.has(mutant.id) })));
};

/** By fault: the tests that pass by it and may be run again (nearest first), the scenarios, and the files that do so outside of a test. */
const readHits = (folder, mutants) => {
  const byId = new Map(mutants.map((mutant) => [mutant.id, { mutant, tests: [], scenarios: [], files: [], count: 0 }]));
  for (const { id: test, file, ms, ids } of linesOf(folder)) {
    for (const hit of ids.map((id) => byId.get(id))) {
      hit.count++;
      if (test === undefined) hit.files.push(file);
      else if (file.endsWith(SCENARIOS)) hit.scenarios.push({ test, file, ms });
      else if (ms < LONGEST) hit.tests.push({ test, file, ms });
    }
  }
  for (const hit of byId.values()) {
    const near = ({ file }) => sharedParts(hit.mutant.file, file);
    hit.tests.sort((a, b) => near(b) - near(a) || a.ms - b.ms);
    hit.scenarios.sort((a, b) => a.ms - b.ms);
    hit.files = [...new Set(hit.files)].sort((a, b) => near({ file: b }) - near({ file: a }));
  }
  return byId;
};

const sharedParts = (file, test) => {
  const parts = join(root, file).slice(0, -'.ts'.length).split(/[\\/]/);
  const own = test.slice(0, -'.test.ts'.length).split(/[\\/]/);
  const end = own.findIndex((part, index) => part !== parts[index]);
  return end < 0 ? own.length : end;
};

/**
 * Rounds: the nearest tests notice most, and cost least; what is missed goes on to more of them, then to scenarios, then, where a fault
 * acts when a source is read, to a process of its own.
 */
const ROUNDS = [
  ({ tests }) => tests.slice(0, 15),
  ({ tests }) => tests.slice(15, 75),
  ({ scenarios }) => spread(scenarios, 16),
];

const noticedOf = async (mutants, hits, { env, folder }) => {
  const noticed = new Set();
  const doubtful = new Set();
  for (const [index, testsOf] of ROUNDS.entries()) {
    const pairs = mutants
      .filter(({ id }) => !noticed.has(id))
      .flatMap(({ id }) => testsOf(hits.get(id)).map(({ test, file }) => ({ id, test, file })));
    const result = await runPlan(pairs, { env, folder: join(folder, `round-${index + 1}`) });
    for (const id of result.noticed) noticed.add(id);
    for (const id of result.doubtful) doubtful.add(id);
    console.log(`round ${index + 1}: ${pairs.length} tries, ${noticed.size} of ${mutants.length} noticed`);
  }
  // Alone: what is read before any test runs, and what was noticed only by a test that another fault had spoilt.
  const left = mutants.filter(({ id }) => !noticed.has(id) && (hits.get(id).files.length > 0 || doubtful.has(id)));
  for (const { id } of left) {
    const { files, tests } = hits.get(id);
    const near = [...new Set([...files.slice(0, 6), ...tests.slice(0, 15).map(({ file }) => file)])];
    if (!(await passes(near, { ...env, LISTING_LINT_MUTANT: String(id) }, { seconds: 180 }))) noticed.add(id);
  }
  console.log(`alone: ${left.length}, ${noticed.size} of ${mutants.length} noticed`);
  return noticed;
};

/** At most `count` of a list, spread over all of it. */
const spread = (list, count) => list.filter((_, index) => index % Math.ceil(list.length / count) === 0);

const place = ({ file, line, column, before, after }) => {
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 160);
  return `${file}:${line}:${column}  ${short(before)}  →  ${short(after)}`;
};

const summary = (results) => {
  const equivalent = results.filter((mutant) => !mutant.killed && isEquivalent(mutant));
  const counted = results.length - equivalent.length;
  const killed = results.filter((mutant) => mutant.killed).length;
  for (const kind of [...new Set(results.map((mutant) => mutant.kind))].sort()) {
    const own = results.filter((mutant) => mutant.kind === kind);
    console.log(`${kind}: ${own.filter((mutant) => mutant.killed).length} of ${own.length}`);
  }
  console.log(`${equivalent.length} change nothing that can be seen (${EQUIVALENT.length} are known)`);
  console.log(`${killed} of ${counted} noticed: ${((100 * killed) / counted).toFixed(1)} %`);
  return killed / counted >= 0.85 ? 0 : 1;
};

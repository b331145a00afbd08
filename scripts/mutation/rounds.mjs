// Which tests are run again for which fault, the likely and the cheap first.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';
import { linesOf, passes, runPlan } from './run-tests.mjs';

export const SCENARIOS = 'test/scenarios/scenarios.test.ts';
/** Longest test that is run again for a fault, in ms on the machine at hand. */
const LONGEST = 12_000;
/** How long a process may take that tries one fault alone; where it takes longer, it is not known whether that is the fault. */
const ALONE_SECONDS = 600;
/** How long tests may take for one fault in the same ms: the nearest of all, others near, and those that are left. */
const NEAREST_PATIENCE = 1_000;
const NEAR_PATIENCE = 4_000;
const PATIENCE = 6_000;

/** By fault: the tests that pass by it and may be run again (nearest first), the scenarios, and the files that do so outside of a test. */
export const readHits = (folder, mutants) => {
  const byId = new Map(mutants.map((mutant) => [mutant.id, { mutant, tests: [], scenarios: [], files: [], count: 0 }]));
  for (const { id: test, name, file, ms, ids } of linesOf(folder)) {
    for (const hit of ids.map((id) => byId.get(id)).filter((found) => found !== undefined)) {
      hit.count++;
      if (test === undefined) hit.files.push(file);
      else if (file.endsWith(SCENARIOS)) hit.scenarios.push({ test, name, file, ms });
      else if (ms < LONGEST) hit.tests.push({ test, file, ms });
    }
  }
  for (const hit of byId.values()) {
    const near = ({ file }) => sharedParts(hit.mutant.file, file);
    hit.tests.sort((a, b) => near(b) - near(a) || a.ms - b.ms);
    hit.near = [...new Set([...hit.files, ...hit.tests.map(({ file }) => file)])].sort(
      (a, b) => near({ file: b }) - near({ file: a }),
    );
    const speaksOf = ({ name }) => sharedWords(hit.mutant.file, name);
    hit.scenarios.sort((a, b) => speaksOf(b) - speaksOf(a) || a.ms - b.ms);
  }
  return byId;
};

const sharedParts = (file, test) => {
  const parts = join(root, file).slice(0, -'.ts'.length).split(/[\\/]/);
  const own = test.slice(0, -'.test.ts'.length).split(/[\\/]/);
  const end = own.findIndex((part, index) => part !== parts[index]);
  return end < 0 ? own.length : end;
};

/** How many words of a scenario's name stand in the path of a source: `config-unknown-rule` in core/src/config/search.ts. */
const sharedWords = (file, name) => {
  const words = file.toLowerCase().split(/[^a-z]+/);
  return name
    .split('-')
    .filter(
      (part) =>
        part.length > 3 && words.some((word) => word.length > 3 && (word.startsWith(part) || part.startsWith(word))),
    ).length;
};

const cheapFirst = (tests) => [...tests].sort((a, b) => a.ms - b.ms);

const without = (tests, others) => tests.filter((test) => !others.includes(test));

/** Up to eight of the nearest tests, and no more of them than take a second: what most faults are noticed by. */
const nearest = ({ tests }) => {
  const first = within(NEAREST_PATIENCE, tests.slice(0, 8));
  return first.length > 0 ? first : tests.slice(0, 1);
};

/** Tables of texts and values: they look at much at once, far from where it is decided, and take longer than their patience allows. */
const TABLES = /(?:tables\/\w+|changes|changed-bytes|decision-table|-stand|-values|-bounds|\/bounds)\.test\.ts$/;
const MOST_TABLES = 8;

const tables = (hit) =>
  without(hit.tests, nearest(hit))
    .filter(({ file }) => TABLES.test(file))
    .slice(0, MOST_TABLES);

/**
 * Rounds: the nearest tests notice most; what is missed goes on to more of them, to tables, to scenarios (a whole run each), to the tests that are left,
 * the quick ones first, as long as patience lasts, and last, where a fault acts when a source is read, to a process of its own.
 */
const ROUNDS = [
  nearest,
  (hit) => within(NEAR_PATIENCE, without(hit.tests, nearest(hit))),
  tables,
  ({ scenarios }) => [...new Set([...scenarios.slice(0, 12), ...spread(scenarios, 8)])],
  ({ tests, scenarios }) => within(PATIENCE, cheapFirst([...tests, ...scenarios])),
];

/** Ids of faults that tests notice. Each try is written down in `folder`, so that a measurement that was ended goes on from there. */
export const noticedOf = async (mutants, hits, { env, folder, tell, rounds = ROUNDS.length + 1 }) => {
  const noticed = new Set();
  for (const [index, testsOf] of ROUNDS.slice(0, rounds).entries()) {
    const pairs = mutants
      .filter(({ id }) => !noticed.has(id))
      .flatMap(({ id }) => testsOf(hits.get(id)).map(({ test, file, ms }) => ({ id, test, file, ms })));
    const result = await runPlan(pairs, { env, folder: join(folder, `round-${index + 1}`) });
    for (const id of result) noticed.add(id);
    tell(`round ${index + 1}: ${pairs.length} tries`, noticed);
  }
  if (rounds <= ROUNDS.length) return noticed;
  const acts = ({ id }) => hits.get(id).files.length;
  const left = mutants.filter(({ id }) => !noticed.has(id)).sort((a, b) => acts(b) - acts(a));
  await alone(left, { hits, env, folder, noticed, tell });
  tell(`alone: ${left.length}`, noticed);
  return noticed;
};

/**
 * Alone, in a process with nothing but this fault, by the nearest files of tests: what is read before any test runs, what tests remember of
 * each other, and what was noticed only by a test that another fault had spoilt. The same tests must pass without it. First those that act so.
 */
const alone = async (left, { hits, env, folder, noticed, tell }) => {
  const log = join(folder, 'alone');
  const known = existsSync(log)
    ? readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  for (const { id, came } of known) if (came === 'noticed') noticed.add(id);
  const sound = new Map();
  const isSound = async (files) => {
    const key = files.join('\n');
    if (!sound.has(key))
      sound.set(key, await passes(files, { ...env, LISTING_LINT_MUTANT: '0' }, { seconds: ALONE_SECONDS }));
    return sound.get(key);
  };
  for (const { id } of left.filter((mutant) => !known.some((each) => each.id === mutant.id))) {
    const near = hits.get(id).near.slice(0, 4);
    if (near.length === 0) continue;
    const fails =
      (await passes(near, { ...env, LISTING_LINT_MUTANT: String(id) }, { seconds: ALONE_SECONDS })) === false;
    const came = fails && (await isSound(near)) === true ? 'noticed' : 'missed';
    if (came === 'noticed') {
      noticed.add(id);
      tell('one alone', noticed);
    }
    appendFileSync(log, `${JSON.stringify({ id, came })}\n`);
  }
};

/** What of a list fits into so many ms. */
const within = (patience, list) => {
  let used = 0;
  const end = list.findIndex(({ ms }) => {
    used += ms;
    return used > patience;
  });
  return end < 0 ? list : list.slice(0, end);
};

/** At most `count` of a list, spread over all of it. */
const spread = (list, count) => list.filter((_, index) => index % Math.ceil(list.length / count) === 0);

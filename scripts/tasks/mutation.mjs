// npm run mutation [-- --mutants 500 --seed 1 --lanes 2 --files PATTERN]   plants faults into decisions and sees which tests notice
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, root } from '../files.mjs';
import { EQUIVALENT, isEquivalent } from '../mutation/equivalent.mjs';
import { mutantsOf } from '../mutation/mutants.mjs';

/** Where decisions are made: the engine, and what the built-in plugin decides by. */
const DECISIONS =
  /^packages\/(?:core\/src\/(?!testing\/)|rules\/src\/(?:case|listing|hash\/(?:compare|registry)|metadata\/(?:exif|origin|privacy|reading|rights)|image|watermark\/(?:find|stamp)|overlay)\/)(?:(?!\.test\.ts|assembly|generated|test-).)*\.ts$/;
/** Tests that run in seconds; the scenarios come where none of these notices. */
const QUICK = /^packages\/(?:core|rules|cli)\/src\/.*\.test\.ts$/;
const SCENARIOS = 'test/scenarios/scenarios.test.ts';
const SLOW = /calibrate|find-tiled|fingerprint\.test|kernels?\.test|oracle|copies\.test|layouts\.test/;

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

/** Runs vitest over files; `true` where all pass. */
const passes = (files, env, seconds, stdio = 'ignore') =>
  new Promise((resolve) => {
    const config = join(root, 'scripts', 'mutation', 'mutation.config.mjs');
    const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', config, ...files];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio,
      detached: true,
    });
    const timer = setTimeout(() => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {}
    }, 1000 * seconds);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });

const readHits = (file) => {
  const files = new Map();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []) {
    const { file: path, ids } = JSON.parse(line);
    for (const id of ids) files.set(id, [...(files.get(id) ?? []), path]);
  }
  return files;
};

export const run = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      mutants: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
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

const measure = async ({ mutants: count, seed, lanes, files }, folder) => {
  let first = 1;
  const all = listFiles('packages', /\.ts$/)
    .filter((path) => DECISIONS.test(path) && new RegExp(files).test(path))
    .flatMap((path) => {
      const found = mutantsOf(path, readFileSync(join(root, path), 'utf8'), first);
      first += found.length;
      return found;
    });
  const mutants = sampled(all, Number(count), Number(seed));
  const [list, hitsFile] = [join(folder, 'mutants.json'), join(folder, 'hits')];
  writeFileSync(list, JSON.stringify(mutants));
  const env = { LISTING_LINT_MUTANTS: list };
  const tests = [...listFiles('packages', QUICK).filter((path) => !SLOW.test(path)), SCENARIOS];
  console.log(`${all.length} places for faults; ${mutants.length} are tried (seed ${seed})`);
  if (!(await passes(tests, { ...env, LISTING_LINT_MUTANT_HITS: hitsFile }, 900, 'inherit'))) {
    console.error('The tests do not pass without a fault.');
    return 1;
  }
  const hits = readHits(hitsFile);
  const results = [];
  const queue = [...mutants];
  const lane = async () => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const near = hits.get(mutant.id) ?? [];
      const order = near.filter((path) => !path.endsWith(SCENARIOS));
      const killed = await isNoticed(mutant, nearestFirst(mutant.file, order), near.length > order.length, env);
      results.push({ ...mutant, killed, reached: near.length > 0 });
      if (!killed) console.log(`not noticed: ${place(mutant)}${near.length === 0 ? ' (no test comes by)' : ''}`);
      if (results.length % 20 === 0) console.log(`${results.length} of ${mutants.length}`);
    }
  };
  await Promise.all(Array.from({ length: Number(lanes) }, lane));
  return summary(results);
};

/** The tests of a source's own room notice most faults, in a tenth of the time that all take. */
const NEAREST = 4;

const nearestFirst = (file, tests) => {
  const parts = file.slice(0, -'.ts'.length).split('/');
  const shared = (test) => {
    const own = relative(root, test).slice(0, -'.test.ts'.length).replaceAll('\\', '/').split('/');
    const end = own.findIndex((part, index) => part !== parts[index]);
    return end < 0 ? own.length : end;
  };
  return tests.map((test) => ({ test, near: shared(test) })).sort((a, b) => b.near - a.near).map(({ test }) => test);
};

const isNoticed = async ({ id }, quick, hasScenarios, env) => {
  const own = { ...env, LISTING_LINT_MUTANT: String(id) };
  for (const tests of [quick.slice(0, NEAREST), quick.slice(NEAREST)])
    if (tests.length > 0 && !(await passes(tests, own, 120))) return true;
  return hasScenarios && !(await passes([SCENARIOS], own, 180));
};

const place = ({ file, line, column, before, after }) => {
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 80);
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

// Processes of vitest over sources with faults: one that says whether tests pass, and one that goes through a plan of tests and faults.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

const start = (files, env, stdio) => {
  const config = join(root, 'scripts', 'mutation', 'mutation.config.mjs');
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', config, ...files];
  return spawn(process.execPath, args, { cwd: root, env: { ...process.env, CI: '1', ...env }, stdio, detached: true });
};

const end = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {}
};

/** Runs tests; `true` where all pass, `false` where one does not, undefined where they were ended after `seconds`. */
export const passes = (files, env, { seconds, stdio = 'ignore' }) =>
  new Promise((resolve) => {
    const child = start(files, env, stdio);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end(child);
    }, 1000 * seconds);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(isLate ? undefined : code === 0);
    });
  });

/** What processes have noted in a folder, a JSON object a line; a line that is not whole was being written. */
export const linesOf = (folder) =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((name) =>
        readFileSync(join(folder, name), 'utf8')
          .split('\n')
          .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line)] : [])),
      )
    : [];

/**
 * After how many ms of CPU time a try of a test that takes `ms` of it has hung: a fault may make a loop endless, which no timeout of a test ends.
 * On a busy machine a try may wait long for its turn, which says nothing. What waits for ever is ended by the timeout of tests.
 */
const hungAfter = (ms) => Math.min(120_000, 30_000 + 20 * ms);

/**
 * Tries `{ id, test, file, ms }`, each fault until it is noticed, and gives the ids of those that were; a fault that hangs is noticed. A test that
 * fails afterwards without any fault has been spoilt by one: what it said counts for nothing.
 */
export const runPlan = async (pairs, { env, folder }) => {
  const log = join(folder, 'log');
  mkdirSync(log, { recursive: true });
  const planFile = join(folder, 'plan.json');
  for (;;) {
    const seen = stateOf(log);
    const left = pairs.filter(({ id, test }) => !seen.noticed.has(id) && !seen.tried.has(`${id} ${test}`));
    if (left.length === 0) return seen.noticed;
    const plan = {};
    for (const { id, test } of left) plan[test] = [...(plan[test] ?? []), id];
    writeFileSync(planFile, JSON.stringify(plan));
    const files = [...new Set(left.map(({ file }) => file))];
    const child = start(files, { ...env, LISTING_LINT_MUTANT_PLAN: planFile, LISTING_LINT_MUTANT_LOG: log }, 'ignore');
    const before = seen.tried.size;
    const times = new Map(left.map(({ test, ms }) => [test, ms]));
    const stuck = await untilDoneOrStuck(child, log, times);
    if (stuck !== undefined) appendFileSync(join(log, 'hung'), `${JSON.stringify({ id: stuck, came: 'hung' })}\n`);
    else if (stateOf(log).tried.size === before) return seen.noticed;
  }
};

const untilDoneOrStuck = (child, log, times) =>
  new Promise((resolve) => {
    let stuck;
    /** By try, the CPU time that its process had taken when it was first seen. */
    const begun = new Map();
    const timer = setInterval(() => {
      const late = openTries(log).find(({ pid, id, test, at }) => {
        const key = `${pid} ${at} ${id} ${test}`;
        const now = cpuTimeOf(pid);
        begun.set(key, begun.get(key) ?? now);
        return now - begun.get(key) > hungAfter(times.get(test) ?? 0);
      });
      if (late === undefined) return;
      stuck = late.id;
      end(child);
    }, 5000);
    child.on('close', () => {
      clearInterval(timer);
      resolve(stuck);
    });
  });

/** Tries that have begun, and of which nothing more is known. */
const openTries = (log) =>
  readdirSync(log).flatMap((name) => {
    const last = readFileSync(join(log, name), 'utf8').trimEnd().split('\n').at(-1) ?? '';
    const line = last.endsWith('}') ? JSON.parse(last) : undefined;
    return line?.came === 'try' && isAlive(Number(name)) ? [{ ...line, pid: Number(name) }] : [];
  });

/** User and system time of a process and its threads in ms, as Linux counts it, in hundredths of a second; elsewhere that of the clock. */
const cpuTimeOf = (pid) => {
  if (process.platform !== 'linux') return Date.now();
  try {
    const [, text = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = text.split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    // It has just ended.
    return Number.NaN;
  }
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** What is known of a plan by what processes have noted: pairs that were tried, and faults that were noticed. */
export const stateOf = (log) => {
  const lines = linesOf(log);
  const dirty = new Set(lines.filter(({ came }) => came === 'dirty').map(({ test }) => test));
  const tried = new Set();
  const hung = lines.filter(({ came }) => came === 'hung').map(({ id }) => id);
  const noticed = new Set(hung);
  for (const { id, test, came } of lines) {
    if (came === 'noticed' || came === 'missed') tried.add(`${id} ${test}`);
    if (came === 'noticed' && !dirty.has(test)) noticed.add(id);
  }
  for (const id of hung) tried.add(id);
  return { tried, noticed };
};

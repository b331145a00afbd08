// Runs each test again for each fault that it passes by, without starting a process for it: a fault costs what the test costs.
// LISTING_LINT_MUTANT_HITS: a folder for `{ id, file, ms, ids }`, a line a test, ms of CPU time. LISTING_LINT_MUTANT_PLAN: `{ [test id]: [fault ids] }` in a file,
// and LISTING_LINT_MUTANT_LOG: a folder for what came of it (`try`, `noticed`, `missed` or `dirty`, a line a try).
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRunner } from 'vitest';
import { stateOf } from './run-tests.mjs';

const {
  LISTING_LINT_MUTANT_HITS: hits,
  LISTING_LINT_MUTANT_PLAN: planFile,
  LISTING_LINT_MUTANT_LOG: log,
} = process.env;
const plan = planFile === undefined ? undefined : JSON.parse(readFileSync(planFile, 'utf8'));
const note = (folder, line) => appendFileSync(join(folder, `${process.pid}`), `${JSON.stringify(line)}\n`);

/** Of this process, in ms: a busy machine makes no test look slower than another. */
const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Notes what each test passes by, where it passes itself; what is passed by outside of tests (at import, before all) counts for the file.
 */
class HitsRunner extends TestRunner {
  async onBeforeTryTask(test, options) {
    await super.onBeforeTryTask(test, options);
    this.flush({ file: test.file.filepath });
    this.start = cpuTime();
  }

  onAfterRetryTask(test, options) {
    super.onAfterRetryTask?.(test, options);
    const ms = cpuTime() - this.start;
    if (test.result.state === 'fail') globalThis.__mutant.hits.fill(0);
    else this.flush({ id: test.id, name: test.name, file: test.file.filepath, ms });
  }

  flush(line) {
    const ids = [];
    globalThis.__mutant.hits.forEach((hit, id) => {
      if (hit === 1) ids.push(id);
    });
    globalThis.__mutant.hits.fill(0);
    if (ids.length > 0) note(hits, { ...line, ids });
  }
}

/**
 * Each test as often as the plan has faults for it that none has noticed yet, and once more without any: a test that then fails has been
 * spoilt by one of them, and the plan is gone through again without what it said.
 */
class FaultsRunner extends TestRunner {
  #noticed = new Set();
  #left = [];

  async onBeforeRunFiles(files) {
    await super.onBeforeRunFiles?.(files);
    this.#noticed = stateOf(log).noticed;
  }

  async onBeforeRunTask(test) {
    await super.onBeforeRunTask(test);
    this.#left = (plan[test.id] ?? []).filter((id) => !this.#noticed.has(id));
    if (this.#left.length === 0) test.mode = 'skip';
    else test.repeats = this.#left.length;
  }

  async onBeforeTryTask(test, options) {
    await super.onBeforeTryTask(test, options);
    test.result.state = 'run';
    test.result.errors = undefined;
    const id = this.#left[options.repeats] ?? 0;
    note(log, { at: Date.now(), test: test.id, id, came: 'try' });
    globalThis.__mutant.awake = id;
  }

  onAfterRetryTask(test, options) {
    super.onAfterRetryTask?.(test, options);
    const failed = test.result.state === 'fail';
    const id = globalThis.__mutant.awake;
    const came = id === 0 ? (failed ? 'dirty' : 'clean') : failed ? 'noticed' : 'missed';
    note(log, { at: Date.now(), test: test.id, id, came });
    if (came === 'noticed') this.#noticed.add(id);
    globalThis.__mutant.awake = 0;
    test.result.state = 'pass';
    test.result.errors = undefined;
  }
}

// biome-ignore lint/style/noDefaultExport: vitest takes a runner as that
export default hits !== undefined ? HitsRunner : plan !== undefined ? FaultsRunner : TestRunner;

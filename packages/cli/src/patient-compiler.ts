import { setFlagsFromString } from 'node:v8';

/** By V8's major version (of Node 20, 22 and 24): what says how often a function has to run before it is compiled once more, its default, and our patience. */
const FLAGS: ReadonlyMap<string, { readonly name: string; readonly usual: number; readonly patient: number }> = new Map(
  [
    ['11', { name: 'interrupt-budget', usual: 66 * 1024, patient: 1024 * 1024 }],
    ['12', { name: 'invocation-count-for-turbofan', usual: 3000, patient: 50_000 }],
    ['13', { name: 'invocation-count-for-turbofan', usual: 3000, patient: 50_000 }],
  ],
);

/** Runs in which the main thread has worked for so long are long ones, in which compiling pays: what decodes pictures on other threads is no faster for it. */
const LONG_RUN_MS = 8000;
const LOOK_EVERY_MS = 500;

/**
 * V8 compiles what runs often once more and optimises it, on a thread of its own. In a lint of some dozens of pictures that took a fifth of all CPU time and was
 * over before it paid. Until a run has turned out to be long V8 waits for what is really hot. Of a V8 that is not known here nothing is asked: it would
 * complain about a flag that it does not have.
 */
export const compileWithPatience = (): void => {
  const flag = FLAGS.get(process.versions.v8.split('.')[0] ?? '');
  if (flag === undefined) return;
  const { name, usual, patient } = flag;
  const set = (value: number): void => setFlagsFromString(`--${name}=${value}`);
  set(patient);
  const timer = setInterval(() => {
    if (performance.eventLoopUtilization().active < LONG_RUN_MS) return;
    clearInterval(timer);
    set(usual);
  }, LOOK_EVERY_MS);
  timer.unref();
};

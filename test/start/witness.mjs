// Notes in $WITNESS how a process was started, and what is left of that in its environment at its end. With $STAYS the second one stays until it is ended.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const { MALLOC_ARENA_MAX: arenas, STAYS, WITNESS } = process.env;
const note = (what) => appendFileSync(WITNESS, `${JSON.stringify(what)}\n`);

if (isMainThread) {
  const { pid, ppid, execArgv } = process;
  note({ pid, ppid, arenas: arenas ?? null, flags: execArgv });
  process.on('exit', () => {
    const left = Object.keys(process.env).filter((name) => /^MALLOC_|^LISTING_LINT_/.test(name));
    note({ pid, left });
  });
  if (STAYS !== undefined && arenas !== undefined) {
    setInterval(() => {}, 1000);
    const { setTimeout: after } = globalThis;
    globalThis.setTimeout = (work, ms, ...given) => after(work, ms === 1000 ? 1e6 : ms, ...given);
  }
}

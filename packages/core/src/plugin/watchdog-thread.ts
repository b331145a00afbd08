import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { CELL, type WatchdogData } from './watchdog-protocol.ts';

// The program of the watchdog's thread. It looks whether the main thread still moves. Where that has stood for longer than the bound, it
// goes by the debugger's door to see where; is that in somebody else's function, it terminates this piece of execution, after which the
// main thread goes on with the next. Where it cannot go on (in the midst of a callback of Node's own), it says whose function hangs and
// ends the process; where nothing helps at all (a blocking system call), it kills it.

// The parser's edge of a thread: what `Watchdog` gave it.
const { cells, calls, place, boundMs, ownUrl, endKey } = workerData as WatchdogData;
const numbers = new Int32Array(cells);
const INTERVAL_MS = Math.min(1000, Math.max(10, boundMs / 10));
/** How long the main thread may take to stop where it is told to. */
const PATIENCE_MS = 5000;
/** How often it may refuse to stop before all is given up, where that may be long work of our own. */
const TRIES = 3;

/**
 * 0 where the main thread runs what waited for a promise. Anywhere else Node has bookkeeping to end, and aborts when that is left out.
 */
const ASYNC_ID = "process.getBuiltinModule('node:async_hooks').executionAsyncId()";

/** Closes stderr first, where Node would say that it waits for a debugger to go: for us. */
const END = `process.getBuiltinModule('node:fs').closeSync(2); process.reallyExit(2, ${JSON.stringify(endKey)})`;

let lastBeat = -1;
let stillMs = 0;
let refusals = 0;
let isBusy = false;

const running = (): readonly string[] => {
  const bytes = Buffer.from(calls).subarray(0, Atomics.load(numbers, CELL.callsLength));
  return bytes.toString('utf8').split('\n').filter(Boolean);
};

const isInside = (): boolean => Atomics.load(numbers, CELL.isInside) !== 0;

const sayTheEnd = (at?: string): void => {
  const lines = running();
  const whose = lines.length > 1 ? `one of ${lines.join(', ')}` : (lines[0] ?? 'a plugin');
  const where = at === undefined ? '' : `\n  at ${at}`;
  const bound = `${boundMs / 1000} s`;
  writeSync(2, `listing-lint: ${whose} has not returned for ${bound}, and the process was ended${where}\n`);
};

const kill = (): void => {
  sayTheEnd();
  process.kill(process.pid, 'SIGKILL');
};

/** The innermost frame that is neither ours nor Node's; undefined where there is none. */
const foreignPlace = (frames: readonly { readonly url: string; readonly line: number }[]): string | undefined => {
  const frame = frames.find(({ url }) => url.startsWith('file:') && !url.startsWith(ownUrl));
  return frame === undefined ? undefined : `${decodeURIComponent(new URL(frame.url).pathname)}:${frame.line}`;
};

const interrupt = (): void => {
  isBusy = true;
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map<string, string>();
  const end = (): void => {
    clearTimeout(patience);
    stillMs = 0;
    session.post('Debugger.disable');
    // Without waiting for the answer: if the process ends first, Node prints that it waits for the debugger.
    session.disconnect();
    isBusy = false;
  };
  const patience = setTimeout(() => {
    refusals++;
    const hasMoved = Atomics.load(numbers, CELL.beat) !== lastBeat;
    if (!hasMoved && (isInside() || refusals >= TRIES)) kill();
    else end();
  }, PATIENCE_MS);
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  session.once('Debugger.paused', ({ params }) => {
    const frames = params.callFrames.map(({ location }) => ({
      url: urls.get(location.scriptId) ?? '',
      line: location.lineNumber + 1,
    }));
    const at = foreignPlace(frames);
    const isTheirs = at !== undefined || isInside();
    session.post('Runtime.evaluate', { expression: ASYNC_ID }, (_error, answer) => {
      if (isTheirs && answer?.result.value !== 0) {
        sayTheEnd(at);
        session.post('Runtime.evaluate', { expression: END });
        return;
      }
      if (isTheirs) {
        Atomics.store(numbers, CELL.placeLength, Buffer.from(place).write(at ?? ''));
        Atomics.store(numbers, CELL.isInterrupted, 1);
        session.post('Runtime.terminateExecution');
      }
      session.post('Debugger.resume');
      end();
    });
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
};

setInterval(() => {
  if (isBusy) return;
  const beat = Atomics.load(numbers, CELL.beat);
  if (beat !== lastBeat) {
    lastBeat = beat;
    stillMs = 0;
    refusals = 0;
    return;
  }
  stillMs += INTERVAL_MS;
  if (stillMs >= boundMs) interrupt();
}, INTERVAL_MS);

import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CELL, CELLS, type WatchdogData } from './watchdog-protocol.ts';

// The thread's program with a clock, a debugger and a process that the test holds; the real ones are in test/plugin/ended-by-the-program.test.ts.
const BOUND_MS = 1000;
const PATIENCE_MS = 5000;

const held = vi.hoisted(() => ({
  data: undefined as unknown,
  said: [] as string[],
  posted: [] as string[],
  /** What the debugger says of the turn that the main thread is in: 0 where it waited for a promise. */
  asyncId: 0,
  sessions: [] as unknown[],
}));

class FakeSession extends EventEmitter {
  connectToMainThread(): void {
    held.sessions.push(this);
  }
  disconnect(): void {
    held.posted.push('disconnect');
  }
  post(method: string, ...rest: readonly unknown[]): void {
    const expression = rest.find((each): each is { expression: string } => typeof each === 'object');
    held.posted.push(expression?.expression.includes('reallyExit') ? 'end' : method);
    const answer = rest.find((each) => typeof each === 'function');
    if (answer) Reflect.apply(answer, undefined, [null, { result: { value: held.asyncId } }]);
  }
}

vi.mock('node:worker_threads', () => ({
  get workerData() {
    return held.data;
  },
}));
vi.mock('node:inspector', () => ({ Session: FakeSession }));
vi.mock('node:fs', () => ({ writeSync: (_to: number, text: string) => held.said.push(text) }));

const buffers = (): WatchdogData => ({
  cells: new SharedArrayBuffer(CELLS * 4),
  calls: new SharedArrayBuffer(1024),
  place: new SharedArrayBuffer(1024),
  boundMs: BOUND_MS,
  ownUrl: 'file:///ours/',
  endKey: 'key',
});

let data: WatchdogData;
let numbers: Int32Array;
let killed: unknown[];

const isAtWork = (...lines: readonly string[]): void => {
  const text = Buffer.from(lines.join('\n'));
  new Uint8Array(data.calls).set(text);
  numbers[CELL.callsLength] = text.length;
};

/** The main thread stops at the debugger's word, in these frames. */
const pausesAt = (...urls: readonly string[]): void => {
  const session = held.sessions.at(-1);
  if (!(session instanceof EventEmitter)) throw new Error('nobody asked it to stop');
  for (const [index, url] of urls.entries()) {
    session.emit('Debugger.scriptParsed', { params: { scriptId: String(index), url } });
  }
  const callFrames = urls.map((_, index) => ({ location: { scriptId: String(index), lineNumber: 4 } }));
  session.emit('Debugger.paused', { params: { callFrames } });
};

const stopped = (): string =>
  Buffer.from(data.place)
    .subarray(0, numbers[CELL.placeLength] ?? 0)
    .toString('utf8');

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  data = buffers();
  numbers = new Int32Array(data.cells);
  killed = [];
  Object.assign(held, { data, said: [], posted: [], asyncId: 0, sessions: [] });
  vi.spyOn(process, 'kill').mockImplementation((_pid, signal) => {
    killed.push(signal);
    return true;
  });
  await import('./watchdog-thread.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the watchdog’s thread', () => {
  it('does nothing while the main thread moves', () => {
    for (let i = 0; i < 30; i++) {
      numbers[CELL.beat] = i;
      vi.advanceTimersByTime(100);
    }
    expect(held.sessions).toEqual([]);
  });

  it('asks the debugger where it stands once it has stood for as long as it may, and once only', () => {
    vi.advanceTimersByTime(1000);
    expect(held.sessions).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(held.posted).toEqual(['Debugger.enable', 'Debugger.pause']);
    vi.advanceTimersByTime(3000);
    expect(held.sessions).toHaveLength(1);
  });

  it('ends a loop in somebody else’s code, and says where that is', () => {
    vi.advanceTimersByTime(1100);
    pausesAt('node:internal/x', 'file:///ours/main.js', 'file:///shop/my%20plugin.mjs');
    expect(held.posted.slice(2)).toEqual([
      'Runtime.evaluate',
      'Runtime.terminateExecution',
      'Debugger.resume',
      'Debugger.disable',
      'disconnect',
    ]);
    expect([numbers[CELL.isInterrupted], stopped()]).toEqual([1, '/shop/my plugin.mjs:5']);
    expect(held.said).toEqual([]);
  });

  it('lets our own long work go on, unless it is inside a function of somebody else’s', () => {
    vi.advanceTimersByTime(1100);
    pausesAt('file:///ours/main.js', 'node:fs');
    expect(held.posted).not.toContain('Runtime.terminateExecution');
    expect(held.posted.slice(-3)).toEqual(['Debugger.resume', 'Debugger.disable', 'disconnect']);
    expect(numbers[CELL.isInterrupted]).toBe(0);
    numbers[CELL.isInside] = 1;
    vi.advanceTimersByTime(1000);
    expect(held.sessions).toHaveLength(2);
    pausesAt('file:///ours/main.js');
    expect(held.posted).toContain('Runtime.terminateExecution');
    expect([numbers[CELL.isInterrupted], stopped()]).toEqual([1, '']);
  });

  it('ends the process where the loop is in a callback that Node cannot leave, and says whose it is', () => {
    held.asyncId = 12;
    isAtWork('the plugin "a" (its fact "a/b")');
    vi.advanceTimersByTime(1100);
    pausesAt('file:///shop/plugin.mjs');
    expect(held.said).toEqual([
      'listing-lint: the plugin "a" (its fact "a/b") has not returned for 1 s, and the process was ended\n  at /shop/plugin.mjs:5\n',
    ]);
    expect(held.posted.at(-1)).toBe('end');
    expect(held.posted).not.toContain('Runtime.terminateExecution');
  });

  it('lets our own work go on there, too', () => {
    held.asyncId = 12;
    vi.advanceTimersByTime(1100);
    pausesAt('file:///ours/main.js');
    expect(held.said).toEqual([]);
    expect(held.posted).not.toContain('end');
  });

  it('kills what does not stop inside a function of somebody else’s', () => {
    isAtWork('the plugin "a"', 'the plugin "b"');
    numbers[CELL.isInside] = 1;
    vi.advanceTimersByTime(1100 + PATIENCE_MS);
    expect(killed).toEqual(['SIGKILL']);
    expect(held.said).toEqual([
      'listing-lint: one of the plugin "a", the plugin "b" has not returned for 1 s, and the process was ended\n',
    ]);
  });

  it('kills what is our own only when it has not stopped three times', () => {
    const round = 1000 + PATIENCE_MS;
    vi.advanceTimersByTime(100 + 2 * round);
    expect([killed, held.sessions.length]).toEqual([[], 2]);
    vi.advanceTimersByTime(round);
    expect(killed).toEqual(['SIGKILL']);
    expect(held.said[0]).toContain('a plugin has not returned');
  });

  it('kills nothing that has moved meanwhile, and forgets earlier refusals', () => {
    numbers[CELL.isInside] = 1;
    vi.advanceTimersByTime(1100);
    numbers[CELL.beat] = 7;
    vi.advanceTimersByTime(PATIENCE_MS);
    expect(killed).toEqual([]);
    numbers[CELL.isInside] = 0;
    for (let i = 0; i < 4; i++) {
      numbers[CELL.beat] = 10 + i;
      vi.advanceTimersByTime(1100 + PATIENCE_MS);
    }
    expect(killed).toEqual([]);
  });
});

import { BuiltInPrototypes } from './built-in-prototypes.ts';
import { blame, type Call, CallError, describeCall, stackPlaces, thrownText } from './call.ts';
import { Deadline, deferred } from './deadline.ts';
import { Owners } from './owners.ts';
import { Watchdog, type WatchdogOptions } from './watchdog.ts';

export interface GuardOptions {
  /** How long a function may take, ms. Default 60,000. */
  readonly timeoutMs?: number;
  /** What ends loops without an end; started when the first function is called. Without it they are not ended. */
  readonly watchdog?: Pick<WatchdogOptions, 'thread' | 'ownUrl' | 'endKey'>;
}

export const DEFAULT_TIMEOUT_MS = 60_000;

/** After so many calls that gave no answer a function is not called any more: a run must come to its end. */
const MOST_STRIKES = 3;

/** What a function of somebody else's has done that no verdict tells. */
export interface Fault {
  /** A sentence that names whose it is. */
  readonly message: string;
  /** `file:line` of its code, absolute. */
  readonly place?: string;
  /** A finding says it too. */
  readonly hasFinding?: boolean;
}

export interface Accusation {
  readonly who: string;
  /** What it threw. */
  readonly reason: string;
  /** `file:line:column` of its code, absolute. */
  readonly place?: string;
}

/** How often a function has not answered, and for which subject first. */
interface Strikes {
  readonly count: number;
  readonly on: string | undefined;
}

interface Running {
  readonly call: Call;
  readonly fail: (error: CallError) => void;
  isAwaited: boolean;
}

/**
 * Runs the functions of third-party plugins, and the programs that configs are: each has a bound of time, what they throw is told with the
 * name of whom it is to be blamed on, and one that does not answer is not asked for ever. One for the life of a process.
 */
export class Guard {
  readonly timeoutMs: number;
  readonly #watchdogOptions: GuardOptions['watchdog'];
  /** Also those that nobody waits for any more: they may still come back, and loop. */
  readonly #open = new Set<Running>();
  /** Calls that the thread is in at this moment, the innermost last. */
  readonly #inside: Running[] = [];
  readonly #owners = new Owners();
  readonly #strikes = new Map<string, Strikes>();
  readonly #faults = new Map<string, Fault>();
  readonly #prototypes = new BuiltInPrototypes();
  #taken = 0;
  #noticed = 0;
  #watchdog: Watchdog | undefined;
  #interruption = deferred<void>();

  constructor({ timeoutMs = DEFAULT_TIMEOUT_MS, watchdog }: GuardOptions = {}) {
    this.timeoutMs = timeoutMs;
    this.#watchdogOptions = watchdog;
  }

  /** What has gone wrong beside verdicts. A run that has any has not done what it was asked for. */
  get faults(): readonly Fault[] {
    this.#checkPrototypes();
    return [...this.#faults.values()];
  }

  /** Whose doing an error is that came up outside of a function's own course; undefined where it is nobody's whose code runs here. */
  accuse(error: unknown): Accusation | undefined {
    const innermost = this.#inside.at(-1);
    const found = this.#owners.of(stackPlaces(error));
    const who = innermost === undefined ? found?.who : describeCall({ ...innermost.call, on: undefined });
    if (who === undefined) return undefined;
    return { who, reason: thrownText(error), ...(found === undefined ? {} : { place: found.place }) };
  }

  /** All whose code has run here, as sentences begin; undefined where there is nobody. */
  get owners(): string | undefined {
    return this.#owners.all();
  }

  addFault(fault: Fault): void {
    if (!this.#faults.has(fault.message)) this.#faults.set(fault.message, fault);
  }

  /** The faults that have not been taken yet, to be told to the user. */
  takeFaults(): readonly Fault[] {
    const taken = this.faults.slice(this.#taken);
    this.#taken += taken.length;
    return taken;
  }

  /** The faults that no report has yet and no finding says: each becomes a notice of one report, however many a run makes. */
  takeNotices(): readonly Fault[] {
    const taken = this.faults.slice(this.#noticed);
    this.#noticed += taken.length;
    return taken.filter(({ hasFinding }) => hasFinding !== true);
  }

  /** Settles when a loop without an end is cut short. What was about to happen at that moment may be lost, and is to be done anew. */
  get interrupted(): Promise<void> {
    return this.#interruption.promise;
  }

  /** Runs a function that may take its time. Rejects with a known error that names whom to blame; its own known errors pass. */
  async run<T>(call: Call, work: (deadline: Deadline) => T | Promise<T>): Promise<T> {
    const deadline = new Deadline(this.timeoutMs);
    const { promise: failed, reject: fail } = deferred<never>();
    const running: Running = { call, fail, isAwaited: true };
    this.#begin(running);
    const done = inNextTurn(() => this.#enter(running, () => work(deadline)));
    const end = (): void => {
      this.#checkPrototypes();
      this.#end(running);
    };
    done.then(end, end);
    try {
      const silent = deadline.expired.then(() => Promise.reject(this.#silentError(call)));
      return await Promise.race([done, silent, failed]);
    } catch (error) {
      throw blame(call, error);
    } finally {
      deadline.stop();
      running.isAwaited = false;
      this.#watch();
    }
  }

  /** Runs a function that must return at once. Throws what `run` rejects with. */
  runSync<T>(call: Call, work: () => T): T {
    const running: Running = { call, fail: () => undefined, isAwaited: true };
    this.#begin(running);
    try {
      return this.#enter(running, work);
    } catch (error) {
      throw blame(call, error);
    } finally {
      this.#end(running);
    }
  }

  #watch(): void {
    this.#watchdog ??=
      this.#watchdogOptions &&
      new Watchdog({
        ...this.#watchdogOptions,
        boundMs: this.timeoutMs,
        onInterruption: (at) => this.#onInterruption(at),
      });
    const lines = [...this.#open].map(({ call }) => describeCall(call));
    // Where none is at work, something may still run that one has left behind.
    const watched = lines.length > 0 ? lines : [this.#owners.all() ?? ''];
    this.#watchdog?.watch(
      watched,
      [...this.#open].some(({ isAwaited }) => isAwaited),
    );
  }

  #enter<T>(running: Running, work: () => T): T {
    // What was cut short before is told first: none of its frames may be taken for this one's.
    this.#watchdog?.beat();
    if (!running.isAwaited) throw new CallError(running.call, 'timeout', CUT_SHORT);
    this.#refuseSilent(running.call);
    this.#checkPrototypes();
    this.#inside.push(running);
    try {
      return this.#watchdog === undefined ? work() : this.#watchdog.inside(work);
    } finally {
      this.#inside.pop();
      this.#checkPrototypes(running.call);
    }
  }

  /** `call`: has just returned, and is whose doing a change is; without it, all that were at work since the last look may be. */
  #checkPrototypes(call?: Call): void {
    for (const change of this.#prototypes.restore()) {
      const who = call === undefined ? this.#atWork() : describeCall({ ...call, on: undefined });
      this.addFault({ message: `${who} ${change}, which all code in the process shares` });
    }
  }

  #atWork(): string {
    const calls = [...new Set([...this.#open].map(({ call }) => describeCall({ ...call, on: undefined })))];
    if (calls.length > 1) return `one of ${calls.join(', ')}`;
    return calls[0] ?? this.#owners.all() ?? 'a plugin';
  }

  #begin(running: Running): void {
    this.#open.add(running);
    this.#owners.add(running.call);
    this.#watch();
  }

  #end(running: Running): void {
    this.#open.delete(running);
    this.#watch();
  }

  #silentError(call: Call): CallError {
    this.#strike(call, 1);
    return new CallError(call, 'timeout', `has not answered within ${this.#bound}`);
  }

  #strike(call: Call, weight: number): void {
    const key = keyOf(call);
    const { count = 0, on = call.on } = this.#strikes.get(key) ?? {};
    this.#strikes.set(key, { count: count + weight, on });
  }

  #refuseSilent(call: Call): void {
    const { count = 0, on } = this.#strikes.get(keyOf(call)) ?? {};
    if (count < MOST_STRIKES) return;
    const where = on === undefined ? 'before' : `for ${on}`;
    throw new CallError(call, 'timeout', `is not asked any more: it has not answered ${where}`);
  }

  get #bound(): string {
    return `${this.timeoutMs / 1000} s`;
  }

  /** The frames of the thread are gone: whoever waits for them has to be told. `at`: where it was, as far as that is known. */
  #onInterruption(at: string | undefined): void {
    const dead = this.#inside.splice(0);
    for (const running of dead) this.#open.delete(running);
    // Whatever was at work is to be done anew: nothing that was about to begin is begun, and nobody is kept waiting for what is lost.
    for (const running of this.#open) running.isAwaited = false;
    const guilty = dead.length > 0 ? dead : this.#suspects(at);
    const isSure = new Set(guilty.map(({ call }) => keyOf(call))).size === 1;
    const others = guilty.length > 1 ? ', or another beside it' : '';
    const why = `has not returned for ${this.#bound}${others}, and was stopped`;
    const place = at === undefined ? {} : { place: at };
    for (const { call, fail } of guilty) {
      this.#strike(call, isSure ? MOST_STRIKES : 1);
      this.addFault({ message: `${describeCall(call)} ${why}`, ...place, hasFinding: call.mayRefuse === true });
      fail(new CallError(call, 'timeout', why));
    }
    if (guilty.length === 0) this.addFault({ message: `${this.#owners.all() ?? 'a plugin'} ${why}`, ...place });
    this.#watch();
    this.#interruption.resolve();
    this.#interruption = deferred();
  }

  /** It was not in the part of a function that runs when it is called, but in one that runs after a wait: any that waited may be it. */
  #suspects(at: string | undefined): readonly Running[] {
    const all = [...this.#open];
    const found = at === undefined ? undefined : this.#owners.of([at]);
    const near = all.filter(({ call }) => call.who === found?.who);
    return near.length > 0 ? near : all;
  }
}

const CUT_SHORT = 'was not called, as another function was stopped';

/** Strikes are counted by function, whatever it works on. */
const keyOf = ({ who, what }: Call): string => `${who}\0${what}`;

/** In a turn of the event loop of its own, and not in the callback that begins it: where it is cut short, no other work is lost with it. */
const inNextTurn = async <T>(work: () => T | Promise<T>): Promise<T> => {
  await new Promise<void>((settle) => {
    setImmediate(settle);
  });
  return work();
};

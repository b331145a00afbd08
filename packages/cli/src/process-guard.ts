import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { url as debuggerUrl } from 'node:inspector';
import type { Fault, Guard, GuardOptions } from '@listing-lint/core';
import type { GuardHolder } from './output/io.ts';
import { bugText, faultText } from './output/known-error.ts';

declare global {
  namespace NodeJS {
    interface Process {
      /** What `process.exit` does in the end; Node documents it nowhere, and libraries replace it. */
      reallyExit: (code?: number) => never;
    }
  }
}

/** How long what plugins have left running may go on when the run is done, ms. */
const GRACE_MS = 1000;

/**
 * Keeps the process in the hands of the program while other people's code runs in it: only the program ends it, and says how; it never
 * ends without a word. Nothing of this is undone before the process ends.
 */
export class ProcessGuard implements GuardHolder {
  guard: Guard | undefined;
  /** None where somebody is at work with a debugger: a breakpoint is no loop without an end. */
  readonly watchdog: GuardOptions['watchdog'];
  readonly #exit = process.exit.bind(process);
  readonly #reallyExit = process.reallyExit.bind(process);
  /** What the watchdog's thread, which ends the process where the main thread hangs, says to be known. */
  readonly #endKey = randomUUID();
  readonly #write = process.stdout.write.bind(process.stdout);
  readonly #told = new WeakSet<object>();
  readonly #onLastExit = (): void => this.#onExit();
  #code: number | undefined;
  #hasFaults = false;
  #isOutputBroken = false;
  #isEnding = false;

  /** `main` is the address of the program's own module, which its other modules lie beside or below. */
  constructor(main: string) {
    const ownUrl = new URL('.', main);
    this.watchdog =
      debuggerUrl() === undefined ? { thread: new URL('watchdog.js', main), ownUrl, endKey: this.#endKey } : undefined;
    this.#refuseToEnd();
    // Whatever a plugin prints there would spoil a report.
    process.stdout.write = process.stderr.write.bind(process.stderr);
    process.stdout.on('error', (error) => this.#onBrokenOutput(error));
    // Nothing can be said there any more; without a listener it would be said again and again.
    process.stderr.on('error', () => {
      this.#hasFaults = true;
    });
    process.on('uncaughtException', (error) => this.#onUncaught(error));
    process.on('exit', this.#onLastExit);
    process.on('beforeExit', () => this.#comeLast());
  }

  /** Has the ways that a process ends itself by named and refused. What `process.exit` does in the end is `reallyExit`. */
  #refuseToEnd(): void {
    process.exit = (code): never => this.#refuse('process.exit', code, process.exit);
    const reallyExit = (code?: unknown, key?: unknown): never => {
      if (key === this.#endKey) return this.#reallyExit(2);
      return this.#isEnding ? this.#reallyExit(this.#lastCode()) : this.#refuse('process.reallyExit', code, reallyExit);
    };
    process.reallyExit = reallyExit;
    process.abort = (): never => this.#refuse('process.abort', undefined, process.abort);
    const kill = process.kill.bind(process);
    process.kill = (pid, signal) =>
      signal !== 0 && isOwnProcess(pid) ? this.#refuse('process.kill', signal, process.kill) : kill(pid, signal);
  }

  /** Runs after whatever plugins have registered for the end. */
  #comeLast(): void {
    process.off('exit', this.#onLastExit);
    process.on('exit', this.#onLastExit);
  }

  /** A reader that goes away (`| head`) has meant to, and is not told; results that nobody took are not a success either. */
  #onBrokenOutput(error: Error): void {
    const code = 'code' in error ? String(error.code) : '';
    if (code !== 'EPIPE' && !this.#isOutputBroken)
      writeAtOnce(`listing-lint: cannot write to stdout: ${reasonOf(code)}\n`);
    this.#isOutputBroken = true;
    this.#hasFaults = true;
  }

  /** Writes results to stdout. */
  readonly write = (text: string): void => {
    this.#write(text);
  };

  /** The run is done and has said how it went. Ends the process soon, whatever plugins have left running. */
  async finish(code: number): Promise<void> {
    const { exitCode } = process;
    if (exitCode !== undefined)
      this.#add({ message: `${this.#somebody()} set process.exitCode, which only the program may` });
    this.#code = code;
    this.#comeLast();
    process.exitCode = this.#lastCode();
    process.stderr.write(this.#untold());
    await new Promise<void>((settle) => this.#write('', () => settle()));
    await new Promise<void>((settle) => process.stderr.write('', () => settle()));
    setTimeout(() => {
      this.#isEnding = true;
      this.#comeLast();
      this.#exit(this.#lastCode());
    }, GRACE_MS).unref();
  }

  #lastCode(): number {
    return this.#hasFaults ? 2 : (this.#code ?? 2);
  }

  /** To be told with the report, in which it is a notice; where there is no guard, nothing is there to wait for. */
  #add(fault: Fault): void {
    this.#hasFaults = true;
    if (this.guard === undefined) process.stderr.write(faultText(fault.message, fault.place));
    else this.guard.addFault(fault);
  }

  #untold(): string {
    const faults = this.guard?.takeFaults() ?? [];
    return faults.map(({ message, place }) => faultText(message, place)).join('');
  }

  /** Where nothing of it is known but who there is. */
  #somebody(): string {
    return this.guard?.owners ?? 'something outside of listing-lint';
  }

  #refuse(name: string, argument: unknown, refused: (...given: never[]) => unknown): never {
    const error = new Error(`it called ${name}(${argument === undefined ? '' : String(argument)})`);
    Error.captureStackTrace(error, refused);
    this.#told.add(error);
    const { who = this.#somebody(), place } = this.guard?.accuse(error) ?? {};
    this.#add({ message: `${who} called ${name}, which only the program may`, ...(place && { place }) });
    throw error;
  }

  #onUncaught(error: unknown): void {
    if (typeof error === 'object' && error !== null && this.#told.has(error)) return;
    const accused = this.guard?.accuse(error);
    if (accused === undefined) this.#add({ message: bugText(error) });
    else {
      const { who, reason, place } = accused;
      this.#add({ message: `${who} threw where nobody waits for it: ${reason}`, ...(place && { place }) });
    }
  }

  #onExit(): void {
    writeAtOnce(this.#untold());
    if (this.#code === undefined)
      writeAtOnce(faultText('the run has ended without a report: something has not answered'));
    const code = this.#lastCode();
    process.exitCode = code;
    // A listener after this one, or a property that was replaced, would have the last word; where no plugin was loaded, Node ends as ever.
    if (this.guard?.owners !== undefined) this.#reallyExit(code);
  }
}

/** Also by the numbers that stand for its group. */
const isOwnProcess = (pid: number): boolean => pid === process.pid || pid === -process.pid || pid === 0 || pid === -1;

/** As core says it; core is not loaded for that, when the disk is full behind `--help`. */
const reasonOf = (code: string): string => (code === 'ENOSPC' || code === 'EDQUOT' ? 'no space left' : code);

/** The event loop has come to its end: only what is written at once is written at all. */
const writeAtOnce = (text: string): void => {
  if (text === '') return;
  try {
    writeSync(2, text);
  } catch {
    // Nobody listens; the exit code says it.
  }
};

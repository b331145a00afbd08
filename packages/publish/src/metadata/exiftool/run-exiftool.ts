import { spawn } from 'node:child_process';
import { noteUnrepeatable } from '@listing-lint/core/plugin';
import { unwritable } from '@listing-lint/rules/metadata';
import type { Exiftool } from './find-exiftool.ts';

const MAX_OUTPUT_BYTES = 50_000_000;

/**
 * Runs exiftool once in a folder and gives what it says on stdout. No config of the user's is read (it would be a program), and the process ends
 * with this one. Throws `metadata-unwritable` where it cannot be started, fails, takes longer than `timeoutMs` or says more than 50 MB.
 */
export const runExiftool = (
  { command, before }: Exiftool,
  args: readonly string[],
  folder: string,
  timeoutMs = 60_000,
): Promise<string> =>
  new Promise((settle, fail) => {
    noteUnrepeatable();
    const child = spawn(command, [...before, '-config', '', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    let problem: string | undefined;
    const stop = (why: string): void => {
      problem ??= why;
      kill();
    };
    const timer = setTimeout(() => stop(`it takes longer than ${timeoutMs / 1000} s`), timeoutMs);
    const [out, errors] = [new Collected(stop), new Collected(stop)];
    child.stdout.on('data', out.add);
    child.stderr.on('data', errors.add);
    const done = (): void => {
      clearTimeout(timer);
      process.off('exit', kill);
    };
    child.on('error', (error) => {
      done();
      const isMissing = 'code' in error && error.code === 'ENOENT';
      fail(
        unwritable(`exiftool cannot be started: ${isMissing ? `${command} is not on this machine` : error.message}`),
      );
    });
    child.on('close', (code) => {
      done();
      // Of files that are broken it says so in its answer, and ends with 1 all the same.
      const isAnswered = code === 0 || (code === 1 && !out.isEmpty);
      const reason = problem ?? (isAnswered ? undefined : (errors.firstLine() ?? `it ended with ${String(code)}`));
      if (reason === undefined) settle(out.text());
      else fail(unwritable(`exiftool gives up: ${reason}`));
    });
  });

/** What a stream gives, up to a bound. */
class Collected {
  readonly #chunks: Buffer[] = [];
  readonly #stop: (why: string) => void;
  #length = 0;

  constructor(stop: (why: string) => void) {
    this.#stop = stop;
  }

  readonly add = (chunk: Buffer): void => {
    this.#length += chunk.length;
    if (this.#length > MAX_OUTPUT_BYTES) this.#stop('it says too much');
    else this.#chunks.push(chunk);
  };

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  firstLine(): string | undefined {
    const [line] = this.text().trim().split('\n');
    return line === undefined || line === '' ? undefined : line.slice(0, 200);
  }
}

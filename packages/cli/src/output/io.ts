import type { Guard, GuardOptions } from '@listing-lint/core';

/** Where something is done. */
export interface Surroundings {
  /** Absolute working directory. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly now: () => Date;
  /** Keeps what the code of plugins runs under. Default: one for each command. */
  readonly guards?: GuardHolder;
}

/** What a command sees of the world: a test gives its own. */
export interface Io extends Surroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal, 80 where there is none. */
  readonly columns: number;
}

/** Keeps the guard of the functions of plugins, made when a command first needs it. */
export interface GuardHolder {
  guard: Guard | undefined;
  /** In the program itself: what ends loops without an end. */
  readonly watchdog?: GuardOptions['watchdog'];
}

/** `write` is stdout for results: what plugins print there themselves goes elsewhere. */
export const processIo = (write: (text: string) => void, guards: GuardHolder): Io => ({
  cwd: process.cwd(),
  env: process.env,
  stdout: write,
  stderr: (text) => {
    process.stderr.write(text);
  },
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 80,
  now: () => new Date(),
  guards,
});

/** Whether colour may be used: the flag, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
export const mayColor = (io: Io, flag: boolean | undefined, isTerminal: boolean): boolean => {
  if (flag !== undefined) return flag;
  const { FORCE_COLOR: force, NO_COLOR: no } = io.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return isTerminal && io.env.TERM !== 'dumb';
};

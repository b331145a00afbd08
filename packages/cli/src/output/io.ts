/** What a command sees of the world: a test gives its own. */
export interface Io {
  /** Absolute working directory. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal, 80 where there is none. */
  readonly columns: number;
  readonly now: () => Date;
}

export const processIo = (): Io => ({
  cwd: process.cwd(),
  env: process.env,
  stdout: (text) => {
    process.stdout.write(text);
  },
  stderr: (text) => {
    process.stderr.write(text);
  },
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 80,
  now: () => new Date(),
});

/** Whether colour may be used: the flag, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
export const mayColor = (io: Io, flag: boolean | undefined, isTerminal: boolean): boolean => {
  if (flag !== undefined) return flag;
  const { FORCE_COLOR: force, NO_COLOR: no } = io.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return isTerminal && io.env.TERM !== 'dumb';
};

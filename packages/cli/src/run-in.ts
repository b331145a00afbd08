import type { Io } from './output/io.ts';
import { run } from './run.ts';

/** What a command has written, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a folder, for tests: no environment and a fixed day, unless told. */
export const runIn = async (
  cwd: string,
  args: readonly string[],
  more: Partial<Pick<Io, 'env' | 'now'>> = {},
): Promise<Ended> => {
  let [out, err] = ['', ''];
  const code = await run(args, {
    cwd,
    env: {},
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date('2026-11-25T12:00:00Z'),
    ...more,
  });
  return { code, out, err };
};

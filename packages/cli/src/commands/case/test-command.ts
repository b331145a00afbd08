import { run } from '../../run.ts';

/** Runs the command line in a folder, on a day that stays. */
export const commandIn = async (
  cwd: string,
  ...argv: string[]
): Promise<{ code: number; out: string; err: string }> => {
  let [out, err] = ['', ''];
  const code = await run(argv, {
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
    now: () => new Date(2026, 10, 26),
  });
  return { code, out, err };
};

import { type Ended, runIn } from '../../run-in.ts';

/** Runs the command line in a folder, on a day that stays. */
export const commandIn = (cwd: string, ...argv: string[]): Promise<Ended> =>
  runIn(cwd, argv, { now: () => new Date(2026, 10, 26) });

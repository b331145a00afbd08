import { runIn } from '../../scenarios/scenario.ts';
import type { Observation } from './greener.ts';
import { afterSeconds, BOUND, type RunOptions, usualArgs, withReport } from './observe.ts';

/** Lints the shop in this process: for damages that can neither end nor block it. */
export const lintHere = (root: string, options: RunOptions = {}): Promise<Observation> =>
  withReport(root, async (file) => {
    const { passed, clear } = afterSeconds(options.bound ?? BOUND);
    const running = runIn(root, usualArgs(file, options), options.cwd === undefined ? {} : { cwd: options.cwd });
    const ended = await Promise.race([running, passed]).finally(clear);
    return ended === 'late'
      ? { exit: null, said: '' }
      : { exit: ended.status, said: `${ended.stdout}\n${ended.stderr}` };
  });

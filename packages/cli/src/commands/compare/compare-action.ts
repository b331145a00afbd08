import { queryOf } from '../../api/flags.ts';
import { compareFormatOf, comparerFor } from '../../api/proof/compare.ts';
import type { Io } from '../../output/io.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface CompareFlags extends ConfigOptions {
  readonly format?: readonly string[];
}

/** Compares two pictures and writes what was found; 1 where the pixels of one could not be looked at. */
export const compareAction = async (a: string, b: string, flags: CompareFlags, io: Io): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, compareFormatOf);
  const { hasUnread, render } = await comparerFor(io)({
    ...queryOf(flags, io),
    a,
    b,
    onEvent: showEvents(progressLine(io)),
  });
  await writeOwnOutputs(outputs, render, io);
  return hasUnread ? 1 : 0;
};

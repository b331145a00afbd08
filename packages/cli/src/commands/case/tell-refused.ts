import type { Io } from '../../output/io.ts';
import { shownText, toldLine } from '../../output/told.ts';

/** Tells why something is not made; gives the exit code. */
export const tellRefused = (what: string, reasons: readonly string[], io: Pick<Io, 'stderr'>): number => {
  io.stderr(`listing-lint: ${what}:\n${reasons.map((reason) => `  - ${shownText(reason)}\n`).join('')}`);
  return 1;
};

/** Tells what is to be known beside what was made. */
export const tellNotes = (notes: readonly string[], io: Pick<Io, 'stderr'>): void => {
  for (const note of notes) io.stderr(toldLine(note));
};

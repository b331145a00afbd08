import { escapeControlLines, escapeControls, safeJson } from '@listing-lint/core';
import type { Io } from './io.ts';

export { pathFrom } from '@listing-lint/core';

/** A sentence on stderr, whatever names from outside it quotes. */
export const toldLine = (message: string): string => `listing-lint: ${escapeControls(message)}\n`;

/** A text from outside as a terminal can show it, on one line. */
export const shownText = (text: string): string => escapeControls(text);

/** The first of such texts, and how many more there are. */
export const firstShown = ([first = '', ...others]: readonly string[]): string =>
  `${shownText(first)}${others.length === 0 ? '' : ` and ${others.length} more`}`;

/** The same for a text of several lines, which stay. */
export const shownLines = (text: string): string => escapeControlLines(text);

/** Data as JSON that a terminal can show. */
export const jsonText = (value: unknown): string => safeJson(value);

/** Tells why something is not made; gives the exit code. */
export const tellRefused = (what: string, reasons: readonly string[], io: Pick<Io, 'stderr'>): number => {
  io.stderr(`listing-lint: ${what}:\n${reasons.map((reason) => `  - ${shownText(reason)}\n`).join('')}`);
  return 1;
};

/** Tells what is to be known beside what was made. */
export const tellNotes = (notes: readonly string[], io: Pick<Io, 'stderr'>): void => {
  for (const note of notes) io.stderr(toldLine(note));
};

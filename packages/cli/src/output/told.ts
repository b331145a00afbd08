import { escapeControlLines, escapeControls, safeJson } from '@listing-lint/core';

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

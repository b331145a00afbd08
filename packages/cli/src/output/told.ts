import { escapeControlLines, escapeControls, safeJson } from '@listing-lint/core';
import type { Io } from './io.ts';

/** A sentence on stderr, whatever names from outside it quotes. */
export const toldLine = (message: string): string => `listing-lint: ${escapeControls(message)}\n`;

/** Tells sentences on stderr as they come. */
export const tellTo =
  ({ stderr }: Pick<Io, 'stderr'>) =>
  (message: string): void =>
    stderr(toldLine(message));

/** A text from outside as a terminal can show it, on one line. */
export const shownText = (text: string): string => escapeControls(text);

/** The same for a text of several lines, which stay. */
export const shownLines = (text: string): string => escapeControlLines(text);

/** Data as JSON that a terminal can show. */
export const jsonText = (value: unknown): string => safeJson(value);

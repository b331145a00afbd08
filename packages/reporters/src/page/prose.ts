import { escapeControls } from '@listing-lint/core';

/** A run of words, or of code. */
export interface ProsePart {
  readonly code: boolean;
  readonly text: string;
}

/** The prose of a rule, in which backticks mark code. */
export const prose = (text: string): readonly ProsePart[] =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      const code = part.length > 2 && part.startsWith('`') && part.endsWith('`');
      return { code, text: escapeControls(code ? part.slice(1, -1) : part) };
    });

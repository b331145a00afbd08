import { escapeControls } from '@listing-lint/core';
import type pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** Columns before the lines of a block, and between its parts. */
export const INDENT = 2;
export const GAP = 2;

/** What a text of one column a character is made of; the library takes 20 ms to load. Latin letters, digits, signs of writing. */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]*$/;

let measure: ((text: string) => number) | undefined;
let isMissed = false;

/** Terminal columns of a text without escapes: wide for CJK and emoji, none for combining marks. Call it within `withWidths`. */
export const textWidth = (text: string): number => {
  if (PLAIN.test(text)) return text.length;
  if (measure !== undefined) return measure(text);
  isMissed = true;
  return text.length;
};

/** Runs a layout, and once more with the library where a text had a width of its own. */
export const withWidths = async (layOut: () => string): Promise<string> => {
  isMissed = false;
  const first = layOut();
  if (!isMissed) return first;
  measure ??= (await import('string-width')).default;
  return layOut();
};

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** Lines of at most `width` columns, broken at spaces, and inside a word only where it is wider than a line: after a `/` if there is one. Never empty. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => chop(part, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
};

let segmenter: Intl.Segmenter | undefined;

const chop = (word: string, width: number): readonly string[] => {
  if (textWidth(word) <= width) return [word];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of segmenter.segment(word)) {
    if (piece !== '' && textWidth(piece + segment) > width) {
      const end = piece.lastIndexOf('/') + 1 || piece.length;
      pieces.push(piece.slice(0, end));
      piece = piece.slice(end);
    }
    piece += segment;
  }
  return [...pieces, piece];
};

/** Sentences under a block, dimmed and wrapped. */
export const noteLines = (notes: readonly string[], columns: number, colors: Colors): readonly string[] =>
  notes.flatMap((note) =>
    wrap(escapeControls(note), columns - INDENT).map((line) => colors.dim(`${' '.repeat(INDENT)}${line}`)),
  );

/** A text of lines in which none begins as a command of a CI log does (`::error`, `##[error]`): names of files and messages come from outside. */
export const withoutLogCommands = (text: string): string => text.replace(/^(\s*)(?=::|##\[)/gm, '$1\\');

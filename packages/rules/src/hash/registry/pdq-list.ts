import { ListingLintError, type Problem } from '@listing-lint/core/plugin';
import { MIN_QUALITY } from '../compare/compare.ts';
import { type Hash256, hashFromHex } from '../hash256/hash256.ts';

/** One line of a PDQ list. */
export interface PdqLine {
  readonly line: number;
  readonly hash: Hash256;
  /** What stands behind the quality (a file name, an id), or null. */
  readonly label: string | null;
}

/**
 * Reads PDQ's interchange text: `hash,quality` a line, anything behind a second comma is a label; `#` begins a comment. Lines of quality
 * below 50 are left out, as their hashes say nothing. Throws `data-invalid` with every bad line at its place.
 */
export const parsePdqList = (text: string, path: string): readonly PdqLine[] => {
  const lines: PdqLine[] = [];
  const problems: Problem[] = [];
  text.split('\n').forEach((raw, index) => {
    const content = raw.replace(/#.*/, '').trim();
    if (content === '') return;
    const [hex = '', quality = '', ...label] = content.split(',').map((part) => part.trim());
    const hash = hashFromHex(hex);
    const at = { file: path, line: index + 1 };
    if (!hash) problems.push({ ...at, message: 'a line begins with a PDQ hash of 64 hex digits' });
    else if (!/^\d{1,3}$/.test(quality) || Number(quality) > 100) {
      problems.push({ ...at, message: 'the hash is followed by a comma and its quality, 0 to 100' });
    } else if (Number(quality) >= MIN_QUALITY) {
      lines.push({ line: index + 1, hash, label: label.join(',') || null });
    }
  });
  const [first] = problems;
  if (first) {
    throw new ListingLintError('data-invalid', `${path}:${first.line}: ${first.message}`, problems);
  }
  return lines;
};

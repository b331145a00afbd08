import { escapeControls } from '@listing-lint/core';
import { fewNamed } from '@listing-lint/rules/kernel';
import type { NewCase } from './new-case.ts';

/** Names that are said of many; the case has them all. */
const MOST_SAID = 10;

/** What a case was made about of what its source names, and what not, in sentences; none where that is all that there was. */
export const toldSource = ({ works, leftOut }: Pick<NewCase, 'works' | 'leftOut'>): readonly string[] => {
  const few = (names: readonly string[]): string => fewNamed(names.map(escapeControls), MOST_SAID);
  if (works.length < 2 && leftOut.length === 0) return [];
  const about = `the case is about ${few(works)}`;
  if (leftOut.length === 0) return [about];
  const left = `not taken: ${few(leftOut)}; \`listing-lint case new PICTURE\` makes a case about a picture of yours that you name`;
  return [about, left];
};

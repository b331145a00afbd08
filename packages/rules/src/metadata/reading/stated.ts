import { cleanText } from './clean-text.ts';
import type { Statement } from './statements.ts';

const MAX_VALUES = 50;

/** What the file's own carriers of one kind state, by name: the first value, or all of them (at most 50), each as one line. */
export const statedIn = (
  statements: readonly Statement[],
  source: Statement['source'],
): { readonly one: (name: string) => string | null; readonly all: (name: string) => readonly string[] } => {
  const own = statements.filter((each) => each.source === source && each.depth === 0);
  const all = (name: string): readonly string[] =>
    own
      .filter((each) => each.name === name)
      .flatMap(({ value }) => cleanText(value) ?? [])
      .slice(0, MAX_VALUES);
  return { all, one: (name) => all(name)[0] ?? null };
};

import type { ShownAs } from '../../hash/originals/shows-original.ts';

/** Answers that are kept. */
const MOST_REMEMBERED = 20_000;

const SHOWN_AS: readonly ShownAs[] = ['copy', 'like', 'not-shown', 'plain'];

/** What is known of pairs of pictures, by a key of the contents of both. */
interface Answers {
  readonly get: (key: string) => ShownAs | undefined;
  readonly set: (key: string, said: ShownAs) => void;
  /** Those asked for in this run first; undefined where there are none. */
  readonly written: () => string | undefined;
}

/** Those of the run before, and what is added; `text` is what that run has written. */
export const answersOf = (text: string | undefined): Answers => {
  const before = readAnswers(text);
  const asked = new Map<string, ShownAs>();
  return {
    get: (key) => {
      const said = asked.get(key) ?? before.get(key);
      if (said !== undefined) asked.set(key, said);
      return said;
    },
    set: (key, said) => asked.set(key, said),
    written: () => {
      const all = new Map([...asked, ...[...before].filter(([key]) => !asked.has(key))]);
      if (all.size === 0) return undefined;
      return JSON.stringify([...all].slice(0, MOST_REMEMBERED));
    },
  };
};

/** What cannot be read is asked again. */
const readAnswers = (text: string | undefined): ReadonlyMap<string, ShownAs> => {
  const answers = new Map<string, ShownAs>();
  if (text === undefined) return answers;
  let pairs: unknown;
  try {
    pairs = JSON.parse(text);
  } catch {
    return answers;
  }
  if (!Array.isArray(pairs)) return answers;
  for (const pair of pairs) {
    const [key, said]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const known = SHOWN_AS.find((each) => each === said);
    if (typeof key === 'string' && known !== undefined) answers.set(key, known);
  }
  return answers;
};

/** Answers that are kept. */
const MOST_REMEMBERED = 20_000;

/** What is known of pairs of pictures, by a key of the contents of both. */
interface Answers<T> {
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, said: T) => void;
  /** Those asked for in this run first; undefined where there are none. */
  readonly written: () => string | undefined;
}

/** Those of the run before, and what is added; `text` is what that run has written, `values` are all answers that there are. */
export const answersOf = <T extends string>(text: string | undefined, values: readonly T[]): Answers<T> => {
  const before = readAnswers(text, values);
  const asked = new Map<string, T>();
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
const readAnswers = <T extends string>(text: string | undefined, values: readonly T[]): ReadonlyMap<string, T> => {
  const answers = new Map<string, T>();
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
    const known = values.find((each) => each === said);
    if (typeof key === 'string' && known !== undefined) answers.set(key, known);
  }
  return answers;
};

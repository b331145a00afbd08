/** Kleene's strong three-valued logic; undefined is unknown. */
export type Truth = boolean | undefined;

export const and = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;

export const not = (a: Truth): Truth => (a === undefined ? undefined : !a);

/** What a number can be, as far as it is known: `least` to `most`, both included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** How many of these are true: the unknown ones may all be, or none. */
export const countTrue = (truths: Iterable<Truth>): Range => {
  let least = 0;
  let open = 0;
  for (const truth of truths) {
    if (truth === true) least += 1;
    else if (truth === undefined) open += 1;
  }
  return { least, most: least + open };
};

/** Whether a condition on a number holds, where the number is one of a range: only what all of them agree on is known. */
export const overRange = ({ least, most }: Range, test: (number: number) => Truth): Truth => {
  const first = test(least);
  for (let number = least + 1; number <= most; number += 1) {
    if (first === undefined || test(number) !== first) return undefined;
  }
  return first;
};

/** The quantifiers that ask what holds of members, of which `held` do and `failed` do not. `every` and `none` hold of nobody, `any` does not. */
export const quantified = (quantifier: 'any' | 'every' | 'none', held: Range, failed: Range): Truth => {
  const some = ({ least, most }: Range): Truth => (least > 0 ? true : most > 0 ? undefined : false);
  if (quantifier === 'any') return some(held);
  return not(some(quantifier === 'none' ? held : failed));
};

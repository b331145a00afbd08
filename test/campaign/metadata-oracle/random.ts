export type Random = () => number;

/** Numbers from 0 to below 1 that are the same for the same seed. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** One of some values; there has to be one. */
export const oneOf = <T>(random: Random, values: readonly [T, ...T[]] | readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
};

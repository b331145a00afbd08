import { FILLED_AT_ONCE, type FillRounds } from '../fill-rounds.ts';

/** The JavaScript reference of `fillRounds`. */
export const jsFillRounds: FillRounds = ({ all, pixels, width }, rounds) => {
  const [step, row, last] = [FILLED_AT_ONCE, FILLED_AT_ONCE * width, pixels.length - 1];
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k <= last; k++) {
      const at = FILLED_AT_ONCE * (pixels[round % 2 === 0 ? k : last - k] ?? 0);
      for (let i = at; i < at + step; i++)
        all[i] = ((all[i - step] ?? 0) + (all[i + step] ?? 0) + (all[i - row] ?? 0) + (all[i + row] ?? 0)) / 4;
    }
  }
};

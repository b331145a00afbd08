import { type Calibration, falseAlarmRate, PRESENT_RATE } from './calibration.ts';
import { isWhole } from './confirm.ts';
import type { Hit } from './detect.ts';

/**
 * Probability that a picture without the mark shows a place as good as this one, 0 to 1. A place where parts of the mark are missing never comes
 * under what `present` asks for, however well the others agree: a person should look at it.
 */
export const rateOf = (calibration: Calibration, { stage, score, confirmation }: Hit, marks: number): number => {
  const rate = falseAlarmRate(calibration, stage.size, score, marks);
  return isWhole(confirmation) ? rate : Math.max(rate, 2 * PRESENT_RATE);
};

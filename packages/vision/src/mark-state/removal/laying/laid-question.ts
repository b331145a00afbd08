import { type LaidWhole, laidOnWhole } from './laid.ts';
import { atCommonSize, type RemovalQuestion } from './question.ts';

/** A question with all three pictures at one size, and ours laid on the suspect; undefined where too little is shown for that. */
export interface LaidQuestion {
  readonly asked: RemovalQuestion;
  readonly question: RemovalQuestion;
  readonly laid: LaidWhole | undefined;
}

export const laidFor = (asked: RemovalQuestion): LaidQuestion => {
  const question = atCommonSize(asked);
  const { clean, suspect, box, map } = question;
  return { asked, question, laid: laidOnWhole(clean, suspect, box, map) };
};

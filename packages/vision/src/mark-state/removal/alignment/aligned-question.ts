import { atCommonSize, type RemovalQuestion } from './question.ts';
import { alignWhole, type WholeAlignment } from './whole-alignment.ts';

/** A question with all three pictures at one size, and ours aligned with the suspect; undefined where too little is shown for that. */
export interface AlignedQuestion {
  readonly asked: RemovalQuestion;
  readonly question: RemovalQuestion;
  readonly aligned: WholeAlignment | undefined;
}

export const alignQuestion = (asked: RemovalQuestion): AlignedQuestion => {
  const question = atCommonSize(asked);
  const { clean, suspect, box, map } = question;
  return { asked, question, aligned: alignWhole(clean, suspect, box, map) };
};

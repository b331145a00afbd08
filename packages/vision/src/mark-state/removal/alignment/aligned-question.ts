import { atCommonSize, type RemovalQuestion } from './question.ts';
import { alignWhole, type WholeAlignment } from './whole-alignment.ts';

/** A question with all three pictures at one size, and ours aligned with the suspect; undefined if too little is visible. `inputs` have their original sizes. */
export interface AlignedQuestion {
  readonly inputs: RemovalQuestion;
  readonly question: RemovalQuestion;
  readonly aligned: WholeAlignment | undefined;
}

export const alignQuestion = (inputs: RemovalQuestion): AlignedQuestion => {
  const question = atCommonSize(inputs);
  const { clean, suspect, box, map } = question;
  return { inputs, question, aligned: alignWhole(clean, suspect, box, map) };
};

import { plainText } from '../letter/letter-facts.ts';

/**
 * Sentences as one text of at most so many code points: the first always stands, and of the others as many as fit whole. No word is cut;
 * `leftOut` says how many sentences are missing. The first has to be within the limit itself.
 */
export const withinCharacters = (
  sentences: readonly string[],
  most = Number.POSITIVE_INFINITY,
): { readonly text: string; readonly leftOut: number } => {
  const [first = '', ...rest] = sentences.map(plainText).filter((sentence) => sentence !== '');
  let text = first;
  let leftOut = 0;
  for (const sentence of rest) {
    const longer = `${text} ${sentence}`;
    if ([...longer].length <= most) text = longer;
    else leftOut++;
  }
  return { text, leftOut };
};

import { type KeyPath, ListingLintError, type Problem, problemsInOrder, sentencesOf } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { linesOf, placeInCase, placeSchema, type soundCase } from './file/case-resource.ts';

/** What is otherwise than a case says, or could not be told, and the place where it says so. */
export interface Told {
  readonly at: KeyPath;
  readonly kind: 'otherwise' | 'open';
  readonly message: string;
}

/** `title`: what it is about, short enough for a sentence. */
export const toldSchema = (title: string, description: string) =>
  z.object({ otherwise: z.array(z.string()).meta({ title, description }), ...placeSchema });

/** What could not be told has one reason most often, and is named so many times. */
const MOST_OPEN = 3;

/** All that was told, in the order of the file. Throws `fact-unavailable` where something could not be told and nothing is otherwise. */
export const toldValue = (
  told: readonly Told[],
  { problemAt }: Pick<Awaited<ReturnType<typeof soundCase>>, 'problemAt'>,
): z.infer<ReturnType<typeof toldSchema>> => {
  const of = (kind: Told['kind']): readonly Problem[] =>
    problemsInOrder(told.filter((each) => each.kind === kind).map(({ at, message }) => problemAt(at, message)));
  const [otherwise, open] = [of('otherwise'), of('open')];
  if (otherwise.length === 0 && open.length > 0) {
    const more = open.length - MOST_OPEN;
    const sentences = [...sentencesOf(open.slice(0, MOST_OPEN)), ...(more > 0 ? [`and ${more} more`] : [])];
    throw new ListingLintError('fact-unavailable', sentences.join(', '), open);
  }
  return { otherwise: linesOf(problemsInOrder([...otherwise, ...open])), ...placeInCase(otherwise) };
};

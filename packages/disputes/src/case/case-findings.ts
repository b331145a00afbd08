import { type KeyPath, ListingLintError, type Problem, problemsInOrder, sentencesOf } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { linesOf, placeInCase, placeSchema, type soundCase } from './file/case-resource.ts';

/** A deviation from what a case says (`otherwise`), or an undecided statement (`open`), with its key. */
export interface CaseFinding {
  readonly at: KeyPath;
  readonly kind: 'otherwise' | 'open';
  readonly message: string;
}

/** Schema of the deviations; `title` is used in sentences. */
export const caseFindingsSchema = (title: string, description: string) =>
  z.object({ otherwise: z.array(z.string()).meta({ title, description }), ...placeSchema });

/** Most undecided statements in a message: they usually have one reason. */
const MOST_OPEN = 3;

/** Returns the findings in the order of the file. Throws `fact-unavailable` if all are undecided. */
export const caseFindingsValue = (
  findings: readonly CaseFinding[],
  { problemAt }: Pick<Awaited<ReturnType<typeof soundCase>>, 'problemAt'>,
): z.infer<ReturnType<typeof caseFindingsSchema>> => {
  const of = (kind: CaseFinding['kind']): readonly Problem[] =>
    problemsInOrder(findings.filter((each) => each.kind === kind).map(({ at, message }) => problemAt(at, message)));
  const [otherwise, open] = [of('otherwise'), of('open')];
  if (otherwise.length === 0 && open.length > 0) {
    const more = open.length - MOST_OPEN;
    const sentences = [...sentencesOf(open.slice(0, MOST_OPEN)), ...(more > 0 ? [`and ${more} more`] : [])];
    throw new ListingLintError('fact-unavailable', sentences.join(', '), open);
  }
  return { otherwise: linesOf(problemsInOrder([...otherwise, ...open])), ...placeInCase(otherwise) };
};

import { defineFact, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { CaseFile } from '../case/file/case-file.ts';
import { placeInCase, placeSchema, regionOf, soundCase } from '../case/file/case-resource.ts';
import { walkCase } from '../case/procedure/walk.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { type CaseDeadline, deadlineLines, deadlineSentence } from './deadline.ts';
import { deadlinesOf } from './deadlines-of.ts';

/** How deadlines are counted: options of `response-due` and `response-due-soon`. */
export const countingParams = z.strictObject({
  soonDays: z.number().int().min(0).max(60).optional(),
  answerDays: z.number().int().min(1).max(90).optional(),
});
const params = countingParams.extend({ urgentDays: z.number().int().min(0).max(60).optional() });

/** All deadlines of a case as of the day of the run, counted by these params. */
export const countedDeadlines = (
  file: CaseFile,
  given: z.infer<typeof countingParams>,
  { asOf }: FactContext,
): readonly CaseDeadline[] => {
  const { soonDays, answerDays } = given;
  return deadlinesOf(file, builtInProfiles(), {
    asOf,
    ...(soonDays === undefined ? {} : { soonDays }),
    ...(answerDays === undefined ? {} : { answerDays }),
  });
};

const sentences = (title: string) => z.array(z.string()).meta({ title });
const deadline = z.object({
  id: z.string(),
  duty: z.string(),
  actor: z.enum(['us', 'platform', 'counterparty']),
  start: z.object({ event: z.string(), at: z.string(), listing: z.string().nullable() }),
  due: z.object({ earliest: z.iso.date(), latest: z.iso.date() }).nullable(),
  until: z.iso.date().nullable().meta({ description: 'the day that daysLeft counts to.' }),
  state: z.enum(['met', 'open', 'due-soon', 'past', 'unknown']),
  daysLeft: z.number().int().nullable(),
  metAt: z.string().nullable(),
  metBy: z.string().nullable().meta({ description: 'type of the event that ended it.' }),
  period: z.string().nullable(),
  why: z.string().nullable(),
  doubt: z.string().nullable(),
  source: z
    .object({ title: z.string(), url: z.string(), read: z.iso.date(), certainty: z.enum(['A', 'B', 'C']) })
    .nullable(),
});

/** Where the start of a deadline stands in the case file. */
const placeOfStart = ({ start }: CaseDeadline, { events, notice }: CaseFile): readonly (string | number)[] => {
  const index = (events ?? []).findIndex(({ type, at }) => type === start.event && at === start.at);
  if (index >= 0) return ['events', index, 'at'];
  if (start.event === 'accused') return ['accusation', 'receivedAt'];
  return notice?.filedAt === start.at ? ['notice', 'filedAt'] : [];
};

/** Whether a case against us was not answered and does not say when the accusation came: until when is not known. */
const isAccusationUndated = (file: CaseFile): boolean => {
  const { places, procedure } = walkCase(file);
  return [...places.values()].some(({ positions }) =>
    positions.some(({ state }) => procedure.states[state]?.step?.id === 'accusation'),
  );
};

const told = (deadlines: readonly CaseDeadline[]): string[] => deadlines.flatMap(deadlineLines);

/** What is very near begins with a word of its own. */
const lastDays = ([first = '', ...more]: readonly string[]): readonly string[] => [`last days: ${first}`, ...more];

export const deadlinesFact = defineFact({
  id: 'deadlines',
  scope: 'case',
  version: 5,
  title: 'Whose turn it is in a dispute, until when, and what is past.',
  params,
  schema: z.object({
    past: sentences('deadlines that are past'),
    soon: sentences('deadlines of ours that are near'),
    urgent: sentences('deadlines of ours that are very near'),
    unknown: sentences('deadlines that cannot be reckoned'),
    list: z.array(deadline).meta({ title: 'all deadlines of the case' }),
    ...placeSchema,
  }),
  compute: async (_subject, given, context) => {
    const { value, problemAt } = await soundCase(context);
    const { urgentDays = 0, ...counting } = params.parse(given);
    const list = countedDeadlines(value, counting, context);
    const past = list.filter(({ state }) => state === 'past');
    // What the platform is late with soon is nothing that we could do.
    const soon = list.filter(({ state, actor }) => state === 'due-soon' && actor === 'us');
    const isUrgent = ({ daysLeft }: CaseDeadline): boolean => daysLeft !== null && daysLeft <= urgentDays;
    const first = past[0] ?? soon[0];
    return {
      past: told(past),
      soon: told(soon.filter((each) => !isUrgent(each))),
      urgent: soon.filter(isUrgent).flatMap((each) => lastDays(deadlineLines(each))),
      unknown: [
        ...list
          .filter(({ state, doubt }) => state === 'unknown' || (state !== 'met' && doubt !== null))
          .map(deadlineSentence),
        ...(isAccusationUndated(value)
          ? ['the case does not say when the accusation came: write it under "accusation.receivedAt"']
          : []),
      ],
      list: list.map((each) => ({ ...each })),
      ...placeInCase(first === undefined ? [] : [problemAt(placeOfStart(first, value), '')]),
    };
  },
  region: regionOf,
});

export const deadlinesKnownFact = defineFact({
  id: 'deadlinesKnown',
  scope: 'case',
  version: 2,
  title: 'That every deadline of a dispute can be reckoned; cannot be had where one cannot, and says what is missing.',
  params,
  schema: z.object({ known: z.literal(true).meta({ title: 'whether all deadlines can be reckoned' }) }),
  compute: async (subject, given, context) => {
    const { unknown } = await context.get(deadlinesFact.id, subject, given);
    if (unknown[0] !== undefined) throw new ListingLintError('fact-unavailable', unknown[0]);
    return { known: true as const };
  },
});

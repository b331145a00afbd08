import { defineFact, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { soundCase } from '../case/file/case-resource.ts';
import { settledSettings } from '../disputes-settings.ts';
import { hitPlace } from './hit-place.ts';
import { readLog } from './monitoring-fact.ts';
import { unansweredOf } from './unanswered.ts';

/** The listings that a case is about, as it writes them. */
export const infringementsFact = defineFact({
  id: 'infringements',
  scope: 'case',
  version: 2,
  title: 'The listings of others that a case is about.',
  schema: z.object({
    id: z.string().meta({ title: 'id of the case' }),
    open: z.boolean().meta({ title: 'whether the case is open' }),
    listings: z.array(z.object({ listing: z.string(), picture: z.string().nullable() })).meta({
      title: 'listings of others',
      description: 'and the SHA-256 of the picture there, where the case says it.',
    }),
  }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    return {
      id: String(value.id),
      open: value.status === 'open',
      listings: (value.infringements ?? []).map(({ listing, image }) => ({
        listing: String(listing),
        picture: image?.sha256 ?? null,
      })),
    };
  },
});

const MOST_TOLD = 50;

export const monitoringHitsFact = defineFact({
  id: 'monitoringHits',
  scope: 'monitoring-log',
  version: 1,
  title: 'What a monitoring log says was found, and what is gone.',
  schema: z.object({
    found: z
      .array(
        z.object({
          at: z.string(),
          listing: z.string(),
          seller: z.string().nullable(),
          hit: z.string().nullable(),
          picture: z.string().nullable(),
          isAnswered: z.boolean(),
        }),
      )
      .meta({ title: 'what was found' }),
    gone: z.array(z.string()).meta({ title: 'ids of hits that are gone' }),
  }),
  compute: async (subject, _params, context) => {
    if (subject.absent === true) return { found: [], gone: [] };
    const { value, problems } = await readLog(subject, context);
    if (value === null) throw new ListingLintError('data-invalid', 'the monitoring log has mistakes', problems);
    return {
      found: value.checks.flatMap(({ at, found }) =>
        (found ?? []).map((each) => ({
          at,
          listing: String(each.listing),
          seller: each.seller === null || each.seller === undefined ? null : String(each.seller),
          hit: each.hit?.id ?? null,
          picture: each.hit?.picture?.sha256 ?? null,
          isAnswered: Boolean(each.decision) || (each.case ?? null) !== null,
        })),
      ),
      gone: value.checks.flatMap(({ run }) => (run?.gone ?? []).map(({ hit }) => hit)),
    };
  },
});

const answerParams = z.object({ days: z.int().min(0) });

/** Places of all cases, and whether one of them could not be read. */
const casePlaces = async (
  context: FactContext,
): Promise<{ readonly places: ReadonlySet<string>; readonly unread: readonly string[] }> => {
  const places = new Set<string>();
  const unread: string[] = [];
  for (const subject of context.subjects('case')) {
    try {
      const { listings } = await context.get(infringementsFact.id, subject);
      for (const { listing, picture } of listings) places.add(hitPlace(listing, picture));
    } catch {
      unread.push(subject.path);
    }
  }
  return { places, unread };
};

export const infringementsUnansweredFact = defineFact({
  id: 'infringementsUnanswered',
  scope: 'monitoring-log',
  version: 1,
  title:
    'What a monitoring log says was found and nobody has answered: no case, no decision, not gone. Unknown where a case that cannot be read may be one.',
  schema: z.object({
    listings: z.array(z.string()).meta({ title: 'listings that nobody has answered' }),
  }),
  params: answerParams,
  needsSet: [monitoringHitsFact.id],
  compute: async (subject, params, context) => {
    const { days } = answerParams.parse(params);
    const logs = context.set(monitoringHitsFact.id);
    const own = logs.get(subject.path);
    if (own === undefined || !('value' in own))
      throw new ListingLintError('fact-unavailable', 'what the monitoring log says is not known');
    const gone = new Set([...logs.values()].flatMap((log) => ('value' in log ? log.value.gone : [])));
    const { places, unread } = await casePlaces(context);
    const { asOf } = context;
    const told = unansweredOf(
      own.value.found,
      { cases: places, gone, settings: settledSettings.of(context) },
      { days, asOf },
    );
    if (told.length > 0 && unread.length > 0)
      throw new ListingLintError('fact-unavailable', `what ${unread.slice(0, 3).join(', ')} is about is not known`);
    const more = told.length - MOST_TOLD;
    return { listings: [...told.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])] };
  },
});

import { defineFact, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { caseOf } from '../case-fact.ts';
import { soundCase } from '../file/case-resource.ts';
import { builtInProfiles, profileNamed } from '../profile/profiles.ts';
import { adviceOf, passedBy } from './advice.ts';
import { lawsWithoutLimitation, limitationOf, silenceOf } from './escalation.ts';

const silenceFact = defineFact({
  id: 'silence',
  scope: 'case',
  version: 1,
  title:
    'How many business days a platform has not answered a complaint; cannot be had where no calendar counts them and more days than `most` passed.',
  params: z.strictObject({ most: z.number().int().min(0).optional() }),
  schema: z.object({
    days: z.number().int().meta({
      title: 'business days of silence',
      description: 'of an unknown calendar all days, as long as they are few.',
    }),
    since: z.iso.date().nullable().meta({ title: 'day of the complaint that waits' }),
  }),
  compute: async (_subject, { most }, context) => {
    const { value } = await soundCase(context);
    const { since, calendarDays, businessDays, why } = silenceOf(value, builtInProfiles(), context.asOf);
    // Business days are never more than days.
    if (businessDays === null && why !== null && most !== undefined && calendarDays > Number(most))
      throw new ListingLintError('fact-unavailable', why);
    return { days: businessDays ?? calendarDays, since };
  },
});

const limitationFact = defineFact({
  id: 'limitation',
  scope: 'case',
  version: 1,
  title: 'When the claims of a dispute lapse, by the first law of it of which that is known.',
  params: z.strictObject({ least: z.number().int().min(0).optional() }),
  schema: z.object({
    daysLeft: z.number().int().nullable().meta({ title: 'days until claims may lapse' }),
    near: z.array(z.string()).meta({ title: 'claims that lapse with fewer days left than `least`' }),
    unknown: z.array(z.string()).meta({ title: 'laws without a known limitation period' }),
  }),
  compute: async (_subject, { least = 0 }, context) => {
    const { value } = await soundCase(context);
    const found = limitationOf(value, builtInProfiles(), context.asOf);
    const unknown = [...lawsWithoutLimitation(value, builtInProfiles())];
    if (found === null) return { daysLeft: null, near: [], unknown };
    const { ends, daysLeft, law, source } = found;
    const state =
      daysLeft < 0 ? `claims may have lapsed on ${ends}` : `claims may lapse on ${ends}, in ${daysLeft} days`;
    const near = daysLeft < Number(least) ? [`${state} (${law}), source: ${source}`] : [];
    return { daysLeft, near, unknown };
  },
  caveats: ({ unknown }) => unknown.map((law) => `no limitation period is known for ${law}: it is not judged`),
});

const sellersFact = defineFact({
  id: 'sellers',
  scope: 'case',
  version: 1,
  title: 'Who sells the infringing listings of a case, and where.',
  schema: z.object({ sellers: z.array(z.string()).meta({ title: 'sellers, each with its platform' }) }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    if (value.direction === 'accused') return { sellers: [] };
    const platform =
      profileNamed(builtInProfiles().platforms, value.platform)?.id ?? value.platform?.toLowerCase() ?? '';
    const named = [value.counterparty?.seller, ...(value.infringements ?? []).map(({ seller }) => seller)];
    const sellers = named.flatMap((seller) =>
      seller === undefined || seller === null ? [] : [`${seller}${platform === '' ? '' : ` on ${platform}`}`],
    );
    return { sellers: [...new Set(sellers)] };
  },
});

const sellerRecordFact = defineFact({
  id: 'sellerRecord',
  scope: 'case',
  version: 1,
  title: 'The seller of this case who is in most cases of the run.',
  schema: z.object({
    caseCount: z.number().int().meta({ title: 'number of cases against one seller' }),
    seller: z.string().nullable(),
    others: z.array(z.string()).meta({ title: 'other cases against that seller' }),
  }),
  needsSet: [sellersFact.id],
  compute: (subject, _params, context) => {
    const kept = context.set(sellersFact.id);
    const own = kept.get(subject.path);
    if (own === undefined || !('value' in own))
      throw new ListingLintError('data-invalid', 'the case file has mistakes');
    const records = own.value.sellers.map((seller) => ({
      seller,
      others: [...kept].flatMap(([path, each]) =>
        path !== subject.path && 'value' in each && each.value.sellers.includes(seller) ? [path] : [],
      ),
    }));
    const [most] = records.toSorted((a, b) => b.others.length - a.others.length);
    return most === undefined
      ? { caseCount: 0, seller: null, others: [] }
      : { caseCount: most.others.length + 1, ...most };
  },
  related: ({ others }) => others.map((path) => ({ path, message: 'is against the same seller' })),
});

const count = z.number().min(0);
const thresholds = z.strictObject({
  maxDamagesUsd: count,
  maxAfterTakedown: count,
  maxCounterfeits: count,
  maxMarksRemoved: count,
  maxListings: count,
  maxSellerCases: count,
  maxSilentDays: count,
  leastDaysToLimitation: count,
});

const adviceFact = defineFact({
  id: 'escalationAdvice',
  scope: 'case',
  version: 2,
  title:
    'What else to know of a dispute that is past a threshold: what nearly holds, what to collect first, who hears small claims.',
  params: thresholds,
  schema: z.object({
    passed: z.array(z.string()).meta({ title: 'thresholds that are passed' }),
    advice: z.array(z.string()).meta({ title: 'what else to know' }),
  }),
  needsSet: [sellersFact.id],
  compute: async (subject, params, context) => {
    const { value } = await soundCase(context);
    const profiles = builtInProfiles();
    const of = caseOf(value);
    const { caseCount } = await context.get(sellerRecordFact.id, subject);
    const values = {
      damagesUsd: of.damagesUsd,
      afterTakedown: of.afterTakedownCount,
      counterfeits: of.counterfeitCount,
      marksRemoved: of.watermarkRemovedCount,
      listings: of.infringementCount,
      sellerCases: caseCount,
      silentDays: silenceOf(value, profiles, context.asOf).businessDays,
      daysToLimitation: limitationOf(value, profiles, context.asOf)?.daysLeft ?? null,
    };
    const limits = thresholds.parse(params);
    return { passed: [...passedBy(values, limits)], advice: [...adviceOf(value, values, limits, profiles)] };
  },
});

export const escalationFacts = [silenceFact, limitationFact, sellersFact, sellerRecordFact, adviceFact];

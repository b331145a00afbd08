import { defineFact, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { caseOf } from '../case/case-fact.ts';
import { keptUnstamped } from '../case/evidence/kept-unstamped.ts';
import { AlikeNames, accountKey } from '../case/file/account-name.ts';
import { soundCase } from '../case/file/case-resource.ts';
import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';

import { samePlace } from '../monitoring/hit-place.ts';

import { adviceOf, passedBy } from './advice.ts';
import { lawsWithoutLimitation, limitationOf, silenceOf } from './escalation.ts';

const ZONES = 'write the times with their zones, or "timeZone" of the case';

const silenceFact = defineFact({
  id: 'silence',
  scope: 'case',
  version: 2,
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
    const { since, calendarDays, businessDays, mostBusinessDays, why } = silenceOf(
      value,
      builtInProfiles(),
      context.asOf,
    );
    // Business days are never more than days.
    if (businessDays === null && why !== null && most !== undefined && calendarDays > Number(most))
      throw new ListingLintError('fact-unavailable', why);
    if (most !== undefined && businessDays !== null && mostBusinessDays !== null) {
      const isOpen = businessDays <= Number(most) && mostBusinessDays > Number(most);
      if (isOpen)
        throw new ListingLintError(
          'fact-unavailable',
          `${businessDays} or ${mostBusinessDays} business days passed, by whose clock counts; ${ZONES}`,
        );
    }
    return { days: businessDays ?? calendarDays, since };
  },
});

const limitationFact = defineFact({
  id: 'limitation',
  scope: 'case',
  version: 2,
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
    const { ends, daysLeft, mostDaysLeft, law, source } = found;
    if (daysLeft < Number(least) && mostDaysLeft >= Number(least))
      throw new ListingLintError(
        'fact-unavailable',
        `claims may lapse in ${daysLeft} to ${mostDaysLeft} days (${law}), by whose clock counts; ${ZONES}`,
      );
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
  version: 4,
  title: 'Who sells the infringing listings of a case, and where.',
  schema: z.object({
    sellers: z
      .array(z.object({ key: z.string(), name: z.string(), platform: z.string(), places: z.array(z.string()) }))
      .meta({
        title: 'sellers, each with its platform and listings',
        description: 'listings by their addresses without what follows visitors.',
      }),
  }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    if (value.direction === 'accused') return { sellers: [] };
    const platform =
      profileNamed(builtInProfiles().platforms, value.platform)?.id ?? value.platform?.toLowerCase() ?? '';
    const infringements = value.infringements ?? [];
    const counterparty = value.counterparty?.seller;
    const sellers = new Map<string, string>();
    for (const seller of [counterparty, ...infringements.map((each) => each.seller)]) {
      const key = seller === undefined || seller === null ? '' : accountKey(seller);
      if (key !== '' && !sellers.has(key)) sellers.set(key, String(seller));
    }
    const placesOf = (key: string): readonly string[] =>
      infringements
        .filter(({ seller }) => accountKey(String(seller ?? counterparty ?? '')) === key)
        .map(({ listing }) => samePlace(String(listing)));
    return {
      sellers: [...sellers].map(([key, name]) => ({ key, name, platform, places: [...new Set(placesOf(key))] })),
    };
  },
});

interface SellerCase {
  readonly path: string;
  readonly places: readonly string[];
}

interface SellerIndex {
  /** Cases by key and platform of a seller, in the same order for every case of the run. */
  readonly cases: ReadonlyMap<string, readonly SellerCase[]>;
  readonly names: AlikeNames<{ readonly name: string; readonly path: string }>;
}

type KeptSellers = ReturnType<typeof keptSellers>;
const keptSellers = (context: FactContext) => context.set(sellersFact.id);
/** Made once for the cases of a run, which all ask for it. */
const indexes = new WeakMap<KeptSellers, SellerIndex>();

const indexOf = (kept: KeptSellers): SellerIndex => {
  const before = indexes.get(kept);
  if (before !== undefined) return before;
  const all = [...kept].flatMap(([path, each]) =>
    'value' in each ? each.value.sellers.map((seller) => ({ ...seller, path })) : [],
  );
  const cases = new Map<string, SellerCase[]>();
  for (const { key, platform, path, places } of all) {
    const id = JSON.stringify([key, platform]);
    const of = cases.get(id) ?? [];
    of.push({ path, places });
    cases.set(id, of);
  }
  const index = { cases, names: new AlikeNames(all) };
  indexes.set(kept, index);
  return index;
};

/** Counts cases so that no listing is counted in two of them: those that share the fewest listings with others first. */
const countCases = (cases: readonly SellerCase[]): number => {
  const uses = new Map<string, number>();
  for (const place of cases.flatMap(({ places }) => places)) uses.set(place, (uses.get(place) ?? 0) + 1);
  const sharedBy = (places: readonly string[]): number =>
    places.reduce((sum, place) => sum + (uses.get(place) ?? 1) - 1, 0);
  const counted = new Set<string>();
  return cases
    .map(({ places }) => ({ places, shared: sharedBy(places) }))
    .sort((a, b) => a.shared - b.shared)
    .filter(({ places }) => {
      const isCounted = !places.some((place) => counted.has(place));
      if (isCounted) for (const place of places) counted.add(place);
      return isCounted;
    }).length;
};

/** Names that are told at one case. */
const MOST_ALIKE = 5;

const sellerRecordFact = defineFact({
  id: 'sellerRecord',
  scope: 'case',
  version: 4,
  title: 'The seller of this case who is in most cases of the run.',
  schema: z.object({
    caseCount: z.number().int().meta({
      title: 'number of cases against one seller',
      description: 'of cases that share a listing of the seller, one counts.',
    }),
    seller: z.string().nullable(),
    others: z.array(z.string()).meta({ title: 'other cases against that seller' }),
    alike: z.array(z.string()).meta({ title: 'sellers of other cases whose names are nearly the same' }),
  }),
  needsSet: [sellersFact.id],
  compute: (subject, _params, context) => {
    const kept = keptSellers(context);
    const own = kept.get(subject.path);
    if (own === undefined || !('value' in own))
      throw new ListingLintError('data-invalid', 'the case file has mistakes');
    const index = indexOf(kept);
    const counted = own.value.sellers.map(({ key, name, platform }) => {
      const cases = index.cases.get(JSON.stringify([key, platform])) ?? [];
      return {
        seller: platform === '' ? name : `${name} on ${platform}`,
        others: cases.map(({ path }) => path).filter((path) => path !== subject.path),
        caseCount: countCases(cases),
      };
    });
    const alike = own.value.sellers.flatMap(({ name }) =>
      index.names
        .like(name)
        .filter(({ path }) => path !== subject.path)
        .map((each) => `${name} and ${each.name} in ${each.path}`),
    );
    const [most] = counted.toSorted((a, b) => b.caseCount - a.caseCount);
    return most === undefined
      ? { caseCount: 0, seller: null, others: [], alike }
      : { ...most, alike: [...new Set(alike)].slice(0, MOST_ALIKE) };
  },
  caveats: ({ alike }) => alike.map((pair) => `${pair} are nearly one name: the cases are counted apart`),
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
  version: 3,
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
      daysToLimitation: limitationOf(value, profiles, context.asOf)?.mostDaysLeft ?? null,
    };
    const limits = thresholds.parse(params);
    const advice = adviceOf(value, values, limits, profiles, await keptUnstamped(value, context));
    return { passed: [...passedBy(values, limits)], advice: [...advice] };
  },
});

export const escalationFacts = [silenceFact, limitationFact, sellersFact, sellerRecordFact, adviceFact];

import { defineFact, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { soundCase } from '../case/file/case-resource.ts';
import { earliest } from '../case/file/dates.ts';
import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';

import { goodFaithOf } from './good-faith.ts';

const ownNoticeFact = defineFact({
  id: 'ownNotice',
  scope: 'case',
  version: 1,
  title: 'A complaint of yours: to whom, when, and how it ended.',
  schema: z.object({
    complaint: z.boolean().meta({ title: 'whether we complain' }),
    platform: z.string().nullable(),
    filedAt: z.string().nullable(),
    decidedAt: z.string().nullable(),
    result: z.enum(['upheld', 'rejected', 'countered', 'withdrawn']).nullable(),
    closed: z.boolean(),
    draft: z.boolean().meta({ title: 'whether it is a complaint that is not filed yet' }),
  }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    const { direction, platform, notice, outcome, events, status } = value;
    const filed = (events ?? []).filter(({ type }) => type === 'filed').map(({ at }) => at);
    const filedAt = notice?.filedAt ?? earliest(filed) ?? null;
    const complaint = direction !== 'accused';
    return {
      complaint,
      platform: profileNamed(builtInProfiles().platforms, platform)?.id ?? platform ?? null,
      filedAt,
      draft: complaint && filedAt === null && status === 'open',
      decidedAt: outcome?.decidedAt ?? null,
      result: outcome?.result ?? null,
      closed: status === 'closed',
    };
  },
});

const goodFaithFact = defineFact({
  id: 'goodFaith',
  scope: 'case',
  version: 1,
  title: 'How many of your notices to the platform of this case were upheld and countered of late.',
  params: z.strictObject({
    leastUpheld: z.number().min(0).max(1).optional(),
    mostCountered: z.number().min(0).max(1).optional(),
    months: z.number().int().min(1).max(60).optional(),
  }),
  schema: z.object({
    decided: z.number().int().meta({ title: 'number of notices that were decided' }),
    shortfalls: z.array(z.string()).meta({ title: 'what stands against filing' }),
  }),
  needsSet: [ownNoticeFact.id],
  compute: (subject, { leastUpheld = 0.9, mostCountered = 0.05, months = 3 }, context) => {
    const kept = context.set(ownNoticeFact.id);
    const own = kept.get(subject.path);
    if (own === undefined || !('value' in own))
      throw new ListingLintError('data-invalid', 'the case file has mistakes');
    const { platform } = own.value;
    const notices = [...kept.values()]
      .flatMap((each) => ('value' in each ? [each.value] : []))
      .filter((each) => each.complaint && each.platform === platform);
    const thresholds = {
      leastUpheld: Number(leastUpheld),
      mostCountered: Number(mostCountered),
      months: Number(months),
    };
    const { decided, shortfalls, undecided, untold } = goodFaithOf(notices, context.asOf, thresholds);
    if (shortfalls.length === 0 && undecided.length > 0) {
      const what = `${untold} closed ${untold === 1 ? 'case does' : 'cases do'} not say how the notice ended`;
      throw new ListingLintError('fact-unavailable', `${what}; write "outcome.result" and "outcome.decidedAt"`);
    }
    return { decided, shortfalls: [...shortfalls] };
  },
});

export const goodFaithFacts = [ownNoticeFact, goodFaithFact];

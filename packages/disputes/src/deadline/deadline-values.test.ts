// Whose turn it is until when, of made cases: what happened, by whom, whose clock counts, what a case states itself, on days around each other.
// deadline-values.txt has a sentence for each deadline, and where the account of a period differs from it, to be read beside config/profiles.

import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { caseFileSchema } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { isAnsweredOrOpen } from './answered.ts';
import { deadlineLines, deadlineSentence } from './deadline.ts';
import { deadlinesOf } from './deadlines-of.ts';

type Random = () => number;
const one = <T>(random: Random, of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
const some = (random: Random, share: number): boolean => random() < share;

const COMPLAINING = [
  'filed',
  'evidence-requested',
  'evidence-received',
  'counter-notice',
  'counter-forwarded',
  'acknowledged',
  'removed',
  'relisted',
  'suit-notified',
  'escalated',
  'accepted',
  'rejected',
  'reply',
  'withdrawn',
] as const;
const ACCUSED = [
  'accused',
  'removed',
  'counter-notice',
  'counter-forwarded',
  'reply',
  'reinstated',
  'rejected',
  'evidence-requested',
  'acknowledged',
  'settled',
] as const;

const caseOf = (random: Random): unknown => {
  const isAccused = some(random, 0.5);
  const types: readonly string[] = isAccused ? ACCUSED : COMPLAINING;
  const at = (): string =>
    `2026-0${1 + Math.floor(random() * 3)}-${one(random, ['03', '10', '10', '17', '28'])}${one(random, ['', '', 'T23:30Z', 'T02:00+08:00'])}`;
  const events = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, k) => ({
    type:
      k === 0 && some(random, 0.8)
        ? isAccused
          ? 'accused'
          : 'filed'
        : (types[Math.floor(random() * types.length)] ?? 'reply'),
    at: at(),
    ...(some(random, 0.4)
      ? { listing: one(random, ['A', 'B']) }
      : some(random, 0.15)
        ? { listings: one<string | string[]>(random, ['all', ['A', 'B']]) }
        : {}),
    ...(some(random, 0.25)
      ? {
          deadline: {
            date: `2026-0${2 + Math.floor(random() * 3)}-${one(random, ['03', '10', '17'])}${one(random, ['', 'T12:00Z'])}`,
            ...(some(random, 0.4) ? { rule: 'their letter' } : {}),
          },
        }
      : {}),
    ...(some(random, 0.25) ? { by: one(random, ['us', 'platform', 'the seller', 'somebody']) } : {}),
  })).sort((a, b) => (a.at < b.at ? -1 : 1));
  const listings = some(random, 0.6) ? ['A', 'B'] : ['A'];
  return {
    ...{ id: 'c', status: 'open', ...(isAccused ? { direction: 'accused' } : {}), events },
    ...(some(random, 0.75)
      ? { platform: one(random, ['aliexpress', 'amazon', 'ebay', 'etsy', 'taobao', 'some shop']) }
      : {}),
    ...(some(random, 0.6)
      ? { jurisdiction: one(random, ['US', 'CN', 'EU', ['CN', 'US'], ['US', 'Utopia'], 'Utopia']) }
      : {}),
    ...(some(random, 0.6) ? { timeZone: one(random, ['Asia/Shanghai', 'Europe/London', 'America/New_York']) } : {}),
    ...(some(random, 0.4)
      ? { counterparty: { name: 'X', timeZone: one(random, ['America/New_York', 'Asia/Shanghai']) } }
      : {}),
    ...(isAccused
      ? {
          accusation: {
            ...(some(random, 0.7) ? { listings } : {}),
            receivedAt: one(random, ['2026-01-03', '2026-02-10T08:00Z']),
            ...(some(random, 0.3) ? { respondBy: one(random, ['2026-02-17', '2026-03-17']) } : {}),
          },
        }
      : {
          infringements: listings.map((listing, k) => ({ listing, firstSeen: k === 0 ? '2026-01-02' : '2026-02-05' })),
        }),
  };
};

it('deadlines of made cases stand', { tags: 'full' }, async () => {
  const told: string[] = [];
  for (let seed = 1; seed <= 150; seed++) {
    const random = seededRandom(seed);
    const file = caseFileSchema.parse(caseOf(random));
    const asOf = one(random, ['2026-02-10', '2026-03-02', '2026-03-17', '2026-04-10']);
    const options = {
      asOf,
      soonDays: one(random, [0, 5, 7]),
      ...(some(random, 0.4) ? { answerDays: one(random, [3, 5, 10]) } : {}),
    };
    const events = (file.events ?? []).map(
      ({ type, at, listing, listings }) =>
        `${type} ${at.slice(5)}${listing ? ` ${listing}` : ''}${listings ? ` ${String(listings)}` : ''}`,
    );
    told.push(
      `${seed} ${asOf} ${file.platform ?? '-'} ${String(file.jurisdiction ?? '-')} ${file.timeZone ?? '-'}${options.answerDays === undefined ? '' : ` ${options.answerDays} days`}: ${events.join(', ')}`,
    );
    try {
      for (const deadline of deadlinesOf(file, builtInProfiles(), options)) {
        const said = deadlineSentence(deadline);
        const [, ground = ''] = deadlineLines(deadline);
        told.push(
          `  ${deadline.id} ${deadline.state} ${deadline.daysLeft ?? '-'} ${said.length > 260 ? `${said.slice(0, 260)}…` : said}${said.includes(ground) ? '' : ` | ${ground}`}`,
        );
      }
      if (file.direction === 'accused')
        told.push(`  ${isAnsweredOrOpen(file, builtInProfiles(), asOf) ? 'answered, or open' : 'not answered'}`);
    } catch (error) {
      told.push(`  ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('./deadline-values.txt');
});

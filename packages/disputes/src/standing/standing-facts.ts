import { defineFact, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { AlikeNames, accountKey } from '../case/file/account-name.ts';
import { soundCase } from '../case/file/case-resource.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { type AccountStanding, type AccountStrike, standingLines, standingsOf } from './standing.ts';

export const strikesFact = defineFact({
  id: 'strikes',
  scope: 'case',
  version: 1,
  title: 'Penalties against accounts of yours that a case file holds.',
  schema: z.object({
    open: z.boolean(),
    strikes: z.array(
      z.object({
        account: z.string(),
        ladder: z.string(),
        at: z.string(),
        points: z.number().nullable(),
        rightsHolder: z.string().nullable(),
        status: z.enum(['active', 'appealed', 'withdrawn']),
      }),
    ),
  }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    const strikes = (value.strikes ?? []).map(({ account, ladder, at, points, rightsHolder, status }) => ({
      account: String(account),
      ladder,
      at,
      points: points ?? null,
      rightsHolder: rightsHolder ?? null,
      status: status ?? ('active' as const),
    }));
    return { open: value.status === 'open', strikes };
  },
});

interface KeptStrikes {
  readonly strikes: readonly AccountStrike[];
  /** Paths of the cases that are open. */
  readonly open: ReadonlySet<string>;
  /** Case files with mistakes: whether they hold strikes is not known. */
  readonly unread: number;
}

const keptStrikes = (context: FactContext): KeptStrikes => {
  const kept = [...context.set(strikesFact.id)];
  const read = kept.flatMap(([path, each]) => ('value' in each ? [{ path, ...each.value }] : []));
  return {
    strikes: read.flatMap(({ path, strikes }) => strikes.map((strike) => ({ ...strike, case: path }))),
    open: new Set(read.flatMap(({ path, open }) => (open ? [path] : []))),
    unread: kept.length - read.length,
  };
};

/** Where all accounts stand, for a set fact that names `strikes` among what it needs. */
export const accountStandings = (context: FactContext): readonly AccountStanding[] =>
  standingsOf(keptStrikes(context).strikes, builtInProfiles().ladders, context.asOf);

/** The case that a standing is told of: one that is open before others, the latest of them. */
const toldAt = ({ cases }: AccountStanding, open: ReadonlySet<string>): string | undefined =>
  cases.find((path) => open.has(path)) ?? cases[0];

/** Names that are told at one case. */
const MOST_ALIKE = 5;

/** Accounts of a case whose strikes may belong to one of another name: counted apart, either looks better than it is. */
const alikeOf = (path: string, strikes: readonly AccountStrike[]): string[] => {
  const own = new Set(strikes.filter((strike) => strike.case === path).map(({ account }) => account));
  if (own.size === 0) return [];
  const names = new AlikeNames(strikes.map((strike) => ({ name: strike.account, path: strike.case })));
  const pairs = [...own].flatMap((account) =>
    names
      .like(account)
      .map(
        (other) =>
          `${account} and ${other.name} (${other.path}) are nearly one name: write one, or they are counted apart`,
      ),
  );
  return [...new Set(pairs)].slice(0, MOST_ALIKE);
};

const standingFact = defineFact({
  id: 'standing',
  scope: 'case',
  version: 2,
  title: 'Where the accounts of yours stand whose latest strike is in this case, by the strikes of all cases.',
  params: z.strictObject({ left: z.number().int().min(0).max(100).optional() }),
  schema: z.object({
    accounts: z.array(z.string()).meta({ title: 'accounts with strikes' }),
    near: z.array(z.string()).meta({ title: 'accounts near their end' }),
    alike: z.array(z.string()).meta({ title: 'accounts with nearly the same names' }),
    unread: z.number().int().meta({ title: 'number of case files whose strikes are not known' }),
  }),
  needsSet: [strikesFact.id],
  compute: (subject, { left }, context) => {
    const { strikes, open, unread } = keptStrikes(context);
    // It is told at a case that holds a strike of the account: others need not be counted.
    const accounts = new Set(strikes.flatMap((each) => (each.case === subject.path ? [accountKey(each.account)] : [])));
    const own = strikes.filter(({ account }) => accounts.has(accountKey(account)));
    const told = standingsOf(own, builtInProfiles().ladders, context.asOf).filter(
      (standing) => toldAt(standing, open) === subject.path,
    );
    const near = told.filter((standing) => standing.left !== null && standing.left <= Number(left ?? 1));
    const unknown = told.find(({ why }) => why !== null);
    // What is known to be near its end is told; only where nothing is does the unknown decide, for whoever asks how near.
    if (left !== undefined && near.length === 0 && unknown?.why)
      throw new ListingLintError('fact-unavailable', unknown.why);
    return {
      accounts: told.map(({ account }) => account),
      near: near.flatMap(standingLines),
      alike: alikeOf(subject.path, strikes),
      unread,
    };
  },
  caveats: ({ unread }) => (unread === 0 ? [] : [`strikes of case files with mistakes are not counted (${unread})`]),
});

export const standingFacts = [strikesFact, standingFact];

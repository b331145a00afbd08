import { dayOf, daysBetween } from '../case/file/dates.ts';
import { licensedBy } from '../case/file/licensees.ts';
import type { SettledSettings } from '../disputes-settings.ts';
import { hitPlace } from './hit-place.ts';

/** Something that a log says was found. */
export interface LoggedFinding {
  readonly at: string;
  readonly listing: string;
  readonly seller: string | null;
  /** Id of the hit; null where somebody wrote it by hand. */
  readonly hit: string | null;
  /** SHA-256 of their picture. */
  readonly picture: string | null;
  /** The log itself names a case or a decision. */
  readonly isAnswered: boolean;
}

/** What answers a finding beside its log. */
export interface Answers {
  /** Places that cases are about. */
  readonly cases: ReadonlySet<string>;
  /** Ids of hits that are gone. */
  readonly gone: ReadonlySet<string>;
  readonly settings: SettledSettings;
}

/** Findings older than some days that nobody has answered: a sentence each, the oldest first. Pure. */
export const unansweredOf = (
  findings: readonly LoggedFinding[],
  { cases, gone, settings }: Answers,
  { days, asOf }: { readonly days: number; readonly asOf: string },
): readonly string[] =>
  findings
    .filter(({ at }) => daysBetween(at, asOf) > days)
    .filter(({ isAnswered, hit }) => !isAnswered && !(hit !== null && gone.has(hit)))
    .filter((each) => !cases.has(hitPlace(each.listing, each.picture)) && !isSettled(each, settings))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ listing, at, seller }) => {
      const who = seller === null ? '' : ` (${seller})`;
      return `${listing}${who} was found on ${dayOf(at)}, ${daysBetween(at, asOf)} days ago, and there is no case and no decision`;
    });

/** The config says that it is none, or that the seller may. */
export const isSettled = (
  { listing, seller, picture, at }: Pick<LoggedFinding, 'listing' | 'seller' | 'picture' | 'at'>,
  { monitor }: SettledSettings,
): boolean => {
  const refused = (monitor?.refused ?? []).some(
    (each) =>
      each.work === undefined &&
      (each.listing === undefined || hitPlace(each.listing, null) === hitPlace(listing, null)) &&
      (each.domain === undefined || isBelow(listing, each.domain)) &&
      (each.picture === undefined || each.picture === picture),
  );
  if (refused) return true;
  const licensees = (monitor?.licensees ?? []).filter(({ works }) => works === undefined);
  const one = { listing, seller, firstSeen: at, match: { work: 'any' } };
  return licensedBy(one, { id: '', status: 'open', licensees }) !== undefined;
};

/** Whether an address lies at a host or below it: `evil-shop.example` does not lie below `shop.example`. */
const isBelow = (address: string, domain: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === domain || hostname.endsWith(`.${domain}`);
};

import { mayConcern } from './about.ts';
import { accountKey } from './account-name.ts';
import type { CaseFile } from './case-file.ts';
import { dayOf, isAfter } from './dates.ts';
import { isAtShop } from './shop-host.ts';

type Infringement = NonNullable<CaseFile['infringements']>[number];
export type Licensee = NonNullable<CaseFile['licensees']>[number];

/**
 * The licensee who may show what an infringing listing shows; undefined where none may. By seller or host, for the work that the listing
 * shows, as long as the licence had not ended on a day: that on which the listing was last seen. Fakes are nobody's licence. Pure.
 */
export const licensedBy = (
  one: Infringement,
  { licensees, works }: CaseFile,
  on: string = one.lastSeen ?? one.firstSeen,
): Licensee | undefined => {
  if (one.counterfeit === true) return undefined;
  const shown = one.match ? [String(one.match.work)] : (works ?? []).map(({ id }) => String(id));
  return (licensees ?? []).find(
    (licensee) =>
      (isSeller(one, licensee) || isHost(one, licensee)) &&
      coversAll(licensee, shown) &&
      !(licensee.until && isAfter(on, licensee.until)),
  );
};

/** The licensee of a listing whose licence has ended since, and a day on which we complained about it while it ran; undefined where there is none. Pure. */
export const complainedWhileLicensed = (
  one: Infringement,
  file: CaseFile,
): { readonly licensee: Licensee; readonly filed: string } | undefined => {
  if (file.direction === 'accused' || licensedBy(one, file) !== undefined) return undefined;
  const filings = (file.events ?? []).filter((event) => event.type === 'filed' && mayConcern(event, one.listing));
  const days = [file.notice?.filedAt ?? [], filings.map(({ at }) => at)].flat();
  const found = days.flatMap((filed) => {
    const licensee = licensedBy(one, file, filed);
    return licensee === undefined ? [] : [{ licensee, filed }];
  });
  return found[0];
};

/** How findings say that a listing is silenced. */
export const licenceSentence = ({ listing }: Infringement, { name, until }: Licensee): string =>
  `${listing} is of ${name}, who may use the work${until ? ` until ${dayOf(until)}` : ''}`;

const isSeller = ({ seller }: Infringement, licensee: Licensee): boolean =>
  (seller ?? null) !== null &&
  (licensee.seller ?? null) !== null &&
  accountKey(seller ?? '') === accountKey(licensee.seller ?? '');

/** The host of the licensee's shop, or one below it. */
const isHost = ({ listing }: Infringement, { domain }: Licensee): boolean =>
  Boolean(domain) && isAtShop(String(listing), domain ?? '');

/** A licence of some works covers a listing where all that it may show is among them. */
const coversAll = ({ works }: Licensee, shown: readonly string[]): boolean => {
  if (works === undefined || works === null) return true;
  const covered = works.map(String);
  return shown.length > 0 && shown.every((work) => covered.includes(work));
};

import { accountKey } from './account-name.ts';
import type { CaseFile } from './case-file.ts';
import { dayOf, isAfter } from './dates.ts';
import { isAtShop } from './shop-host.ts';

type Infringement = NonNullable<CaseFile['infringements']>[number];
export type Licensee = NonNullable<CaseFile['licensees']>[number];

/**
 * The licensee who may show what an infringing listing shows; undefined where none may. By seller or host, for the work that the listing
 * shows, as long as the licence had not ended when the listing was last seen. Fakes are nobody's licence. Pure.
 */
export const licensedBy = (one: Infringement, { licensees, works }: CaseFile): Licensee | undefined => {
  if (one.counterfeit === true) return undefined;
  const seen = one.lastSeen ?? one.firstSeen;
  const shown = one.match ? [String(one.match.work)] : (works ?? []).map(({ id }) => String(id));
  return (licensees ?? []).find(
    (licensee) =>
      (isSeller(one, licensee) || isHost(one, licensee)) &&
      coversAll(licensee, shown) &&
      !(licensee.until && isAfter(seen, licensee.until)),
  );
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

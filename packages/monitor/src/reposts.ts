import type { KnownHit } from '@listing-lint/disputes';
import {
  accountKey,
  builtInProfiles,
  type CaseFile,
  casesIn,
  isAfter,
  profileNamed,
  removalOf,
} from '@listing-lint/rules/case';
import type { Settings } from '@listing-lint/rules/settings';

type Work = NonNullable<CaseFile['works']>[number];

/** A hit that shows again, at another address, what a seller showed before a takedown, and the case of that. */
export interface Repost {
  readonly hit: KnownHit;
  readonly case: string;
  /** Id of the work in the case. */
  readonly work: string;
  /** The listing that had been taken down. */
  readonly former: string;
}

/** First digits of a SHA-256, as `workIds` of a hit has them. */
const ID_DIGITS = 16;

/** Reposts among hits that no case is about, one a place: open cases alone are gone on with. */
export const repostsAmong = async (
  hits: readonly KnownHit[],
  root: string,
  settings: Settings,
): Promise<readonly Repost[]> => {
  if (hits.length === 0) return [];
  const bySeller = new Map<string, { readonly id: string; readonly file: CaseFile }[]>();
  for (const each of await casesIn(root, settings)) {
    if ('unreadable' in each || each.id === null || each.value === null || each.value.status === 'closed') continue;
    const { id, value: file } = each;
    const sellers = (file.infringements ?? []).flatMap(({ seller }) =>
      seller === null || seller === undefined ? [] : [sellerKey(file.platform ?? null, String(seller))],
    );
    for (const key of new Set(sellers)) bySeller.set(key, [...(bySeller.get(key) ?? []), { id: id.value, file }]);
  }
  const found = new Map<string, Repost>();
  for (const hit of hits) {
    if (hit.seller === null || found.has(hit.place)) continue;
    const repost = (bySeller.get(sellerKey(hit.platform, hit.seller)) ?? []).flatMap(({ id, file }) => {
      const of = formerOf(hit, file);
      return of === undefined ? [] : [{ hit, case: id, ...of }];
    })[0];
    if (repost !== undefined) found.set(hit.place, repost);
  }
  return [...found.values()];
};

const sellerKey = (platform: string | null, seller: string): string => {
  const id = profileNamed(builtInProfiles().platforms, platform)?.id ?? platform ?? '';
  return `${id}\n${accountKey(seller)}`;
};

const formerOf = (hit: KnownHit, file: CaseFile): Pick<Repost, 'work' | 'former'> | undefined => {
  const works = (file.works ?? []).filter((work) => isShown(work, hit)).map(({ id }) => String(id));
  const former = (file.infringements ?? []).find(({ listing, seller, match }) => {
    const isSame = accountKey(String(seller ?? '')) === accountKey(hit.seller ?? '');
    const removed = isSame && match && works.includes(String(match.work)) ? removalOf(file, listing) : undefined;
    return removed !== undefined && isAfter(hit.since, removed);
  });
  return former?.match ? { work: String(former.match.work), former: String(former.listing) } : undefined;
};

const isShown = ({ rawOriginal, images }: Work, { work, workIds }: KnownHit): boolean =>
  [...(rawOriginal ? [rawOriginal] : []), ...(images ?? [])].some(
    ({ path, sha256 }) => path === work || (typeof sha256 === 'string' && workIds.has(sha256.slice(0, ID_DIGITS))),
  );

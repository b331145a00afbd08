import {
  accountKey,
  builtInProfiles,
  type CaseFile,
  type CaseSettings,
  casesIn,
  isAfter,
  type KnownHit,
  profileNamed,
  removalOf,
} from '@listing-lint/disputes';

type Work = NonNullable<CaseFile['works']>[number];

/** A hit that shows again, at another address, what a seller showed before a takedown, and the case of that. */
export interface Repost {
  readonly hit: KnownHit;
  readonly case: string;
  readonly isOpen: boolean;
  /** Id of the work in the case. */
  readonly work: string;
  /** The listing that had been taken down. */
  readonly former: string;
  readonly removedAt: string;
}

/** First digits of a SHA-256, as `workIds` of a hit has them. */
const ID_DIGITS = 16;

/** Reposts among hits that no case is about, one a place: of the open case where there is one, else of the case with the latest takedown. */
export const repostsAmong = async (
  hits: readonly KnownHit[],
  root: string,
  settings: CaseSettings,
): Promise<readonly Repost[]> => {
  if (hits.length === 0) return [];
  const bySeller = new Map<string, { readonly id: string; readonly file: CaseFile }[]>();
  for (const each of await casesIn(root, settings)) {
    if ('unreadable' in each || each.id === null || each.value === null) continue;
    const { id, value: file } = each;
    const sellers = (file.infringements ?? []).flatMap(({ seller }) =>
      seller === null || seller === undefined ? [] : [sellerKey(file.platform ?? null, String(seller))],
    );
    for (const key of new Set(sellers)) bySeller.set(key, [...(bySeller.get(key) ?? []), { id: id.value, file }]);
  }
  const found = new Map<string, Repost>();
  for (const hit of hits) {
    if (hit.seller === null || found.has(hit.place)) continue;
    const [repost] = (bySeller.get(sellerKey(hit.platform, hit.seller)) ?? [])
      .flatMap(({ id, file }): Repost[] => {
        const of = formerOf(hit, file);
        return of === undefined ? [] : [{ hit, case: id, isOpen: file.status === 'open', ...of }];
      })
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || (isAfter(a.removedAt, b.removedAt) ? -1 : 1));
    if (repost !== undefined) found.set(hit.place, repost);
  }
  return [...found.values()];
};

const sellerKey = (platform: string | null, seller: string): string => {
  const id = profileNamed(builtInProfiles().platforms, platform)?.id ?? platform ?? '';
  return `${id}\n${accountKey(seller)}`;
};

const formerOf = (hit: KnownHit, file: CaseFile): Pick<Repost, 'work' | 'former' | 'removedAt'> | undefined => {
  const works = (file.works ?? []).filter((work) => isShown(work, hit)).map(({ id }) => String(id));
  for (const { listing, seller, match } of file.infringements ?? []) {
    const isSame = accountKey(String(seller ?? '')) === accountKey(hit.seller ?? '');
    if (!isSame || !match || !works.includes(String(match.work))) continue;
    const removedAt = removalOf(file, listing);
    if (removedAt !== undefined && isAfter(hit.since, removedAt))
      return { work: String(match.work), former: String(listing), removedAt };
  }
  return undefined;
};

const isShown = ({ rawOriginal, images }: Work, { work, workIds }: KnownHit): boolean =>
  [...(rawOriginal ? [rawOriginal] : []), ...(images ?? [])].some(
    ({ path, sha256 }) => path === work || (typeof sha256 === 'string' && workIds.has(sha256.slice(0, ID_DIGITS))),
  );

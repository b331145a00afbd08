import { readBytes } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import type { BytesMatcher } from '@listing-lint/vision';
import type { MonitorMatter } from '../matter.ts';
import type { OurWork } from './sent-picture.ts';

/** Listings of ours whose pictures works are, or were made from; null where it is all that there are. */
export const searchedListings = async (
  works: readonly OurWork[],
  { listingOf = new Map<string, string>(), settings }: MonitorMatter,
  matcher: BytesMatcher,
): Promise<readonly string[] | null> => {
  const all = new Set(listingOf.values());
  const searched = new Set<string>();
  for (const { file, within, path } of works) {
    const own = listingOf.get(path);
    if (own !== undefined) searched.add(own);
    if (searched.size === all.size) break;
    const bytes = await readBytes(file, {
      maxBytes: (settings.limits?.fileMegabytes ?? DEFAULT_ORIGINAL_MEGABYTES) * 1e6,
      within,
    });
    const { matches } = await matcher.match(bytes, path);
    for (const match of matches) {
      const listing = match.verdict === 'duplicate' ? listingOf.get(match.path) : undefined;
      if (listing !== undefined) searched.add(listing);
    }
  }
  return searched.size === all.size ? null : [...searched].sort();
};

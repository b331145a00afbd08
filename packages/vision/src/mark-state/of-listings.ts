import { once } from '@listing-lint/rules/kernel';
import type { Settings } from '@listing-lint/rules/settings';
import { readLedger, UNSTAMPED } from '@listing-lint/rules/watermark';
import type { ClassifyMarks, MatchReport, NameOurs } from '../match/match.ts';
import type { OurPicture } from '../match/our-picture.ts';
import type { PictureFile } from '../match/read-ours.ts';

import { type KeptOf, keptOf } from './kept-of.ts';
import { type NamedMatch, toldOnce } from './told-once.ts';

/** What of ours there is in which files. */
interface OursSources {
  /** Folder of the config, where the stamps are written down. */
  readonly root: string;
  /** What was kept of pictures when they were stamped in place. */
  readonly kept: readonly PictureFile[];
  /** Paths of archived originals. */
  readonly originals: ReadonlySet<string>;
  readonly stampedOf?: ClassifyMarks['stampedOf'] | undefined;
  readonly limits?: Settings['limits'];
}

/**
 * Names the listing's picture where a suspect copies what was kept of it when it was stamped in place, and it is shown there still: that one is known to the user, and published. The
 * file that was compared stands beside it, as `unstamped`; and so do archived originals of it, as `originals`, so that each picture of ours is told once.
 */
export const oursNamer = ({ root, kept, originals, stampedOf, limits }: OursSources): NameOurs => {
  const pictureOf = new Map(kept.map((picture) => [picture.name, picture]));
  const ledger = once(() => readLedger(root));
  const listings = new Map<string, Promise<KeptOf>>();
  const listingOfKept = (path: string): Promise<KeptOf> | undefined => {
    const picture = pictureOf.get(path);
    if (picture === undefined) return undefined;
    const known = listings.get(path) ?? ledger().then((stamps) => keptOf(root, picture, stamps, limits));
    listings.set(path, known);
    return known;
  };
  return async (matches, fingerprintOf) => {
    const named: NamedMatch[] = [];
    for (const match of matches) {
      const { path } = match;
      named.push({
        match: byListing(match, await listingOfKept(path)),
        ...{ compared: path, isOriginal: originals.has(path) },
        ...{ stamped: await stampedOf?.(path), fingerprint: fingerprintOf(path) },
      });
    }
    return toldOnce(named);
  };
};

/** A report whose sentences on what was not looked for, or may not be told, name pictures of listings, not what was kept of them. */
export const unseenByListing = (report: MatchReport): MatchReport => {
  const { unseen, mayNotBeTold, tooPlain } = report;
  const named = (sentences: readonly string[]) => sentences.map((each) => each.replaceAll(`${UNSTAMPED}/`, ''));
  return {
    ...{ ...report, unseen: named(unseen) },
    ...(mayNotBeTold ? { mayNotBeTold: named(mayNotBeTold) } : {}),
    ...(tooPlain ? { tooPlain: named(tooPlain) } : {}),
  };
};

const byListing = (match: OurPicture, of: KeptOf | undefined): OurPicture => {
  if (of === undefined) return match;
  const { kept, listing, isEarlier, isShown } = of;
  // What was held against the stamped file itself says so already.
  const words = match.description.replace(`, which was stamped from ${kept}`, '');
  // What was held against a suspect is the original: whether that was made from it or from the stamped file is not said by this.
  const named = `${isEarlier ? 'an earlier picture at ' : ''}${listing} (compared by its unstamped original)`;
  // The listing's own file bears the mark.
  const own = `the unstamped original of ${isEarlier ? 'an earlier picture at ' : ''}${listing}`;
  const description = match.evidence === 'identical' ? `the same file as ${own}` : words.replaceAll(kept, named);
  return isShown ? { ...match, path: listing, unstamped: kept, description } : { ...match, description };
};

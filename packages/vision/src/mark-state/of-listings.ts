import { once } from '@listing-lint/rules/kernel';
import type { Settings } from '@listing-lint/rules/settings';
import { readLedger, UNSTAMPED } from '@listing-lint/rules/watermark';
import type { ClassifyMarks, MatchReport, NameOurs } from '../match/match.ts';
import type { OurPicture } from '../match/our-picture.ts';
import type { PictureFile } from '../match/read-ours.ts';

import { listingOfUnstamped, type UnstampedPicture } from './listing-of-unstamped.ts';
import { mergeOriginals, type NamedMatch } from './merge-originals.ts';

/** What of ours there is in which files. */
interface OursSources {
  /** Folder of the config, where the stamps are written down. */
  readonly root: string;
  /** Unstamped originals of pictures that were stamped in place. */
  readonly unstamped: readonly PictureFile[];
  /** Paths of archived originals. */
  readonly originals: ReadonlySet<string>;
  readonly stampedOf?: ClassifyMarks['stampedOf'] | undefined;
  readonly limits?: Settings['limits'];
}

/**
 * Names the listing's picture if a suspect copies its unstamped original and it is still published: users know that one. The compared file is
 * added as `unstamped`, and archived originals as `originals`, so that each picture is reported once.
 */
export const oursNamer = ({ root, unstamped, originals, stampedOf, limits }: OursSources): NameOurs => {
  const pictureOf = new Map(unstamped.map((picture) => [picture.name, picture]));
  const ledger = once(() => readLedger(root));
  const listings = new Map<string, Promise<UnstampedPicture>>();
  const listingOf = (path: string): Promise<UnstampedPicture> | undefined => {
    const picture = pictureOf.get(path);
    if (picture === undefined) return undefined;
    const known = listings.get(path) ?? ledger().then((stamps) => listingOfUnstamped(root, picture, stamps, limits));
    listings.set(path, known);
    return known;
  };
  return async (matches, fingerprintOf) => {
    const named: NamedMatch[] = [];
    for (const match of matches) {
      const { path } = match;
      named.push({
        match: byListing(match, await listingOf(path)),
        ...{ compared: path, isOriginal: originals.has(path) },
        ...{ stamped: await stampedOf?.(path), fingerprint: fingerprintOf(path) },
      });
    }
    return mergeOriginals(named);
  };
};

/** Replaces paths of unstamped originals by those of their listings in the sentences of a report. */
export const unseenByListing = (report: MatchReport): MatchReport => {
  const { unseen, mayNotBeTold, tooPlain } = report;
  const named = (sentences: readonly string[]) => sentences.map((each) => each.replaceAll(`${UNSTAMPED}/`, ''));
  return {
    ...{ ...report, unseen: named(unseen) },
    ...(mayNotBeTold ? { mayNotBeTold: named(mayNotBeTold) } : {}),
    ...(tooPlain ? { tooPlain: named(tooPlain) } : {}),
  };
};

const byListing = (match: OurPicture, of: UnstampedPicture | undefined): OurPicture => {
  if (of === undefined) return match;
  const { unstamped, listing, isEarlier, isPublished } = of;
  // What was held against the stamped file itself says so already.
  const words = match.description.replace(`, which was stamped from ${unstamped}`, '');
  // What was held against a suspect is the original: whether that was made from it or from the stamped file is not said by this.
  const named = `${isEarlier ? 'an earlier picture at ' : ''}${listing} (compared by its unstamped original)`;
  // The listing's own file bears the mark.
  const own = `the unstamped original of ${isEarlier ? 'an earlier picture at ' : ''}${listing}`;
  const description = match.evidence === 'identical' ? `the same file as ${own}` : words.replaceAll(unstamped, named);
  return isPublished ? { ...match, path: listing, unstamped: unstamped, description } : { ...match, description };
};

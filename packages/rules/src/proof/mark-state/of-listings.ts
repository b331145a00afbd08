import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import type { MatchReport, NameOurs, TellMarks } from '../../hash/match/match.ts';
import type { OurPicture } from '../../hash/match/our-picture.ts';
import type { PictureFile } from '../../hash/match/read-ours.ts';
import { once } from '../../kernel/once.ts';
import { DEFAULT_FILE_MEGABYTES } from '../../settings.ts';
import { pictureId } from '../../watermark/stamp/keyed-order.ts';
import { readLedger, type StampEntry } from '../../watermark/stamp/ledger.ts';
import { UNSTAMPED } from '../../watermark/stamp/unstamped.ts';
import { type NamedMatch, toldOnce } from './told-once.ts';

/** A picture that was kept when it was stamped in place, and the listing's. */
interface KeptOf {
  readonly kept: string;
  /** The path that it was stamped at, from the root. */
  readonly listing: string;
  /** Another one has been stamped at that path since. */
  readonly isEarlier: boolean;
  /** At that path there is what was made of it. */
  readonly isShown: boolean;
}

/** What of ours there is in which files. */
interface OursSources {
  /** Folder of the config, where the stamps are written down. */
  readonly root: string;
  /** What was kept of pictures when they were stamped in place. */
  readonly kept: readonly PictureFile[];
  /** Paths of archived originals. */
  readonly originals: ReadonlySet<string>;
  readonly stampedOf?: TellMarks['stampedOf'] | undefined;
}

/**
 * Names the listing's picture where a suspect copies what was kept of it when it was stamped in place: that one is known to the user, and published. The file that was
 * compared stands beside it, as `unstamped`; and so do archived originals of it, as `originals`, so that each picture of ours is told once.
 */
export const oursNamer = ({ root, kept, originals, stampedOf }: OursSources): NameOurs => {
  const fileOf = new Map(kept.map(({ file, name }) => [name, file]));
  const ledger = once(() => readLedger(root));
  const listings = new Map<string, Promise<KeptOf>>();
  const listingOfKept = (path: string): Promise<KeptOf> | undefined => {
    const file = fileOf.get(path);
    if (file === undefined) return undefined;
    const known = listings.get(path) ?? ledger().then((stamps) => listingOf(path, file, root, stamps));
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
  const { unseen, mayNotBeTold } = report;
  const named = (sentences: readonly string[]) => sentences.map((each) => each.replaceAll(`${UNSTAMPED}/`, ''));
  return { ...report, unseen: named(unseen), ...(mayNotBeTold ? { mayNotBeTold: named(mayNotBeTold) } : {}) };
};

const ID = /\.[0-9a-f]{12}(?=\.[^./]*$|$)/;

const listingOf = async (
  kept: string,
  file: string,
  root: string,
  ledger: ReadonlyMap<string, StampEntry>,
): Promise<KeptOf> => {
  const path = kept.slice(UNSTAMPED.length + 1);
  // A second picture of that path has its id in the name.
  const listing = ledger.has(path) || existsSync(join(root, path)) ? path : path.replace(ID, '');
  const entry = ledger.get(listing);
  const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6 }).catch(() => undefined);
  const isEarlier = entry !== undefined && bytes !== undefined && pictureId(bytes) !== entry.id;
  return { kept, listing, isEarlier, isShown: !isEarlier && existsSync(join(root, listing)) };
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

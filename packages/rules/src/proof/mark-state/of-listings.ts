import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import type { MatchReport } from '../../hash/match/match.ts';
import type { OurPicture } from '../../hash/match/our-picture.ts';
import type { PictureFile } from '../../hash/match/read-ours.ts';
import { DEFAULT_FILE_MEGABYTES } from '../../settings.ts';
import { pictureId } from '../../watermark/stamp/keyed-order.ts';
import { readLedger, type StampEntry } from '../../watermark/stamp/ledger.ts';
import { UNSTAMPED } from '../../watermark/stamp/unstamped.ts';

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

/**
 * A report that names the listing's picture where a suspect copies what was kept of it when it was stamped in place: that one is known to the user, and
 * published. The file that was compared stands beside it, as `unstamped`.
 */
export const namedByListing = async (
  report: MatchReport,
  root: string,
  kept: readonly PictureFile[],
): Promise<MatchReport> => {
  const fileOf = new Map(kept.map(({ file, name }) => [name, file]));
  const said = new Set(report.suspects.flatMap(({ matches }) => matches.map(({ path }) => path)));
  const named = [...said].filter((path) => fileOf.has(path));
  if (named.length === 0 && report.unseen.length === 0) return report;
  const ledger = await readLedger(root);
  const listings = new Map<string, KeptOf>();
  for (const path of named) listings.set(path, await listingOf(path, fileOf.get(path) ?? '', root, ledger));
  const suspects = report.suspects.map((suspect) => ({
    ...suspect,
    matches: suspect.matches.map((match) => byListing(match, listings.get(match.path))),
  }));
  return { ...report, suspects, unseen: report.unseen.map(withoutFolder) };
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
  const description = words.replaceAll(kept, named);
  return isShown ? { ...match, path: listing, unstamped: kept, description } : { ...match, description };
};

const withoutFolder = (sentence: string): string => sentence.replaceAll(`${UNSTAMPED}/`, '');

import { fileSha256Sync } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import type { MatchReport } from '../match/match.ts';
import type { PictureFile } from '../match/read-ours.ts';

/**
 * Adds to a report the SHA-256 of each of our files that it names, so that a later reader, as a case, notices a replaced file. `pictures` are
 * those that it may name; pictures known by hashes only, and files that are gone, get none.
 */
export const withOurHashes = (report: MatchReport, pictures: readonly PictureFile[]): MatchReport => {
  const pictureOf = new Map(pictures.map((picture) => [picture.name, picture]));
  const hashes = new Map<string, string | undefined>();
  const hashOf = (path: string): string | undefined => {
    const picture = pictureOf.get(path);
    if (picture !== undefined && !hashes.has(path)) hashes.set(path, hashOrNone(picture));
    return hashes.get(path);
  };
  const suspects = report.suspects.map((suspect) => ({
    ...suspect,
    matches: suspect.matches.map((match) => {
      const sha256 = hashOf(match.path);
      return sha256 === undefined ? match : { ...match, sha256 };
    }),
  }));
  return { ...report, suspects };
};

const hashOrNone = ({ file, within }: PictureFile): string | undefined => {
  try {
    return fileSha256Sync(file, { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within });
  } catch {
    return undefined;
  }
};

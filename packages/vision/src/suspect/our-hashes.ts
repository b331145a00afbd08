import { fileSha256Sync } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import type { MatchReport } from '../match/match.ts';
import type { PictureFile } from '../match/read-ours.ts';

/**
 * A report that says of each of ours which file it names: what is made of it later, as a case, can tell whether that is another one by then. `pictures` are
 * those that it may name; of what is known by hashes alone nothing is said, nor of a file that is gone meanwhile.
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

import { type FractionEdges, mapSome } from '@listing-lint/rules/hash';
import type { PatchOf, Thumbnail, ThumbnailOf } from '@listing-lint/rules/view';
import type { MatchReport } from '../match.ts';
import type { PictureFile } from '../read-ours.ts';
import { markPatches } from './mark-patches.ts';
import { patchPicture, smallPicture } from './small-picture.ts';

/** A picture of a report, or a part of it. */
interface PictureRequest {
  readonly path: string;
  readonly frame: number;
  readonly part: FractionEdges | null;
}

/** Makes the thumbnails of a report, and sharper patches of the watermarks. */
export const reportPictures = async (
  report: MatchReport,
  pictures: readonly PictureFile[],
): Promise<{ readonly thumbnail: ThumbnailOf; readonly patch: PatchOf }> => {
  const wanted = new Map(requestsOf(report).map((request) => [keyOf(request), request]));
  const fileOf = new Map(pictures.map((picture) => [picture.name, picture]));
  const made = new Map(
    await mapSome([...wanted], async ([key, { path, frame, part }]): Promise<readonly [string, Thumbnail | null]> => {
      const file = fileOf.get(path);
      if (file === undefined) return [key, null];
      return [key, await (part === null ? smallPicture(file, undefined, frame) : patchPicture(file, part, frame))];
    }),
  );
  return {
    thumbnail: (path, frame = 1) => made.get(keyOf({ path, frame, part: null })) ?? null,
    patch: (path, part, frame = 1) => made.get(keyOf({ path, frame, part })) ?? null,
  };
};

const requestsOf = ({ suspects }: MatchReport): readonly PictureRequest[] =>
  suspects.flatMap(({ path, matches }) =>
    matches.flatMap(({ path: own, frame = 1, mark }): readonly PictureRequest[] => {
      const both = [
        { path, frame, part: null },
        { path: own, frame: 1, part: null },
      ];
      const [ours, theirs] = mark === undefined ? [] : markPatches(mark);
      if (mark === undefined || !ours || !theirs) return both;
      return [...both, { path, frame, part: theirs }, { path: mark.stamped, frame: 1, part: ours }];
    }),
  );

const keyOf = ({ path, frame, part }: PictureRequest): string =>
  `${frame} ${part === null ? '' : [part.left, part.top, part.right, part.bottom].join()} ${path}`;

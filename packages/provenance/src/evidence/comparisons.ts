import { posix } from 'node:path';
import { isKnownError } from '@listing-lint/core/plugin';
import type { CaseFile } from '@listing-lint/disputes';
import { extensionOf, PICTURE_EXTENSIONS } from '@listing-lint/rules/image';
import { type CompareOptions, compareFiles, type PictureFile, renderCompare, smallPicture } from '@listing-lint/vision';

import type { EvidenceComparison } from './evidence-cover.ts';
import type { MissingFile, TakenFile } from './taken-files.ts';

/** A comparison with its page. */
export interface WrittenComparison extends EvidenceComparison {
  readonly html: string;
}

/** Some seconds each. */
const MOST_COMPARISONS = 24;

export interface ComparedCase {
  readonly file: CaseFile;
  /** Files of the bundle, by path. */
  readonly taken: ReadonlyMap<string, TakenFile>;
  readonly compare: CompareOptions;
  readonly signal: AbortSignal | undefined;
}

/** Each picture of theirs beside the work that it is said to show. Pairs that could not be compared are told as missing. */
export const comparisonsOf = async ({
  file,
  taken,
  compare,
  signal,
}: ComparedCase): Promise<{
  readonly comparisons: readonly WrittenComparison[];
  readonly missing: readonly MissingFile[];
}> => {
  const comparisons: WrittenComparison[] = [];
  const missing: MissingFile[] = [];
  const pairs = pairsOf(file).filter(({ ours, theirs }) => taken.has(ours) && taken.has(theirs));
  const fileOf = (path: string): PictureFile | undefined => {
    const found = taken.get(path);
    return found === undefined ? undefined : { file: found.file, name: path, within: found.within };
  };
  for (const { ours, theirs } of pairs.slice(0, MOST_COMPARISONS)) {
    signal?.throwIfAborted();
    const [a, b] = [fileOf(ours), fileOf(theirs)];
    if (a === undefined || b === undefined) continue;
    try {
      const report = await compareFiles(a, b, compare);
      const place = `compare/${String(comparisons.length + 1).padStart(2, '0')}`;
      const thumbnails = { a: await smallPicture(a), b: await smallPicture(b) };
      comparisons.push({ place, report, thumbnails, html: await renderCompare(report, 'html', { a, b }) });
    } catch (error) {
      if (!isKnownError(error)) throw error;
      missing.push({ path: theirs, reason: `it could not be laid beside ${ours}: ${error.message}` });
    }
  }
  for (const { ours, theirs } of pairs.slice(MOST_COMPARISONS)) {
    missing.push({ path: theirs, reason: `it was not laid beside ${ours}: ${MOST_COMPARISONS} pairs are compared` });
  }
  return { comparisons, missing };
};

/** Which is laid beside which; each once. A picture of theirs that is said to show no work in particular is laid beside all of them. */
const pairsOf = (file: CaseFile): readonly { readonly ours: string; readonly theirs: string }[] => {
  const works = file.works ?? [];
  const oursOf = (only: string | number | undefined): readonly string[] => {
    const named = works.filter(({ id }) => only !== undefined && String(id) === String(only));
    return (named.length > 0 ? named : works).flatMap(({ rawOriginal, images }) => {
      const path = rawOriginal?.path ?? images?.[0]?.path;
      return path === undefined ? [] : [posix.normalize(path)];
    });
  };
  const suspects = [
    ...(file.infringements ?? []).flatMap(({ image, match }) =>
      image ? [{ path: posix.normalize(image.file), work: match?.work }] : [],
    ),
    ...(file.accusation?.evidence ?? [])
      .filter(({ file: path }) => PICTURE_EXTENSIONS.includes(extensionOf(path)))
      .map(({ file: path }) => ({ path: posix.normalize(path), work: undefined })),
  ];
  const pairs = suspects.flatMap(({ path: theirs, work }) => oursOf(work).map((ours) => ({ ours, theirs })));
  return [...new Map(pairs.map((pair) => [`${pair.ours}\0${pair.theirs}`, pair])).values()];
};

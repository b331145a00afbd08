import { basename, posix } from 'node:path';
import { type CaseFile, dayOf, earliest } from '@listing-lint/disputes';

import type { Thumbnail } from '@listing-lint/rules/view';
import { smallPicture } from '@listing-lint/vision';
import { statedTokens } from '../case-tokens/stated-tokens.ts';
import { pictureAges, workAges } from './ages.ts';
import type { EvidenceWork } from './evidence-cover.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import type { LedgerOfBundle } from './ledger-part.ts';
import type { TakenFile } from './taken-files.ts';

/** Works of the case, or the picture with its family, and how old they are. */
export const worksOf = async (
  { case: dispute, pictures, findCommit, ledger: opened }: EvidenceSources,
  taken: ReadonlyMap<string, TakenFile>,
  ledger: LedgerOfBundle | undefined,
): Promise<readonly EvidenceWork[]> => {
  const sources = {
    taken,
    findCommit,
    entries: ledger?.entries ?? [],
    ledger: ledger?.tokens ?? null,
    sealed: ledger?.sealed ?? new Map(),
    roots: opened?.roots ?? [],
  };
  if (dispute === undefined) {
    const family = [...taken.values()]
      .filter(({ what }) => what.endsWith('picture of the ledger'))
      .map(({ path }) => path);
    const paths = [...new Set([...pictures, ...family])];
    const ages = (await Promise.all(paths.map((path) => pictureAges(path, sources)))).flat();
    const inOrder = ages.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    return [{ title: basename(pictures[0] ?? ''), author: null, pictures: paths, ages: inOrder, disputedSince: null }];
  }
  const tokens = statedTokens(dispute.value);
  return Promise.all(
    (dispute.value.works ?? []).map(async (work, i): Promise<EvidenceWork> => {
      const { rawOriginal, images, title, id, author } = work;
      const named = [...(rawOriginal ? [rawOriginal.path] : []), ...(images ?? []).map(({ path }) => path)];
      const paths = [...new Set(named.map((path) => posix.normalize(path)))];
      return {
        title: title ?? `Work ${id}`,
        author: author ?? null,
        pictures: paths,
        ages: await workAges(work, { pictures: paths, tokens: tokens.filter(({ at }) => at[1] === i) }, sources),
        disputedSince: disputedSince(dispute.value, String(id)),
      };
    }),
  );
};

/** The first sighting of what shows a work, or the day on which we were accused. */
const disputedSince = ({ infringements, accusation }: CaseFile, id: string): string | null => {
  const seen = (infringements ?? []).filter(({ match }) => !match || String(match.work) === id);
  const first = earliest([...seen.map(({ firstSeen }) => firstSeen), ...(accusation ? [accusation.receivedAt] : [])]);
  return first === undefined ? null : dayOf(first);
};

const MOST_THUMBNAILS = 24;
const SHOWN_SIDE = 360;

/** Small pictures of works, by path; of the first of them. */
export const workThumbnails = async (
  works: readonly EvidenceWork[],
  taken: ReadonlyMap<string, TakenFile>,
): Promise<ReadonlyMap<string, Thumbnail>> => {
  const found = new Map<string, Thumbnail>();
  const paths = [...new Set(works.flatMap(({ pictures }) => pictures))];
  for (const path of paths.slice(0, MOST_THUMBNAILS)) {
    const file = taken.get(path);
    const thumbnail = file === undefined ? null : await smallPicture(file, SHOWN_SIDE);
    if (thumbnail !== null) found.set(path, thumbnail);
  }
  return found;
};

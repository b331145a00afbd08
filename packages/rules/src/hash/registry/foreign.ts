import { join, resolve } from 'node:path';
import {
  defineRunResource,
  type FactContext,
  fileFault,
  globPaths,
  ListingLintError,
  MAX_DATA_BYTES,
  readText,
  repositoryOr,
} from '@listing-lint/core/plugin';
import { settingsOf } from '../../settings.ts';
import { copyVerdictOf, MIN_QUALITY, type Thresholds } from '../compare/compare.ts';
import { type ComparedPicture, type Copy, type CopySearch, copySearch } from '../compare/copy-search.ts';
import { describeMatch } from '../compare/describe.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { fingerprintFile, mapSome } from '../fingerprint/fingerprint-file.ts';
import { buildHashIndex, type HashIndex, packHashes } from '../index/hash-index.ts';
import { type PdqLine, parsePdqList } from './pdq-list.ts';

/** What the config lists as somebody else's, read once a run. */
interface ForeignPictures {
  readonly pictures: CopySearch;
  readonly lists: readonly {
    readonly path: string;
    readonly owner: string;
    readonly lines: readonly PdqLine[];
    readonly index: HashIndex;
  }[];
}

/** A picture of somebody else that one of ours repeats. */
export interface ForeignMatch {
  /** A file, or the line of a list: `lists/stock.txt:12`. */
  readonly path: string;
  readonly owner: string;
  readonly distance: number;
  readonly description: string;
}

export const foreignPictures = defineRunResource<ForeignPictures>({
  id: 'foreignPictures',
  create: async (context) => {
    const listed = settingsOf(context).foreign ?? [];
    const entries: ComparedPicture[] = [];
    const lists: ForeignPictures['lists'][number][] = [];
    for (const source of listed) {
      const owner = source.owner ?? 'somebody else';
      if ('files' in source) entries.push(...(await entriesOf(source.files, owner, context)));
      else lists.push(await listOf(source.pdq, owner, context.root));
    }
    return { pictures: copySearch(entries), lists };
  },
});

const entriesOf = async (globs: readonly string[], owner: string, context: FactContext): Promise<ComparedPicture[]> => {
  const paths = globPaths(context.root, globs, { within: repositoryOr(context.root) });
  if (paths.length === 0) throw new ListingLintError('data-invalid', `foreign: ${globs.join(', ')} matches no file`);
  const { limits } = settingsOf(context);
  return mapSome(paths, async (path) => ({
    path,
    product: owner,
    role: 'foreign',
    fingerprint: await fingerprintFile(join(context.root, path), path, repositoryOr(context.root), limits),
  }));
};

const listOf = async (path: string, owner: string, root: string): Promise<ForeignPictures['lists'][number]> => {
  const text = await readText(resolve(root, path), { maxBytes: MAX_DATA_BYTES, within: repositoryOr(root) }).catch(
    (cause) => {
      throw new ListingLintError('file-unreadable', `foreign: ${path} cannot be read (${fileFault(cause)})`, [], {
        cause,
      });
    },
  );
  const lines = parsePdqList(text, path);
  return { path, owner, lines, index: buildHashIndex(packHashes(lines.map(({ hash }) => hash))) };
};

/** Pictures of others that this one repeats, nearest first. Lists know no colours and no turns: only upright copies are found by them. */
export const foreignMatches = (
  { pictures, lists }: ForeignPictures,
  fingerprint: Fingerprint,
  thresholds: Thresholds,
): readonly ForeignMatch[] => {
  // The search caches by path; a picture of a run is identified by its bytes here, as files are queried once each.
  const own: ComparedPicture = { path: `sha256 ${fingerprint.sha256}`, product: '', role: '', fingerprint };
  const found = pictures.find(own, thresholds.maxDistance);
  const files = found.flatMap(({ entry, match }): ForeignMatch[] => {
    if (copyVerdictOf(match, thresholds) !== 'duplicate') return [];
    const description = describeMatch(match, entry.path, fingerprint, entry.fingerprint);
    return [
      {
        path: entry.path,
        owner: entry.product,
        distance: match.distance,
        description: `${description} (${entry.product})`,
      },
    ];
  });
  const lines = lists.flatMap((list) => listMatches(list, fingerprint, thresholds));
  if (files.length === 0 && lines.length === 0) refuseToDecide(found, lists, fingerprint, thresholds);
  return [...files, ...lines].sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1));
};

/** A plain picture is not distinguishable from another one of its colours, and Meta advises against comparing it by PDQ. */
const refuseToDecide = (
  found: readonly Copy[],
  lists: ForeignPictures['lists'],
  fingerprint: Fingerprint,
  thresholds: Thresholds,
): void => {
  const alike = found.find(({ match }) => copyVerdictOf(match, thresholds) === 'undecided');
  const other = alike?.entry.path ?? (fingerprint.quality < MIN_QUALITY ? lists[0]?.path : undefined);
  if (other === undefined) return;
  const what = alike ? `${other}, which is as plain and has the same colours` : `the hashes in ${other}`;
  throw new ListingLintError('fact-unavailable', `the picture has too little detail to be distinguished from ${what}`);
};

const listMatches = (
  { path, owner, lines, index }: ForeignPictures['lists'][number],
  fingerprint: Fingerprint,
  { maxDistance }: Thresholds,
): ForeignMatch[] =>
  (fingerprint.quality < MIN_QUALITY ? [] : index.query(fingerprint.pdq, maxDistance)).flatMap(({ id, distance }) => {
    const found = lines[id];
    if (!found) return [];
    const label = found.label === null ? '' : ` “${found.label}”`;
    const place = `${path}:${found.line}`;
    const description = `within ${distance} bits of the PDQ hash${label} in ${place} (${owner}; colours not compared)`;
    return [{ path: place, owner, distance, description }];
  });

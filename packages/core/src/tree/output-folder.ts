import { join } from 'node:path';
import { fileSha256Sync, MAX_DATA_BYTES, readTextSync } from '../file/read-file.ts';
import { parseJson } from '../text/parse-json.ts';

/** What a folder holds that this program has written as a whole. */
type OutputKind = 'evidence bundle' | 'exported copies';

const MOST_MARKER_BYTES = 65_536;
const MOST_INDEX_BYTES = 100_000_000;
const MANIFEST = 'manifest-sha256.txt';
const BAG: readonly string[] = ['bag-info.txt', 'bagit.txt', 'data', MANIFEST, 'tagmanifest-sha256.txt'];
/** The line of bag-info.txt by which an evidence bundle (BagIt, RFC 8493) says who made it. */
const BAG_AGENT = 'Bag-Software-Agent: listing-lint';
/** What an export has written into its folder: JSON, a copy a line, the first line says for which channel. */
const EXPORTS = 'listing-lint.exports.jsonl';
/** Files at the top of output folders that list or describe the others. */
export const OUTPUT_INDEXES: ReadonlySet<string> = new Set([EXPORTS, ...BAG.filter((name) => name.endsWith('.txt'))]);

/**
 * What a folder (absolute) that holds these entries is, where this program has written it: copies of what is elsewhere, which are no part of what is linted. A
 * bundle has nothing beside what makes one, so that no listing becomes one by a file that is put there. Undefined for any other folder.
 */
export const outputIn = (folder: string, entries: readonly { readonly name: string }[]): OutputKind | undefined => {
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  if (has(EXPORTS)) return begins(folder, EXPORTS, /^\{"exports":1,/) ? 'exported copies' : undefined;
  const isBag = entries.length === BAG.length && BAG.every(has);
  return isBag && begins(folder, 'bag-info.txt', new RegExp(`^${BAG_AGENT}$`, 'm')) ? 'evidence bundle' : undefined;
};

const begins = (folder: string, name: string, pattern: RegExp): boolean => {
  try {
    const bounds = { maxBytes: MOST_MARKER_BYTES, first: MOST_MARKER_BYTES, within: folder, links: 'refuse' } as const;
    return pattern.test(readTextSync(join(folder, name), bounds));
  } catch {
    return false;
  }
};

/**
 * Returns a predicate for paths below an output folder (absolute): whether this program wrote the file, since the folder's index holds its path and
 * the SHA-256 of its bytes. Anybody can put an index into a folder; it says nothing of files that it does not name. Reads the index when first
 * needed, and hashes only files that it names.
 */
export const writtenFilesIn = (folder: string, kind: string): ((path: string) => boolean) => {
  const [index, digestsOf] =
    kind === 'exported copies' ? ([EXPORTS, exportDigests] as const) : ([MANIFEST, manifestDigests] as const);
  let digests: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return (path) => {
    try {
      digests ??= digestsOf(
        readTextSync(join(folder, index), { maxBytes: MOST_INDEX_BYTES, within: folder, links: 'refuse' }),
      );
      const known = digests.get(path);
      if (known === undefined) return false;
      return known.has(
        fileSha256Sync(join(folder, path), { maxBytes: MAX_DATA_BYTES, within: folder, links: 'refuse' }),
      );
    } catch {
      return false;
    }
  };
};

type Digests = ReadonlyMap<string, ReadonlySet<string>>;

/** Of an export, SHA-256 digests by path: of each copy that was ever written there. */
const exportDigests = (text: string): Digests => {
  const digests = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const copy = parseJson(line);
    if (typeof copy !== 'object' || copy === null || !('path' in copy) || !('sha256' in copy)) continue;
    const { path, sha256: digest } = copy;
    if (typeof path === 'string' && typeof digest === 'string')
      digests.set(path, (digests.get(path) ?? new Set()).add(digest));
  }
  return digests;
};

const manifestDigests = (text: string): Digests =>
  new Map(
    [...text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, digest = '', path = '']) => [path, new Set([digest])]),
  );

import { join } from 'node:path';
import { readTextSync } from '../file/read-file.ts';

/** What a folder holds that this program has written as a whole. */
type OutputKind = 'evidence bundle' | 'exported copies';

const MOST_MARKER_BYTES = 65_536;
const BAG: readonly string[] = ['bag-info.txt', 'bagit.txt', 'data', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];
/** The line of bag-info.txt by which an evidence bundle (BagIt, RFC 8493) says who made it. */
const BAG_AGENT = 'Bag-Software-Agent: listing-lint';
/** What an export has written into its folder: JSON, a copy a line, the first line says for which channel. */
const EXPORTS = 'listing-lint.exports.jsonl';

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

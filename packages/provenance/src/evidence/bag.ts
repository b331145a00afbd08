import { sha256 } from '@listing-lint/core/plugin';

/** A file of a bag: its path from the folder of the bag, with `/`. */
export interface BagFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The files of a bag (BagIt 1.0, RFC 8493) around what is put into it, whose paths begin with `data/`: hashes of all, in the order of their paths. The same
 * content gives the same bytes. The agent is what a lint knows a bundle of this program by, whose copies are not linted again.
 */
export const bagOf = (payload: readonly BagFile[], info: { readonly [label: string]: string }): readonly BagFile[] => {
  const sorted = payload.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const octets = sorted.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const labels = { 'Bag-Software-Agent': 'listing-lint', ...info, 'Payload-Oxum': `${octets}.${sorted.length}` };
  const tags: readonly BagFile[] = [
    text(
      'bag-info.txt',
      Object.entries(labels)
        .map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ')}\n`)
        .join(''),
    ),
    text('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    text('manifest-sha256.txt', manifestOf(sorted)),
  ];
  return [...sorted, ...tags, text('tagmanifest-sha256.txt', manifestOf(tags))];
};

const text = (path: string, content: string): BagFile => ({ path, bytes: Buffer.from(content) });

/** A line a file, as `sha256sum -c` reads it. */
const manifestOf = (files: readonly BagFile[]): string =>
  files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join('');

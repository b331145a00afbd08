import { canonicalJson, sha256 } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { momentSchema } from '../entry/entry.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What time-stamp authorities sign: how many files a seal covers, and the root of the tree over them. */
const sealSchema = z.strictObject({
  schemaVersion: z.literal(1),
  type: z.literal('seal'),
  leaves: z.int().min(1),
  root: hash,
  by: z.string().min(1).max(200).nullable(),
  at: momentSchema,
});
export type Seal = z.infer<typeof sealSchema>;

/** A file that a seal covers. */
export interface SealedFile {
  /** Below the folder of the ledger. */
  readonly path: string;
  readonly sha256: string;
}

export const SEALS = 'seals';
export const SEAL_FILE = 'seal.json';
export const LEAVES_FILE = 'leaves.txt';
/** A seal says a few words; a list has 145 bytes a file; a token with its certificates some kilobytes. */
export const MOST_SEAL_BYTES = 10_000;
export const MOST_LEAVES_BYTES = 200_000_000;
export const MOST_TOKEN_BYTES = 64 * 1024;

/** The text of a seal (RFC 8785), and its name: the SHA-256 of that. */
export const sealText = (seal: Seal): { readonly text: string; readonly id: string } => {
  const text = canonicalJson(sealSchema.parse(seal));
  return { text, id: sha256(text) };
};

/** Reads a seal that lies under a name; a sentence where it is none, or not what its name says. */
export const readSeal = (bytes: Buffer, id: string): Seal | string => {
  if (sha256(bytes) !== id) return 'its SHA-256 is not that of its folder’s name: it was changed';
  try {
    const { data } = sealSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return data !== undefined && Buffer.from(canonicalJson(data)).equals(bytes) ? data : 'it is no seal';
  } catch {
    return 'it is no JSON';
  }
};

/** Sorted by path, as `LC_ALL=C sort` does: the order of the leaves. */
export const inLeafOrder = (files: readonly SealedFile[]): readonly SealedFile[] =>
  files.toSorted((a, b) => (a.path < b.path ? -1 : 1));

/** The list of what a seal covers, as `sha256sum -c` reads it. */
export const leavesText = (files: readonly SealedFile[]): string =>
  inLeafOrder(files)
    .map(({ path, sha256: digest }) => `${digest}  ${path}\n`)
    .join('');

const LINE =
  /^([0-9a-f]{64}) {2}((?:entries\/[0-9a-f]{2}\/[0-9a-f]{64}\.json)|(?:seals\/[0-9a-f]{64}\/(?:seal\.json|leaves\.txt|[0-9a-f]{64}\.tsr|[0-9a-f]{64}\.[0-9a-f]{64}\.tsq)))$/;

/** Reads that list; a sentence where it is none. */
export const readLeaves = (text: string): readonly SealedFile[] | string => {
  const files: SealedFile[] = [];
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, digest, path] = LINE.exec(line) ?? [];
    if (digest === undefined || path === undefined) return `line ${index + 1} is no hash and path`;
    const before = files.at(-1);
    if (before !== undefined && before.path >= path) return `line ${index + 1} is not in its order`;
    files.push({ path, sha256: digest });
  }
  return leavesText(files) === text ? files : 'it does not end with a line break';
};

/** Names of a token and of the request that it answers, by the SHA-256 of each. */
export const tokenName = (token: Buffer): string => `${sha256(token)}.tsr`;
export const queryName = (token: Buffer, query: Buffer): string => `${sha256(token)}.${sha256(query)}.tsq`;

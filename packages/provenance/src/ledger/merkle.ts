import { createHash } from 'node:crypto';

/** Told apart from leaves, so that no inner node passes for one (RFC 6962, 2.1). */
const NODE = Buffer.from([1]);
const LEAF = Buffer.from([0]);

/** The leaf of a tree that some bytes are: SHA-256 over 0x00 and the bytes (RFC 6962, 2.1). */
export const leafHash = (bytes: Uint8Array): Buffer => createHash('sha256').update(LEAF).update(bytes).digest();

const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** The root of a tree over leaves in their order, 32 bytes (RFC 6962, 2.1). Throws `RangeError` for none. */
export const merkleRoot = (leaves: readonly Buffer[]): Buffer => {
  // Whole subtrees so far, by how many levels they have: adding a leaf is adding one to a binary number.
  const subtrees: { readonly level: number; readonly hash: Buffer }[] = [];
  for (const leaf of leaves) {
    let added = { level: 0, hash: leaf };
    for (let last = subtrees.at(-1); last?.level === added.level; last = subtrees.at(-1)) {
      subtrees.pop();
      added = { level: added.level + 1, hash: nodeHash(last.hash, added.hash) };
    }
    subtrees.push(added);
  }
  const [smallest, ...larger] = subtrees.reverse();
  if (smallest === undefined) throw new RangeError('a tree has one leaf or more');
  return larger.reduce((right, { hash }) => nodeHash(hash, right), smallest.hash);
};

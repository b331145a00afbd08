// Has `toEqual` compare typed arrays as bytes first: element by element, as it does of itself, the pixels of one picture take seconds. What is not
// the same byte by byte it compares as ever, and says where it differs.
import { expect } from 'vitest';

const bytesOf = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);

const sameBytes = (a, b) =>
  ArrayBuffer.isView(a) && ArrayBuffer.isView(b) && a.constructor === b.constructor && bytesOf(a).equals(bytesOf(b))
    ? true
    : undefined;

// Files that share a process are set up one after the other, and what `expect` has been told stays.
const TOLD = Symbol.for('listing-lint: toEqual compares bytes');
if (!globalThis[TOLD]) {
  globalThis[TOLD] = true;
  expect.addEqualityTesters([sameBytes]);
}

/** `@listing-lint/vision/testing`: pictures and checks for tests of `compare`. */
export { ACCUSATIONS } from './compare/test-accusations.ts';
export { madeBytes } from './compare/test-made-files.ts';
export { untruths } from './compare/test-truth.ts';
export { TEST_MARK, testLedgerLine, testStamped } from './mark-state/test-stamped.ts';

/** The ledger of stamped pictures, next to the config: JSON, one picture a line, sorted by path, so that git can merge it. */
export const LEDGER = 'listing-lint.stamps.jsonl';

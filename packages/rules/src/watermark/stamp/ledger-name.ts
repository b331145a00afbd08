/** The ledger of stamped pictures, beside the config: JSON, one picture a line, sorted by path, so that git can merge it. */
export const LEDGER = 'listing-lint.stamps.jsonl';

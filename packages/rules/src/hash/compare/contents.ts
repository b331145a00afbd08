import { FILE_BYTES, type FingerprintTable, fileWord } from './fingerprint-table.ts';

/** What the rows of a table hold, each content once. */
export interface Contents {
  readonly size: number;
  /** The first of them are not known. */
  readonly news: number;
  /** By content, its first row. */
  readonly firsts: Uint32Array;
  /** By row, its content. */
  readonly of: Uint32Array;
  /** Rows of a content, in their order. */
  readonly rowsOf: (content: number) => Uint32Array;
}

/** Groups rows by the SHA-256 of their files; unknown contents come first, each kind in order of its first row. */
export const contentsOf = (table: FingerprintTable, isKnown: (row: number) => boolean): Contents => {
  const { of: firstOf, count } = firstRows(table);
  const firsts = new Uint32Array(count);
  const contentOf = new Uint32Array(table.size);
  let next = 0;
  let news = 0;
  for (const wantsKnown of [false, true]) {
    for (let row = 0; row < table.size; row++) {
      if (firstOf[row] !== row || isKnown(row) !== wantsKnown) continue;
      contentOf[row] = next;
      firsts[next++] = row;
    }
    if (!wantsKnown) news = next;
  }
  const starts = new Uint32Array(count + 1);
  const of = Uint32Array.from(firstOf, (first) => contentOf[first] ?? 0);
  for (const content of of) starts[content + 1] = (starts[content + 1] ?? 0) + 1;
  for (let content = 0; content < count; content++)
    starts[content + 1] = (starts[content + 1] ?? 0) + (starts[content] ?? 0);
  const rows = new Uint32Array(table.size);
  const free = starts.slice();
  of.forEach((content, row) => {
    const at = free[content] ?? 0;
    rows[at] = row;
    free[content] = at + 1;
  });
  return { size: count, news, firsts, of, rowsOf: (content) => rows.subarray(starts[content], starts[content + 1]) };
};

/** Of each row, the first one of the same file; how many files there are. */
const firstRows = (table: FingerprintTable): { readonly of: Uint32Array; readonly count: number } => {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(8, 2 * table.size))));
  const mask = slots.length - 1;
  const of = new Uint32Array(table.size);
  let count = 0;
  for (let row = 0; row < table.size; row++) {
    let slot = fileWord(table, row) & mask;
    while ((slots[slot] ?? 0) > 0 && !isSameFile(table, (slots[slot] ?? 0) - 1, row)) slot = (slot + 1) & mask;
    if (slots[slot] === 0) {
      slots[slot] = row + 1;
      count++;
    }
    of[row] = (slots[slot] ?? 0) - 1;
  }
  return { of, count };
};

const isSameFile = ({ files }: FingerprintTable, a: number, b: number): boolean =>
  files.compare(files, FILE_BYTES * b, FILE_BYTES * (b + 1), FILE_BYTES * a, FILE_BYTES * (a + 1)) === 0;

/** Whether one of the Huffman tables is none of the four of Annex K, as after optimisation; null where there is no table. */
export const hasCustomHuffman = (tables: readonly Buffer[]): boolean | null =>
  tables.length === 0 ? null : tables.some((table) => !STANDARD_TABLES.has(table.subarray(1).toString('hex')));

const dc = (counts: string): string => `${counts}000102030405060708090a0b`;
const AC_TAIL = '434445464748494a535455565758595a636465666768696a737475767778797a';

/** The tables of ITU-T T.81, tables K.3 to K.6: sixteen counts, then the values. */
const STANDARD_TABLES: ReadonlySet<string> = new Set([
  dc('00010501010101010100000000000000'),
  dc('00030101010101010101010000000000'),
  [
    '0002010303020403050504040000017d',
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a',
    AC_TAIL,
    '838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da',
    'e1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  ].join(''),
  [
    '00020102040403040705040400010277',
    '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a',
    AC_TAIL,
    '82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da',
    'e2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa',
  ].join(''),
]);

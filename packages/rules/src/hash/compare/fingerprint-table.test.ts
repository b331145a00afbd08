import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { PARTS } from '../fingerprint/fingerprint.ts';
import { decodeFingerprint, encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { isPlain } from './compare.ts';
import { contentsOf } from './contents.ts';
import {
  fileHex,
  fileWord,
  isPlainRow,
  isRowSearchable,
  tableOfFingerprints,
  tableOfTexts,
  wordOfHex,
} from './fingerprint-table.ts';
import { isSearchable } from './near-parts.ts';
import { madePrints } from './test-prints.ts';

const made = madePrints(seededRandom(7), 200).map((print, k) => ({
  ...print,
  sha256: `${k % 140}`.padStart(64, '0'),
  imageData: k % 3 === 0 ? null : `${k}`.padStart(20, 'a'),
}));
const texts = made.map(encodeFingerprint);
const prints = texts.map(decodeFingerprint);

describe('a table of fingerprints', () => {
  it('holds the same of texts as of what these stand for, and says of rows what is said of fingerprints', () => {
    const table = tableOfTexts(texts, texts.length);
    expect(table).toEqual(tableOfFingerprints(prints));
    prints.forEach((print, row) => {
      expect(fileHex(table, row)).toBe(print.sha256);
      expect(fileWord(table, row)).toBe(wordOfHex(print.sha256));
      expect(isPlainRow(table, row)).toBe(isPlain(print));
      expect(PARTS.map((part) => isRowSearchable(table, row, part))).toEqual(
        PARTS.map((part) => isSearchable(print, part)),
      );
    });
  });

  it('has each content once, those that are not known first', () => {
    const table = tableOfTexts(texts, texts.length);
    const { size, news, firsts, of, rowsOf } = contentsOf(table, (row) => row % 140 >= 100);
    expect([size, news]).toEqual([140, 100]);
    expect([...firsts]).toEqual(Array.from({ length: 140 }, (_, k) => k));
    expect([...of]).toEqual(prints.map((_, row) => row % 140));
    expect([...rowsOf(3)]).toEqual([3, 143]);
    expect([...rowsOf(139)]).toEqual([139]);
  });
});

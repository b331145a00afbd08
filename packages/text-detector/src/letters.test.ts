import { describe, expect, it } from 'vitest';
import { hasLetters, linesWithLetters } from './letters.ts';
import type { TextRegion } from './line-shape.ts';
import type { LineReading, TextReader } from './reader.ts';

const reading = (text: string, ...sureness: number[]): LineReading => ({
  characters: [...text],
  sureness: [...text].map((_, i) => sureness[i] ?? sureness.at(-1) ?? 1),
});

describe('hasLetters', () => {
  it.each<[string, readonly number[], number, boolean]>([
    ['SONY', [1], 0.6, true],
    ['abc', [0.61], 0.6, true],
    ['abc', [0.59], 0.69, false],
    ['abc', [0.59], 0.7, true],
    ['正品', [0.91], 0.6, true],
    ['50', [0.89], 0.69, false],
    ['50', [0.89], 0.7, true],
    ['0O口o0', [1], 1, false],
    ['l1I', [1], 1, false],
    ['10', [1], 1, true],
    ['A', [1], 1, false],
    ['', [1], 1, false],
    ['ab', [0.49], 1, false],
    ['ab', [0.9, 0.49], 1, false],
    ['-.•:', [1], 1, false],
    ['5%', [1], 1, false],
    ['ab....', [0.6, 0.6, 0.31], 0.7, true],
    ['ab....', [0.6, 0.6, 0.29], 1, false],
  ])('%s at %o, score %f: %s', (text, sureness, score, expected) => {
    expect(hasLetters(reading(text, ...sureness), score)).toBe(expected);
  });
});

const line = (x: number): TextRegion => ({ x, y: 5, length: 40, thickness: 8, angle: 0, score: 0.9 });
const PICTURE = { data: new Uint8Array(3), width: 1, height: 1 };

/** Reads letters of the lines at these places, upright or rotated; and records the queries. */
const readerOf = (upright: readonly number[], turned: readonly number[] = []) => {
  const queries: string[] = [];
  const reader: TextReader = {
    read: async (_picture, { x, length }, isTurned = false) => {
      queries.push(`${x}${isTurned ? ' turned' : ''}, ${length}`);
      return reading((isTurned ? turned : upright).includes(x) ? 'SALE' : '::');
    },
  };
  return { reader, queries };
};

describe('linesWithLetters', () => {
  it('drops lines of which no letters are read, either way up, in px of the picture', async () => {
    const { reader, queries } = readerOf([2], [6]);
    const readable = await linesWithLetters([line(1), line(2), line(3)], PICTURE, 2, reader);
    expect(readable).toEqual([line(1), line(3)]);
    expect(queries).toEqual(['2, 80', '4, 80', '4 turned, 80', '6, 80', '6 turned, 80']);
  });

  it('asks for sure letters of a doubtful line, whatever its score', async () => {
    const reader: TextReader = { read: async () => reading('国自印', 0.5) };
    expect(await linesWithLetters([line(1)], PICTURE, 1, reader)).toEqual([line(1)]);
    expect(await linesWithLetters([{ ...line(1), isDoubtful: true }], PICTURE, 1, reader)).toEqual([]);
  });

  it('believes the rest where three were read, and where twelve had none', async () => {
    const many = Array.from({ length: 20 }, (_, k) => line(k + 1));
    const all = readerOf(many.map(({ x }) => x));
    expect(await linesWithLetters(many, PICTURE, 1, all.reader)).toEqual(many);
    expect(all.queries.length).toBe(3);
    const none = readerOf([]);
    expect(await linesWithLetters(many, PICTURE, 1, none.reader)).toEqual(many.slice(12));
    expect(none.queries.length).toBe(24);
    const doubtful = many.map((each) => ({ ...each, isDoubtful: each.x > 13 }));
    expect(await linesWithLetters(doubtful, PICTURE, 1, none.reader)).toEqual(doubtful.slice(12, 13));
    none.queries.length = 24;
    expect(await linesWithLetters(many.slice(0, 12), PICTURE, 1, none.reader)).toEqual([]);
  });
});

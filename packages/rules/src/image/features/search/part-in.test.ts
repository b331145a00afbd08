// What hangs together among blocks, at both sides of each bound, asked again and again in one room.
import { describe, expect, it } from 'vitest';
import { partIn } from './part-in.ts';

const [COLUMNS, ROWS] = [10, 8];

/** Those blocks of rows as they are drawn that count: #. */
const drawn = (lines: readonly string[]): readonly number[] => {
  const blocks = lines.join('');
  if (blocks.length !== COLUMNS * ROWS) throw new Error(`${blocks.length} blocks are drawn`);
  return [...blocks.matchAll(/#/g)].map(({ index }) => index);
};
const NONE = '..........';
const rows = (from: number, lines: readonly string[]): readonly number[] =>
  drawn(Array.from({ length: ROWS }, (_, row) => lines[row - from] ?? NONE));

describe('partIn', () => {
  const ask = partIn(COLUMNS, ROWS, 0.05);
  /** From the last of them on, too. */
  const hasPart = (blocks: readonly number[]): boolean => {
    const said = [blocks, blocks.toReversed()].map((each) => ask(Uint32Array.from(each), each.length));
    expect(said[0]).toBe(said[1]);
    return said[0] === true;
  };

  it('asks for blocks that hang together, not for as many that lie apart', () => {
    expect(hasPart(rows(2, ['..##......', '..##......']))).toBe(true);
    expect(hasPart(rows(2, ['..##......', '..#.......']))).toBe(false);
    expect(hasPart(rows(2, ['..##......', '....##....']))).toBe(false);
  });
  it('says the same of the same blocks whatever was asked before', () => {
    expect(hasPart(Array.from({ length: COLUMNS * ROWS }, (_, block) => block))).toBe(false);
    expect(hasPart([])).toBe(false);
    expect(hasPart(rows(6, ['.......###', '.......###']))).toBe(true);
  });
  it('leaves out what reaches three sides, and does not go round an edge', () => {
    expect(hasPart(rows(6, ['######....', '######....']))).toBe(true);
    expect(hasPart(rows(6, ['##########', '##########']))).toBe(false);
    expect(hasPart(rows(2, ['.........#', '#........#', '#.........']))).toBe(false);
  });
  it('leaves out what fills less than half of the box around it', () => {
    expect(hasPart(rows(1, ['.#####....', '.#........', '.#........', '.#........']))).toBe(false);
    expect(hasPart(rows(1, ['.#####....', '.#........', '.##.......']))).toBe(true);
  });
  it('finds a product behind one that is none', () => {
    expect(hasPart(rows(0, ['##########', '#........#', '#..###...#', '#..###...#', '#........#']))).toBe(true);
  });
});

// What hangs together among blocks, at both sides of each bound, asked again and again in one room.
import { describe, expect, it } from 'vitest';
import { partIn } from './part-in.ts';

const [COLUMNS, ROWS] = [10, 8];

/** Blocks of rows as they are drawn: # counts. */
const drawn = (lines: readonly string[]): ((block: number) => boolean) => {
  const blocks = lines.join('');
  if (blocks.length !== COLUMNS * ROWS) throw new Error(`${blocks.length} blocks are drawn`);
  return (block) => blocks[block] === '#';
};
const NONE = '..........';
const rows = (from: number, lines: readonly string[]): ((block: number) => boolean) =>
  drawn(Array.from({ length: ROWS }, (_, row) => lines[row - from] ?? NONE));

describe('partIn', () => {
  const hasPart = partIn(COLUMNS, ROWS, 0.05);

  it('asks for blocks that hang together, not for as many that lie apart', () => {
    expect(hasPart(rows(2, ['..##......', '..##......']))).toBe(true);
    expect(hasPart(rows(2, ['..##......', '..#.......']))).toBe(false);
    expect(hasPart(rows(2, ['..##......', '....##....']))).toBe(false);
  });
  it('says the same of the same blocks whatever was asked before', () => {
    expect(hasPart(() => true)).toBe(false);
    expect(hasPart(() => false)).toBe(false);
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

import { describe, expect, it } from 'vitest';
import { AGREES, AGREES_CLOSELY, aroundHidden, FAILS, type VisibleBlocks, visibleAlone } from './hidden.ts';
import type { BlockEdges } from './patches.ts';

const placed = ({ left, top, right, bottom }: BlockEdges): string => [left, top, right, bottom].join(' ');

/** Rows of blocks: `#` agrees in nearly all it shows, `=` agrees, `x` fails, `-` has no structure; ` ` is not seen. */
const formatted =
  (of: (blocks: Uint8Array, states: Uint8Array, across: number) => VisibleBlocks | null) =>
  (rows: readonly string[]): string => {
    const letters = rows.join('');
    const blocks = Uint8Array.from(letters, (letter) => ({ '#': AGREES_CLOSELY, '=': AGREES, x: FAILS })[letter] ?? 0);
    const states = Uint8Array.from(letters, (letter) => (letter === ' ' ? 0 : 1));
    const found = of(blocks, states, rows[0]?.length ?? 0);
    if (found === null) return 'none';
    const { edges, visible, share, agreeing, closely, hidden, agreeingHidden } = found;
    const left = visible === null ? 'around it' : placed(visible);
    return `${placed(edges)}, left ${left} (${share.toFixed(2)}): ${closely} and ${agreeing} of ${found.blocks}, hidden ${agreeingHidden} of ${hidden}`;
  };

describe('aroundHidden', () => {
  it.each([
    ['the right half', ['#==xxx', '=##xxx'], '3 0 5 1, left 0 0 2 1 (0.50): 3 and 6 of 6, hidden 0 of 6'],
    ['the left half', ['xxx#==', 'xxx=##'], '0 0 2 1, left 3 0 5 1 (0.50): 3 and 6 of 6, hidden 0 of 6'],
    ['the lower half', ['====', '====', 'xxxx', 'xxxx'], '0 2 3 3, left 0 0 3 1 (0.50): 0 and 8 of 8, hidden 0 of 8'],
    ['the upper third', ['xxxx', '====', '===='], '0 0 3 0, left 0 1 3 2 (0.67): 0 and 8 of 8, hidden 0 of 4'],
    [
      'the middle',
      ['======', '=xxx==', '=xxx==', '======'],
      '1 1 3 2, left around it (0.75): 0 and 18 of 18, hidden 0 of 6',
    ],
    ['a corner', ['==xx', '==xx', '===='], '2 0 3 1, left around it (0.67): 0 and 8 of 8, hidden 0 of 4'],
    ['but for some', ['=x=xx=', '===xxx', '===xxx'], '3 0 5 2, left 0 0 2 2 (0.50): 0 and 8 of 9, hidden 1 of 9'],
    ['of what is seen', ['  ==xx', '  ==xx'], '4 0 5 1, left 2 0 3 1 (0.50): 0 and 4 of 4, hidden 0 of 4'],
    ['where half has no structure', ['==--x-', '==---x'], '4 0 5 1, left 0 0 3 1 (0.67): 0 and 4 of 4, hidden 0 of 2'],
    ['all of it', ['xx', 'x-'], '0 0 1 1, left around it (0.00): 0 and 0 of 0, hidden 0 of 3'],
    ['nothing', ['==', '=='], 'none'],
    ['nothing seen', ['    '], 'none'],
  ])('%s', (_, rows, said) => {
    expect(formatted(aroundHidden)(rows)).toBe(said);
  });
});

describe('visibleAlone', () => {
  it.each([
    ['a strip', ['xx==xx', 'xx=#xx', 'xx==xx'], '2 0 3 2, left 2 0 3 2 (0.33): 1 and 6 of 6, hidden 0 of 12'],
    ['but for some', ['x=x=x', 'x==xx', 'x===x'], '1 0 3 2, left 1 0 3 2 (0.60): 0 and 7 of 9, hidden 0 of 6'],
    ['none', ['xx', 'xx'], 'none'],
  ])('%s', (_, rows, said) => {
    expect(formatted(visibleAlone)(rows)).toBe(said);
  });
});

import { describe, expect, it } from 'vitest';
import { AGREES, AGREES_CLOSELY, bestHalf, FAILS } from './halves.ts';

/** Rows of blocks: `#` agrees in nearly all it shows, `=` agrees, `x` fails, `-` has no structure; ` ` is not seen. */
const half = (rows: readonly string[]): string => {
  const letters = rows.join('');
  const blocks = Uint8Array.from(letters, (letter) => ({ '#': AGREES_CLOSELY, '=': AGREES, x: FAILS })[letter] ?? 0);
  const states = Uint8Array.from(letters, (letter) => (letter === ' ' ? 0 : 1));
  const found = bestHalf(blocks, states, rows[0]?.length ?? 0);
  if (found === null) return 'none';
  const { edges, blocks: count, agreeing, closely, beyond, agreeingBeyond } = found;
  const place = [edges.left, edges.top, edges.right, edges.bottom].join(' ');
  return `${place}: ${closely} and ${agreeing} of ${count}, beyond ${agreeingBeyond} of ${beyond}`;
};

describe('bestHalf', () => {
  it.each([
    ['the left', ['#==xxx', '=##xxx'], '0 0 2 1: 3 and 6 of 6, beyond 0 of 6'],
    ['the right', ['xxx#==', 'xxx=##'], '3 0 5 1: 3 and 6 of 6, beyond 0 of 6'],
    ['the upper', ['====', '====', 'xxxx', 'xxxx'], '0 0 3 1: 0 and 8 of 8, beyond 0 of 8'],
    ['the lower, two fifths of it', ['xxxx', 'xxxx', 'xxxx', '====', '===='], '0 3 3 4: 0 and 8 of 8, beyond 0 of 12'],
    ['the left, but for some', ['=x=xx=', '===xxx'], '0 0 2 1: 0 and 5 of 6, beyond 1 of 6'],
    ['of what is seen', ['  ==xx', '  ==xx'], '2 0 3 1: 0 and 4 of 4, beyond 0 of 4'],
    ['where half has no structure', ['==--xx', '==--xx'], '0 0 1 1: 0 and 4 of 4, beyond 0 of 4'],
    // A cut leaves a quarter at least.
    ['no narrow strip', ['=xxxxxxx', '=xxxxxxx'], '0 0 1 1: 0 and 2 of 4, beyond 0 of 12'],
    ['nothing', ['=x=x', 'x=x='], 'none'],
    ['nothing seen', ['    '], 'none'],
  ])('%s', (_, rows, said) => {
    expect(half(rows)).toBe(said);
  });
});

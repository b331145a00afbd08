import { describe, expect, it } from 'vitest';
import { codeFrame } from './code-frame.ts';

const startsOf = (text: string): number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
const frame = (text: string, line: number, column: number): string[] =>
  codeFrame(text, startsOf(text), { line, column }).split('\n');

describe('a code frame', () => {
  it('shows two lines above and one below, the place marked', () => {
    expect(frame('a\nb\nc: d\ne\nf', 3, 4)).toEqual(['  1 | a', '  2 | b', '> 3 | c: d', '    |    ^', '  4 | e']);
  });

  it('shows of a long line what is around the place, and a short one beside it not at all', () => {
    const rows = frame(`short\n${'x'.repeat(200)}y${'z'.repeat(200)}\n`, 2, 201);
    expect(rows[0]).toBe('  1 |');
    expect(rows[1]).toMatch(/^> 2 \| …x+yz+…$/);
    expect((rows[2] ?? '').indexOf('^')).toBe((rows[1] ?? '').indexOf('y'));
    expect(rows[1]?.length).toBeLessThan(150);
  });

  it('shows a line that is just as long as fits whole', () => {
    expect(frame('x'.repeat(140), 1, 140)[0]).toBe(`> 1 | ${'x'.repeat(140)}`);
    expect(frame('x'.repeat(141), 1, 1)[0]).toBe(`> 1 | ${'x'.repeat(140)}…`);
  });

  it('leaves the end of a Windows line and control characters out', () => {
    expect(frame('a: \u001bb\r\nc', 1, 1)).toEqual(['> 1 | a:  b', '    | ^', '  2 | c']);
    expect(frame('\r\n', 1, 1)[0]).toBe('> 1 |');
  });
});

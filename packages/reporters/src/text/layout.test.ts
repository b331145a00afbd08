import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { textWidth, withWidths } from './layout.ts';

it('takes for one column each only what the library does', { tags: 'full' }, async () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const character = String.fromCodePoint(code);
    expect([code, await withWidths(() => String(textWidth(character)))]).toEqual([
      code,
      String(stringWidth(character, { countAnsiEscapeCodes: true })),
    ]);
  }
});

it('lays out again once the library is there', async () => {
  const widths = (...texts: string[]) => withWidths(() => texts.map(textWidth).join(' '));
  expect(await widths('mug', 'große Tasse, 12 × 9 cm – “neu”', '杯子', '👩‍👩‍👧', 'e\u0301')).toBe('3 30 4 2 1');
});

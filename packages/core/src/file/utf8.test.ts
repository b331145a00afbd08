import { expect, it } from 'vitest';
import { utf8Of } from './utf8.ts';

it('encodes as Buffer.from does, wherever pieces end', () => {
  const plain = 'a'.repeat((1 << 16) - 1);
  for (const text of [
    '',
    'é’😀',
    `${plain}😀${plain}`,
    `${plain}’${plain}${plain}`,
    `${plain}\ud800`,
    `${plain}\ud800${plain}`,
    `${plain}\udc00\ud800`,
    `${plain}a\ud83d\ude00${plain}ü`,
    '😀'.repeat(1 << 17),
  ])
    expect(utf8Of(text).equals(Buffer.from(text))).toBe(true);
});

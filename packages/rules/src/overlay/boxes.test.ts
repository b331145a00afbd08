import { expect, it } from 'vitest';
import { apartFrom } from './boxes.ts';

const mark = { x: 0.8, y: 0.8, width: 0.15, height: 0.1 };

it('leaves out what lies in another box, not what only touches it', () => {
  const inside = { x: 0.82, y: 0.84, width: 0.1, height: 0.02 };
  const above = { x: 0.8, y: 0.7, width: 0.15, height: 0.12 };
  const beside = { x: 0.6, y: 0.84, width: 0.25, height: 0.02 };
  expect(apartFrom([inside, above, beside], [mark])).toEqual([above, beside]);
  expect(apartFrom([inside], [])).toEqual([inside]);
});

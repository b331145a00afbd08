import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { HOSTILE, hostileReport } from '../testing/hostile-report.ts';
import { json } from './json.ts';

it('loses nothing and holds no character that acts on a terminal', async () => {
  const report = hostileReport();
  const output = await json.render(report, fixtureContext());
  expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(report)));
  expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u200f\u2028-\u202e\u2066-\u2069]/u);
  expect(HOSTILE.length).toBeGreaterThan(20);
});

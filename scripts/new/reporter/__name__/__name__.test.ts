import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { shopReport } from '../testing/shop-report.ts';
import { __camel__ } from './__name__.ts';

it('writes each finding', async () => {
  const report = shopReport({ listings: 2, picturesPerListing: 2 });
  // Edit: what its reader must find. This fails until you do.
  expect(await __camel__.render(report, fixtureContext())).toContain('edit this');
});

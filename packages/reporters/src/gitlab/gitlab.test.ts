import { expect, it } from 'vitest';
import { z } from 'zod';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { gitlab } from './gitlab.ts';

/** What GitLab's documentation of code quality reports requires of each entry. */
const report = z.array(
  z.object({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.object({ path: z.string().min(1), lines: z.object({ begin: z.int().min(1) }) }),
  }),
);

it('writes entries as GitLab reads them, each with a fingerprint of its own', async () => {
  for (const input of [shopReport({ listings: 20, picturesPerListing: 5 }), hostileReport()]) {
    const read = report.parse(JSON.parse(await gitlab.render(input, fixtureContext())));
    expect(read).toHaveLength(input.findings.length + (input.notices ?? []).length);
    expect(new Set(read.map(({ fingerprint }) => fingerprint)).size).toBe(read.length);
  }
});

it('keeps two findings with one fingerprint apart', async () => {
  const shop = shopReport({ listings: 1, picturesPerListing: 3 });
  const [first] = shop.findings;
  if (!first) throw new Error('no finding');
  const read = report.parse(
    JSON.parse(await gitlab.render({ ...shop, notices: [], findings: [first, first] }, fixtureContext())),
  );
  expect(new Set(read.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

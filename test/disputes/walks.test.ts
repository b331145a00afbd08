import { type CaseFile, EVENT_TYPES, readCaseFile } from '@listing-lint/disputes';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disagreements, lintCases } from './same-answers.ts';

const DAYS = ['2026-08-03', '2026-08-31T23:30Z', '2026-09-14T10:00+08:00', '2026-09-18', '2026-09-24T02:00-04:00'];
const AS_OF = ['2026-09-18', '2026-09-25', '2026-09-30', '2026-10-08', '2026-11-20'];
const LISTINGS = ['A', 'B', 'https://market.example/3'];
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland'];

const rarely = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: of });
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });
const day = fc.constantFrom(...DAYS, '2026-09-16', '2026-09-21T08:00Z', '2026-09-22', '2026-09-23');
const stated = fc.record({
  date: fc.constantFrom('2026-09-20', '2026-09-25T18:00+08:00', '2026-10-12', '2026-12-01'),
  rule: maybe(fc.constant('their letter')),
});
const event = fc.record({
  type: fc.constantFrom(...EVENT_TYPES, 'x-phone-call'),
  at: day,
  by: maybe(fc.constantFrom('us', 'the platform', 'the other side', 'listing-lint monitor', 'somebody')),
  listing: fc.option(fc.constantFrom(...LISTINGS, 'C'), { freq: 1 }),
  deadline: rarely(stated),
});
const infringements = fc.uniqueArray(
  fc.record({ listing: fc.constantFrom(...LISTINGS), firstSeen: fc.constantFrom('2026-08-01', '2026-09-15') }),
  { maxLength: 3, selector: ({ listing }) => listing },
);
const accusation = fc.record({
  receivedAt: day,
  respondBy: maybe(stated.map(({ date }) => date)),
  listings: fc.subarray(LISTINGS),
});
const walk: fc.Arbitrary<CaseFile> = fc
  .record({
    direction: fc.constantFrom('we-complain', 'accused'),
    platform: maybe(fc.constantFrom('aliexpress', 'alibaba', 'amazon', 'ebay', 'etsy', 'Vinted')),
    jurisdiction: maybe(fc.constantFrom('CN', 'US', 'EU', 'Utopia')),
    timeZone: maybe(fc.constantFrom(...ZONES)),
    counterparty: maybe(fc.record({ name: fc.constant('X'), timeZone: fc.constantFrom(...ZONES) })),
    infringements,
    accusation: maybe(accusation),
    notice: maybe(fc.record({ filedAt: day })),
    outcome: rarely(fc.record({ result: fc.constant('upheld'), decidedAt: day })),
    events: fc.array(event, { maxLength: 9 }),
  })
  .map(({ direction, accusation: given, ...more }) => {
    const file = {
      id: 'c',
      status: 'open',
      direction,
      ...more,
      ...(direction === 'accused' ? { accusation: given } : {}),
    };
    const { value, problems } = readCaseFile({ path: 'c.yaml', text: JSON.stringify(file) });
    if (value === null) throw new Error(problems[0]?.message);
    return value;
  });

/** Walks of one lint run. */
const AT_ONCE = 500;

const wrongOf = async (count: number, seed: number): Promise<readonly string[]> => {
  const walks = fc.sample(walk, { numRuns: count, seed });
  const wrong: string[] = [];
  for (let from = 0; from < walks.length; from += AT_ONCE) {
    const files = walks.slice(from, from + AT_ONCE);
    const asOf = AS_OF[(from / AT_ONCE) % AS_OF.length] ?? '';
    const findings = await lintCases(files, asOf);
    for (const [index, file] of files.entries()) {
      const found = await disagreements(file, asOf, findings[index] ?? []);
      if (found.length > 0) wrong.push(`${asOf} ${JSON.stringify(file)}\n${found.join('\n')}`);
    }
  }
  return wrong;
};

it('lint, status, docket, timeline and calendar agree on 200 walks through the states', async () => {
  expect((await wrongOf(200, 20261203)).slice(0, 3)).toEqual([]);
});

// 2,000 in the full tier; nightly, with PROPERTY_RUNS=5000, 10,000.
const MANY = 2 * Number(process.env.PROPERTY_RUNS ?? 1000);

it(`and on ${MANY}`, { tags: 'full', timeout: 1_200_000 }, async () => {
  expect((await wrongOf(MANY, 1)).slice(0, 3)).toEqual([]);
});

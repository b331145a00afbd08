import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { z } from 'zod';
import { fixtureContext } from '../testing/context.ts';
import { HOSTILE, hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { junit } from './junit.ts';

const shop = shopReport({ listings: 10, picturesPerListing: 6 });

const many = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(type));
const outcome = z.union([
  z.strictObject({ type: z.string(), message: z.string(), '#text': z.string() }),
  z.literal(''),
]);
/** The elements and attributes that the schema of Jenkins' xUnit plugin lets a file have, as far as we write them. */
const testcase = z.strictObject({
  name: z.string(),
  classname: z.string(),
  failure: outcome.optional(),
  error: outcome.optional(),
  skipped: z.literal('').optional(),
  'system-out': z.string().optional(),
});
const total = z.string().regex(/^\d+$/);
const document = z.strictObject({
  '?xml': z.unknown(),
  testsuites: z.strictObject({
    name: z.string(),
    tests: total,
    failures: total,
    errors: total,
    testsuite: many(
      z.strictObject({
        name: z.string(),
        tests: total,
        failures: total,
        errors: total,
        skipped: total,
        testcase: many(testcase),
      }),
    ),
  }),
});

const read = (xml: string) => {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    processEntities: true,
    htmlEntities: false,
  });
  return document.parse(parser.parse(xml)).testsuites;
};

it('has a case for every rule on every file, and counts that agree', async () => {
  const suites = read(await junit.render(shop, fixtureContext()));
  const cases = suites.testsuite.flatMap((suite) => suite.testcase);
  const judged = shop.subjects.flatMap(({ outcomes }) => Object.values(outcomes).flat());
  expect(cases).toHaveLength(judged.length + (shop.notices ?? []).length);
  expect(Number(suites.tests)).toBe(cases.length);
  expect(Number(suites.failures)).toBe(cases.filter(({ failure }) => failure !== undefined).length);
  const failing = shop.findings.filter(({ severity, outcome: result }) => severity === 'error' && result === 'fail');
  expect(Number(suites.failures)).toBe(failing.length);
  expect(Number(suites.errors)).toBe(shop.findings.filter(({ outcome: result }) => result === 'inconclusive').length);
  for (const suite of suites.testsuite) expect(Number(suite.tests)).toBe(suite.testcase.length);
});

it('stays well-formed whatever names and metadata hold', async () => {
  const suites = read(await junit.render(hostileReport(), fixtureContext()));
  expect(suites.testsuite.flatMap((suite) => suite.testcase)).toHaveLength(2 * HOSTILE.length);
});

const schema = process.env['LISTING_LINT_JUNIT_XSD'];
describe.skipIf(schema === undefined)('against junit-10.xsd (LISTING_LINT_JUNIT_XSD names the file)', () => {
  it('is valid', async () => {
    for (const report of [shop, hostileReport()]) {
      const { valid, errors } = await validateXML({
        xml: [{ fileName: 'report.xml', contents: await junit.render(report, fixtureContext()) }],
        schema: [readFileSync(schema ?? '', 'utf8')],
      });
      expect(errors).toEqual([]);
      expect(valid).toBe(true);
    }
  });
});

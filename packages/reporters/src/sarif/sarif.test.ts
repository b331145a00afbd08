import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Report } from '@listing-lint/core';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { HOSTILE, hostileReport } from '../testing/hostile-report.ts';
import { fixtureFinding } from '../testing/shop-findings.ts';
import { shopReport } from '../testing/shop-report.ts';
import { sarif } from './sarif.ts';

const require = createRequire(import.meta.url);
const schemaFile = join(dirname(require.resolve('@microsoft/jest-sarif')), 'schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

const shop = shopReport({ listings: 12, picturesPerListing: 6 });
const render = async (report: Report = shop, options = {}): Promise<string> =>
  sarif.render(report, fixtureContext({ options: { sarif: options } }));
const run = async (report: Report = shop, options = {}): Promise<Run> => {
  const log: Log = JSON.parse(await render(report, options));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [only] = log.runs;
  if (!only) throw new Error('no run');
  return only;
};

it('is valid SARIF 2.1.0 with a result for every finding', async () => {
  const { results = [], tool } = await run();
  expect(results).toHaveLength(shop.findings.length);
  for (const result of results) expect(tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
});

it('gives code scanning every text it requires', async () => {
  const bare = { ...shop, rules: shop.rules.map((rule) => ({ ...rule, why: '', fix: 'x'.repeat(5000) })) };
  for (const report of [shop, bare, { ...shop, rules: [] }]) {
    const { tool, results = [] } = await run(report);
    for (const rule of tool.driver.rules ?? []) {
      expect(rule.shortDescription?.text).toBeTruthy();
      expect(rule.fullDescription?.text.length).toBeGreaterThan(0);
      expect(rule.fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.help?.text).toBeTruthy();
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(20);
      expect(rule.properties).toHaveProperty(['problem.severity']);
      expect(rule.properties).not.toHaveProperty(['security-severity']);
    }
    for (const result of results) expect(result.message.text).toBeTruthy();
  }
});

it('places pictures at 1:1 to 1:1 and texts at their region', async () => {
  const { results = [] } = await run();
  const regions = results.map(({ ruleId, locations }) => [ruleId, locations?.[0]?.physicalLocation?.region]);
  for (const [ruleId, region] of regions) {
    expect(region).toEqual(
      ruleId === 'legal-escalation'
        ? { startLine: 4, startColumn: 3, endLine: 6, endColumn: 18 }
        : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    );
  }
  expect(results.every(({ locations }) => locations?.length === 1)).toBe(true);
});

it('gives every result a hash of its own, so that no two alerts become one', async () => {
  const { results = [] } = await run();
  const hashes = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
  expect(new Set(hashes).size).toBe(results.length);
  expect(hashes.every((hash) => /^[0-9a-f]{16,}:1$/.test(hash ?? ''))).toBe(true);
  expect(results.every(({ partialFingerprints }) => partialFingerprints?.['listingLint/v1'])).toBe(true);
});

it('lists files with their hash, and each location points at its file', async () => {
  const { artifacts = [], results = [] } = await run();
  expect(artifacts).toHaveLength(shop.subjects.length);
  for (const artifact of artifacts) expect(artifact.hashes?.['sha-256']).toMatch(/^[0-9a-f]{64}$/);
  for (const { locations } of results) {
    const place = locations?.[0]?.physicalLocation?.artifactLocation;
    if (place?.index !== undefined) expect(artifacts[place.index]?.location?.uri).toBe(place.uri);
  }
});

it('writes addresses that are relative and percent-encoded', async () => {
  const odd = ['a b/ü#1?.jpg', '100%/日本.jpg', "c:\\x'(1)*!.jpg", 'http://x/y.jpg'];
  const [rule] = shop.rules;
  if (!rule) throw new Error('no rule');
  const { results = [] } = await run(
    { ...shop, findings: odd.map((path) => fixtureFinding(rule, path, 'x')) },
    { prefix: './my shop/' },
  );
  const uris = results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '');
  expect(uris.map(decodeURIComponent).sort()).toEqual(odd.map((path) => `my shop/${path}`).sort());
  for (const uri of uris) {
    expect(uri).toMatch(/^[A-Za-z0-9\-._~%/]+$/);
    expect(new URL(uri, 'file:///root/').href).toBe(`file:///root/${uri}`);
  }
});

it('begins addresses at the repository’s root by itself', async () => {
  const log: Log = JSON.parse(await sarif.render(shop, fixtureContext({ prefix: 'shops/one' })));
  const uri = log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
  expect(uri).toMatch(/^shops\/one\/listings\//);
});

it('can show findings on the listing’s manifest', async () => {
  const { results = [] } = await run(shop, { anchor: 'manifest' });
  const picture = results.find(({ ruleId }) => ruleId === 'watermark-present');
  expect(picture?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/\/listing\.yaml$/);
  expect(picture?.message.text).toMatch(/^listings\/[^/]+\/\d\.jpg: /);
});

it('says aloud what could not be judged, was not checked or was left out', async () => {
  const big = shopReport({ listings: 120, picturesPerListing: 6 });
  const { invocations = [] } = await run({
    ...big,
    findings: big.findings.map((finding) => ({ ...finding, blockedBy: undefined as never, outcome: 'inconclusive' })),
  });
  const ids = (invocations[0]?.toolExecutionNotifications ?? []).map(({ descriptor }) => descriptor?.id);
  expect(ids).toContain('not-judged');
  expect(ids).toContain('run-notice');
  expect(invocations[0]?.toolConfigurationNotifications?.[0]?.message.text).toContain('metadata-copyright');
});

it('leaves suppressed findings out unless asked for', async () => {
  expect((await run()).results?.some(({ suppressions }) => suppressions)).toBe(false);
  const suppressed = (await run(shop, { suppressed: true })).results?.filter(({ suppressions }) => suppressions) ?? [];
  expect(suppressed).toHaveLength(1);
  expect(suppressed[0]?.suppressions?.[0]?.justification).toContain('owner: photo desk');
});

it('keeps to 25,000 results and 10 MB gzipped, the worst first, and says so', { tags: 'full' }, async () => {
  const [rule] = shop.rules;
  if (!rule) throw new Error('no rule');
  const findings = Array.from({ length: 26_000 }, (_, index) =>
    fixtureFinding(rule, `p/${index}.jpg`, 'x', { severity: index < 25_990 ? 'info' : 'error' }),
  );
  const text = await render({ ...shop, findings });
  const log: Log = JSON.parse(text);
  const results = log.runs[0]?.results ?? [];
  expect(gzipSync(text).length).toBeLessThanOrEqual(10_000_000);
  expect(results.length).toBeLessThanOrEqual(25_000);
  expect(results.slice(0, 10).every(({ level }) => level === 'error')).toBe(true);
  expect(JSON.stringify(log.runs[0]?.invocations)).toContain('of 26,000 findings are in this file');
});

it('refuses options it does not know', async () => {
  await expect(async () => render(shop, { anchor: 'somewhere' })).rejects.toThrow(/options of the reporter "sarif"/);
});

it('stays valid and makes no link of a file name', async () => {
  const { results = [] } = await run(hostileReport(), { suppressed: true });
  expect(results.length).toBe(HOSTILE.length * 2);
  for (const { message, relatedLocations = [] } of results) {
    for (const text of [message.text, ...relatedLocations.map((related) => related.message?.text)]) {
      expect(text).not.toMatch(/\]\(/);
      expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
    }
  }
});

const multitool = process.env['LISTING_LINT_SARIF_MULTITOOL'];
describe.skipIf(multitool === undefined)('sarif-multitool (LISTING_LINT_SARIF_MULTITOOL names the program)', () => {
  it('has nothing to say, with the rules of SARIF and of GitHub', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'listing-lint-sarif-'));
    try {
      for (const [name, report] of [
        ['shop', shop],
        ['hostile', hostileReport()],
      ] as const) {
        const file = join(folder, `${name}.sarif`);
        const output = join(folder, `${name}.out.sarif`);
        writeFileSync(file, await render(report));
        execFileSync(multitool ?? '', ['validate', '--rule-kind', 'Sarif;Gh', '--output', output, file]);
        const said: Log = JSON.parse(readFileSync(output, 'utf8'));
        expect(said.runs[0]?.results ?? []).toEqual([]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});

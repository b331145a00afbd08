import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

const schema: object = JSON.parse(readFileSync(join(import.meta.dirname, '../../config/report.schema.json'), 'utf8'));
const ajv = new Ajv({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

let shop: string;

const write = (path: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};

// Every kind of finding and of remark at once: copies, a picture that is none, a case past a threshold, exceptions, an override.
beforeAll(async () => {
  shop = join(realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-report-'))), 'käse & "co"');
  for (const [path, seed, mirror] of [
    ['a/1', 1, false],
    ['a/2', 2, false],
    ['b/1', 1, true],
    ['b/2', 3, false],
  ] as const) {
    await writePicture(shop, `listings/${path}.jpg`, pictureSchema.parse({ seed, mirror, width: 900 }));
  }
  write('listings/b/3.jpg', 'no picture');
  write('listings/c/1.webp', readFileSync(join(shop, 'listings/a/2.jpg')));
  write('listings/d/listing.yaml', 'titel: D\n');
  write(
    'cases/1.yaml',
    'id: "1"\nstatus: open\ndamages: { amount: 20000, currency: USD }\nevents: []\ninfringements: []\n',
  );
  write(
    'listing-lint.config.yaml',
    `extends: recommended
cases: ["cases/*.yaml"]
brand: { creator: Acme }
rules: { main-image-square: warn }
overrides:
  - { files: "listings/a/**", rules: { main-image-square: { severity: error, minSide: 1200 } } }
`,
  );
  write(
    'listing-lint.exceptions.yaml',
    `exceptions:
  - { rule: main-image-square, subject: "listings/b/*", reason: old stock, owner: ann@example.com, expires: 2027-01-01 }
  - { rule: hash-unique, subject: "nowhere/**", reason: x, owner: bo@example.com }
  - { rule: hash-unique, subject: "listings/**", reason: x, owner: bo@example.com, expires: 2020-01-01 }
`,
  );
});

afterAll(() => rmSync(dirname(shop), { recursive: true, force: true }));

const lint = (args: readonly string[] = [], cwd = '.') => runIn(shop, ['-f', 'json', ...args], { cwd });

describe('the JSON report', () => {
  it('is what its published JSON Schema says', async () => {
    const { stdout, status } = await lint();
    const report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    // The fixture shows what the schema is about.
    expect(report.findings.length).toBeGreaterThan(5);
    expect(report.suppressed.length).toBeGreaterThan(0);
    expect(report.exceptions.map(({ state }: { state: string }) => state)).toEqual(['used', 'unused', 'expired']);
    expect(report.notices.map(({ code }: { code: string }) => code)).toEqual(['exception-expired', 'exception-unused']);
    expect(report.summary.notChecked).toMatchObject([{ ruleId: 'watermark-present', requires: 'brand.watermarks' }]);
    expect(report.policy.overrides).toHaveLength(1);
    expect(report.asOf).toBe('2026-11-25');
  });

  it('is refused by the schema when a key is missing or unknown', async () => {
    const report = JSON.parse((await lint()).stdout);
    expect(validate({ ...report, summary: { ...report.summary, errors: undefined } })).toBe(false);
    expect(validate({ ...report, time: '2026-11-25T12:00:00Z' })).toBe(false);
  });

  it('has the same bytes whatever the concurrency, the working directory and the way the folder is named', {
    tags: 'full',
  }, async () => {
    const { stdout } = await lint();
    expect((await lint(['--concurrency', '1'])).stdout).toBe(stdout);
    expect((await lint(['--concurrency', '7'])).stdout).toBe(stdout);
    expect((await lint([], 'listings/a')).stdout).toBe(stdout);
    const outside = await runIn(dirname(shop), ['-f', 'json', shop]);
    expect(outside.stdout.replaceAll(`${dirname(shop)}/`, '<root>/')).toBe(stdout);
    symlinkSync(shop, join(dirname(shop), 'link'));
    expect((await runIn(dirname(shop), ['-f', 'json', 'link'])).stdout).toBe(stdout);
  });

  it('counts every (rule, subject) once', async () => {
    const report: {
      subjects: { outcomes: Record<string, string[]> }[];
      findings: { outcome: string; severity: string }[];
      summary: Record<string, number>;
    } = JSON.parse((await lint()).stdout);
    for (const { outcomes } of report.subjects) {
      const ids = Object.values(outcomes).flat();
      expect(new Set(ids).size).toBe(ids.length);
    }
    const by = (severity: string) => report.findings.filter((finding) => finding.severity === severity).length;
    expect(report.summary).toMatchObject({ errors: by('error'), warnings: by('warn'), infos: by('info') });
  });
});

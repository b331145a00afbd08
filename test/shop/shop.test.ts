import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@listing-lint/core';
import { type Io, run } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const shop = join(import.meta.dirname, '..', '..', 'examples', 'shop');

/** Rows of the README's table of planted faults: file, rule. */
const planted = (): readonly (readonly [string, string])[] =>
  [...readFileSync(join(shop, 'README.md'), 'utf8').matchAll(/^\| `([^`]+)` \| .* \| `([a-z-]+)` \|$/gm)].map(
    ([, file = '', rule = '']) => [file, rule],
  );

const runIn = async (
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly text: string }> => {
  let text = '';
  const io: Io = {
    cwd,
    env: {},
    stdout: (part) => {
      text += part;
    },
    stderr: () => undefined,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date('2026-11-25T12:00:00Z'),
  };
  return { code: await run(args, io), text };
};

const lintShop = async (): Promise<{ readonly code: number; readonly report: Report }> => {
  const { code, text } = await runIn(shop, ['--format', 'json']);
  return { code, report: JSON.parse(text) };
};

describe('examples/shop', () => {
  let code = -1;
  let report: Report;
  beforeAll(async () => {
    ({ code, report } = await lintShop());
  });

  it('names at least a fault of every family', () => {
    expect(planted().length).toBeGreaterThanOrEqual(12);
    expect(new Set(planted().map(([, rule]) => rule)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(planted())('%s fails %s', (file, rule) => {
    expect(report.findings.map(({ subject, ruleId }) => `${subject.path} ${ruleId}`)).toContain(`${file} ${rule}`);
  });

  it('finds nothing but what is planted, and the other half of each pair', () => {
    const faults = new Set(planted().map(([file, rule]) => `${file} ${rule}`));
    const rest = report.findings.filter(({ subject, ruleId }) => !faults.has(`${subject.path} ${ruleId}`));
    const alone = rest.filter(({ ruleId, related }) => !related.some(({ path }) => faults.has(`${path} ${ruleId}`)));
    expect(alone.map(({ subject, ruleId }) => `${subject.path} ${ruleId}`)).toEqual([]);
  });

  it('is judged in full: every rule of the preset, the loss in euros inconclusive', () => {
    expect(code).toBe(1);
    expect(report.summary.notChecked).toEqual([]);
    expect(report.summary.subjects).toMatchObject({ listing: 7, case: 4 });
    const euros = report.findings.filter(({ subject }) => subject.path === 'cases/2026-003-flask-copies.yaml');
    expect(euros.map(({ outcome }) => outcome)).toEqual(['inconclusive']);
  });
});

describe('a copy of examples/shop', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'listing-lint-shop-'));
    cpSync(shop, copy, { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('has leaks, which --fix mends as its README shows it, and then passes', async () => {
    const leaks = await runIn(copy, ['listings/table-lamp', '--format', 'json']);
    const found: Report = JSON.parse(leaks.text);
    expect(leaks.code).toBe(1);
    expect(found.findings.map(({ ruleId, fix }) => [ruleId, fix?.id])).toEqual([
      ['privacy-gps', 'remove-position'],
      ['privacy-serial', 'remove-serials'],
      ['privacy-thumbnail-leak', 'remove-previews'],
    ]);
    const fixed = await runIn(copy, ['lint', '--fix', 'listings/table-lamp']);
    const shown = /^\$ listing-lint lint --fix listings\/table-lamp\n(.*?)^```$/ms.exec(
      readFileSync(join(shop, 'README.md'), 'utf8'),
    )?.[1];
    expect(fixed).toEqual({ code: 0, text: shown });
    for (const name of ['DSC_0412.jpg', 'DSC_0502.jpg'])
      expect(readFileSync(join(copy, 'originals', name))).toEqual(readFileSync(join(shop, 'originals', name)));
  });
});

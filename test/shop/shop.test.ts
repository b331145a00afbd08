import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@listing-lint/core';
import { type Io, run } from 'listing-lint/program';
import { beforeAll, describe, expect, it } from 'vitest';

const shop = join(import.meta.dirname, '..', '..', 'examples', 'shop');

/** Rows of the README's table of planted faults: file, rule. */
const planted = (): readonly (readonly [string, string])[] =>
  [...readFileSync(join(shop, 'README.md'), 'utf8').matchAll(/^\| `([^`]+)` \| .* \| `([a-z-]+)` \|$/gm)].map(
    ([, file = '', rule = '']) => [file, rule],
  );

const lintShop = async (): Promise<{ readonly code: number; readonly report: Report }> => {
  let text = '';
  const io: Io = {
    cwd: shop,
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
  const code = await run(['--format', 'json'], io);
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

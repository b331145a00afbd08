import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';

it('a mistake in a case file is a finding at its line, and other rules wait', async () => {
  const root = mkdtempSync(join(tmpdir(), 'case-'));
  try {
    mkdirSync(join(root, 'cases'));
    writeFileSync(
      join(root, 'cases/bad.yaml'),
      'id: b\nstatus: open\ndamages: { amount: much, currency: USD }\nevents: [{ type: filed, at: 2026-01-01, attachments: [{ file: a.pdf }] }]\n',
    );
    writeFileSync(
      join(root, 'listing-lint.config.yaml'),
      'listings: []\ncases: ["cases/*"]\nrules: { case-file-valid: error, case-evidence: error }\n',
    );
    const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
    const { report } = await lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-02-01' });
    expect(report.findings).toMatchObject([
      { ruleId: 'case-file-valid', region: { startLine: 3 }, message: '"damages.amount" must be a number, not "much"' },
    ]);
    expect(report.subjects.map(({ outcomes }) => outcomes.inconclusive)).toEqual([['case-evidence']]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

import { expect, it } from 'vitest';
import type { Report } from '../model/report.ts';
import { joinReports } from './join-reports.ts';

const TOOL = { name: 'test', version: '1' };
const report = (more: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: TOOL,
  config: { path: 'listing-lint.config.yaml', sha256: 'a' },
  summary: { subjects: {}, errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
  rules: [],
  subjects: [],
  findings: [],
  ...more,
});

it('is of the day that any of the projects asked for, and of none where none did', () => {
  const dated = { path: 'a', report: report({ asOf: '2026-11-25' }), attributes: [] };
  const plain = { path: 'b', report: report(), attributes: [] };
  expect(joinReports(TOOL, [plain, dated], []).asOf).toBe('2026-11-25');
  expect(joinReports(TOOL, [dated, plain], []).asOf).toBe('2026-11-25');
  expect(joinReports(TOOL, [plain, plain], [])).not.toHaveProperty('asOf');
});

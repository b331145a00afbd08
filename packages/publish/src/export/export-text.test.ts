import { expect, it } from 'vitest';
import { exportHtml } from './export-html.ts';
import type { ExportReport } from './export-report.ts';
import { exportText } from './export-text.ts';

it('counts what the preset says of the copies, one as one', () => {
  const copy = { path: 'm/1.jpg', kind: 'written', copy: 'm/1.jpg', role: 'main', width: 9, height: 9 } as const;
  const finding = { path: 'm/1.jpg', ruleId: 'etsy-image-advice', message: 'it is small' } as const;
  const told = (...severities: readonly ('error' | 'warn')[]): string =>
    exportText({
      ...{ channel: 'etsy', title: 'Etsy', folder: 'out', day: '2026-11-28', isDryRun: false },
      outcomes: [{ ...copy, bytes: 9, changes: [], advice: [] }],
      unseen: [],
      findings: severities.map((severity) => ({ ...finding, severity })),
    });
  expect(told('warn')).toContain('\n0 errors, 1 warning\n');
  expect(told('error', 'warn', 'warn')).toContain('\n1 error, 2 warnings\n');
});

it('says that the copies pass only where there are copies, and what was not looked at', () => {
  const report: ExportReport = {
    ...{ channel: 'etsy', title: 'Etsy', folder: 'out', day: '2026-11-28', isDryRun: true, findings: [] },
    outcomes: [{ path: 'm/1.jpg', kind: 'failed', reason: 'it is empty' }],
    unseen: ['listings/<cup>: it is a link'],
  };
  const none = { before: new Map(), after: new Map() };
  expect(exportText(report)).toContain('\nnot exported: listings/<cup>: it is a link\n');
  const html = exportHtml(report, none);
  expect(html).toContain('<li>not exported: listings/&lt;cup&gt;: it is a link</li>');
  expect(html).not.toContain('The copies pass');
  expect(exportHtml({ ...report, isDryRun: false }, none)).not.toContain('The copies pass');
});

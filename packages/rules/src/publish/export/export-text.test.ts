import { expect, it } from 'vitest';
import { exportText } from './export-text.ts';

it('counts what the preset says of the copies, one as one', () => {
  const copy = { path: 'm/1.jpg', kind: 'written', copy: 'm/1.jpg', role: 'main', width: 9, height: 9 } as const;
  const finding = { path: 'm/1.jpg', ruleId: 'etsy-image-advice', message: 'it is small' } as const;
  const told = (...severities: readonly ('error' | 'warn')[]): string =>
    exportText({
      ...{ channel: 'etsy', title: 'Etsy', folder: 'out', day: '2026-11-28', isDryRun: false },
      outcomes: [{ ...copy, bytes: 9, changes: [], advice: [] }],
      findings: severities.map((severity) => ({ ...finding, severity })),
    });
  expect(told('warn')).toContain('\n0 errors, 1 warning\n');
  expect(told('error', 'warn', 'warn')).toContain('\n1 error, 2 warnings\n');
});

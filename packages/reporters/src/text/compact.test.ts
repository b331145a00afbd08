import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { unmarkedReport } from '../testing/shop-variants.ts';
import { compact } from './compact.ts';

const linesOf = async (report = shopReport({ listings: 6, picturesPerListing: 5 }), more = {}): Promise<string[]> =>
  (await compact.render(report, fixtureContext(more))).trimEnd().split('\n');

it('writes a line for each finding with its path and line, and the verdict last', async () => {
  const lines = await linesOf();
  expect(lines).toContain('listings/blue-mug/2.jpg: error no watermark found (best score 0.41) [watermark-present]');
  expect(lines).toContain(
    'cases/2026-001.yaml:4: warning past the point where a platform complaint is enough [legal-escalation]',
  );
  expect(lines.at(-1)).toBe('✖ 5 errors, 5 warnings, 2 infos in 6 listings, 30 images and 3 cases');
});

it('writes one line for a group, and no more lines than asked for', async () => {
  const report = unmarkedReport({ listings: 30, picturesPerListing: 5 });
  const lines = await linesOf(report);
  expect(lines.filter((line) => line.includes('[watermark-present]'))).toEqual([
    expect.stringContaining('error no watermark found (all 150 images) [watermark-present]'),
  ]);
  const findings = lines.filter(
    (line) => /: (error|warning|info) .*\[[a-z-]+\]$/.test(line) && !line.startsWith('listings/old'),
  );
  const short = await linesOf(report, { maxFindings: 2 });
  expect(short.slice(-4, -2)).toEqual(findings.slice(0, 2));
  expect(short.at(-2)).toMatch(/^\d+ more findings not listed\.$/);
});

it('hides warnings with quiet, and lets no text from outside begin a line of its own', async () => {
  expect((await linesOf(undefined, { quiet: true })).filter((line) => line.includes('[privacy-gps]'))).toEqual([]);
  const lines = await linesOf(hostileReport());
  expect(lines.filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([]);
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
});

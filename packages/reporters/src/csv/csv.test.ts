import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { csv } from './csv.ts';

const rows = (output: string): Record<string, string>[] => parse(output, { columns: true, record_delimiter: '\r\n' });

it('writes a line a finding that a parser reads back', async () => {
  const report = shopReport({ listings: 6, picturesPerListing: 5 });
  const read = rows(await csv.render(report, fixtureContext()));
  const notices = report.notices ?? [];
  expect(read).toHaveLength(report.findings.length + notices.length);
  expect(read.at(-1)).toMatchObject({ outcome: 'notice', rule: notices[0]?.code, message: notices[0]?.message });
  expect(read[0]).toMatchObject({
    severity: 'error',
    rule: 'watermark-present',
    path: 'listings/blue-mug/2.jpg',
    role: 'gallery',
    listing: 'listings/blue-mug',
    line: '',
  });
  expect(read.find(({ rule }) => rule === 'legal-escalation')?.['line']).toBe('4');
});

it('names a related file once, be it in the sentence or in front of it', async () => {
  const report = shopReport({ listings: 6, picturesPerListing: 5 });
  const copy = report.findings.find(({ related }) => related.length > 0);
  const [other] = copy?.related ?? [];
  if (!copy || !other) throw new Error('the fixture has no copy');
  const relatedOf = async (message: string) => {
    const findings = [{ ...copy, related: [{ ...other, message }] }];
    return rows(await csv.render({ ...report, findings }, fixtureContext()))[0]?.['related'];
  };
  expect(await relatedOf('mirrored copy')).toBe(`${other.path}: mirrored copy`);
  expect(await relatedOf(`mirrored copy of ${other.path}`)).toBe(`mirrored copy of ${other.path}`);
});

it('has no cell that a spreadsheet takes for a formula', async () => {
  const report = hostileReport();
  const read = rows(await csv.render(report, fixtureContext()));
  expect(read).toHaveLength(report.findings.length + (report.notices ?? []).length);
  const cells = read.flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[\s]*[=+\-@|\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=cmd()");
  expect(cells.filter((cell) => /[\p{Cc}\p{Cs}\u202e]/u.test(cell))).toEqual([]);
});

it('begins with a byte order mark only when asked to', async () => {
  const report = hostileReport();
  expect((await csv.render(report, fixtureContext())).startsWith('\ufeff')).toBe(false);
  expect((await csv.render(report, fixtureContext({ options: { csv: { bom: true } } }))).startsWith('\ufeff')).toBe(
    true,
  );
});

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';

let cwd = '';
const write = (path: string, text: string): void => writeFileSync(join(cwd, path), text);
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-clocks-')));
  write(
    'listing-lint.config.yaml',
    'cases: ["a.yaml"]\nrules: { legal-escalation: { severity: error, maxSilentDays: 3, leastDaysToLimitation: 100 } }\n',
  );
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const judged = async (text: string, asOf: string): Promise<string> => {
  write('a.yaml', `id: a\nstatus: open\nplatform: AliExpress\ndamages: { amount: 1, currency: USD }\n${text}\n`);
  const { report } = await lint({ cwd, asOf });
  return report.findings
    .map(({ outcome, message, causes }) => `${outcome}: ${message} ${JSON.stringify(causes)}`)
    .join();
};
const SHANGHAI = 'timeZone: Asia/Shanghai\n';

it('counts silence by every clock that may count', async () => {
  const filed = 'events: [{ type: filed, at: 2026-11-16 }]';
  expect(await judged(filed, '2026-11-18')).toBe('');
  expect(await judged(filed, '2026-11-19')).toMatch(
    /^inconclusive: .*2 or 4 business days passed, by whose clock counts/s,
  );
  expect(await judged(`${SHANGHAI}${filed}`, '2026-11-19')).toBe('');
  expect(await judged(`${SHANGHAI}${filed}`, '2026-11-20')).toMatch(/^fail: .*has not answered for 4 business days/s);
});

it('counts what is left until claims lapse by every clock that may count', async () => {
  const seen = 'infringements: [{ listing: A, firstSeen: 2024-03-01 }]';
  expect(await judged(seen, '2026-11-20')).toBe('');
  expect(await judged(seen, '2026-11-22')).toMatch(/^inconclusive: .*by whose clock counts/s);
  expect(await judged(`${SHANGHAI}${seen}`, '2026-11-21')).toBe('');
  expect(await judged(`${SHANGHAI}${seen}`, '2026-11-22')).toMatch(/^fail: .*in 99 days/s);
});

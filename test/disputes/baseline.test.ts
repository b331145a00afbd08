import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';

let cwd = '';
const write = (path: string, text: string): void => writeFileSync(join(cwd, path), text);
const caseOf = (amount: number, more = ''): string =>
  `id: c1\nstatus: open\ntimeZone: Europe/Berlin\nplatform: aliexpress\ndamages: { amount: ${amount}, currency: USD }\n${more}`;
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-known-')));
  mkdirSync(join(cwd, 'cases'));
  write('listing-lint.config.yaml', 'cases: ["cases/*.yaml"]\nrules: { legal-escalation: error }\n');
  write('cases/a.yaml', caseOf(12000));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const said = async (more: { updateBaseline?: boolean } = {}): Promise<readonly string[]> => {
  const { report } = await lint({ cwd, baseline: 'known.json', asOf: '2026-11-26', ...more });
  return report.findings.map(({ message, causes }) => [message, ...causes.map((cause) => cause.message)].join('; '));
};

it('knows what a dispute said, and nothing that it says since', async () => {
  await said({ updateBaseline: true });
  expect(await said()).toEqual([]);
  // Another line of the case that changes nothing of what is said.
  write('cases/a.yaml', caseOf(12000, 'owner: legal desk\n'));
  expect(await said()).toEqual([]);
  write('cases/a.yaml', caseOf(5_000_000));
  expect(await said()).toEqual([expect.stringContaining('5,000,000')]);
  write('cases/a.yaml', caseOf(12000, 'infringements: [{ listing: m/1, firstSeen: 2026-05-01, counterfeit: true }]\n'));
  expect(await said()).toEqual([expect.stringContaining('counterfeit goods are sold in m/1')]);
});

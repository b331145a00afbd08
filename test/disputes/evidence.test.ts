import { linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';

let cwd = '';
const write = (path: string, text: string): void => writeFileSync(join(cwd, path), text);
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-proof-')));
  mkdirSync(join(cwd, 'cases'));
  write('listing-lint.config.yaml', 'cases: ["cases/*.yaml"]\nrules: { case-evidence: error }\n');
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const said = async (file: string): Promise<string> => {
  write('cases/a.yaml', `id: a\nstatus: open\nworks: [{ id: w, rawOriginal: { path: ${file} } }]\n`);
  const { report } = await lint({ cwd, asOf: '2026-11-26' });
  return report.findings.map(({ message }) => message).join();
};

it('takes no case file for evidence, by whatever name', async () => {
  symlinkSync('cases/a.yaml', join(cwd, 'original.nef'));
  write('cases/b.yaml', 'id: b\nstatus: closed\n');
  for (const file of ['cases/a.yaml', './cases/../cases/a.yaml', 'original.nef', 'cases/b.yaml']) {
    expect(await said(file)).toContain('it is a case file, which proves nothing of itself');
  }
  write('empty.nef', '');
  expect(await said('empty.nef')).toContain('it is empty, and proves nothing');
  write('real.nef', 'raw');
  linkSync(join(cwd, 'real.nef'), join(cwd, 'second.nef'));
  expect(await said('real.nef')).toBe('');
});

it.each([
  ['listing-lint.config.yaml', 'a config'],
  ['package.json', 'a package.json'],
  ['listing-lint.exceptions.yaml', 'a list of exceptions'],
  ['lamp/listing.yaml', 'a listing.yaml'],
  ['looks/2026.yaml', 'a monitoring log'],
])('takes %s for no evidence', async (file, what) => {
  write(
    'listing-lint.config.yaml',
    'cases: ["cases/*.yaml"]\nmonitoring: ["looks/*.yaml"]\nrules: { case-evidence: error }\n',
  );
  for (const folder of ['lamp', 'looks']) mkdirSync(join(cwd, folder));
  write('package.json', '{}\n');
  write('listing-lint.exceptions.yaml', 'exceptions: []\n');
  write('lamp/listing.yaml', 'product: lamp\n');
  write('looks/2026.yaml', 'checks: []\n');
  symlinkSync(file, join(cwd, 'original.nef'));
  for (const name of [file, 'original.nef']) {
    expect(await said(name)).toContain(`it is ${what}, which proves nothing of itself`);
  }
});

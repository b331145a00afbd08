import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { sha256 } from '@listing-lint/core/plugin';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../../plugin.ts';
import { LEDGER } from '../../watermark/stamp/ledger-name.ts';
import { testLedgerLine, testStamped } from '../mark-state/test-stamped.ts';

let root = '';
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const open = (id: string, work: string): void =>
  put(
    `cases/${id}.yaml`,
    `id: ${id}
status: open
works: [{ id: mug, ${work} }]
infringements:
  - { listing: x, firstSeen: 2026-05-04, watermarkRemoved: true, image: { file: theirs/${id}.jpg }, match: { work: mug } }
`,
  );
const STAMPED = 'images: [{ path: listings/mug/1.jpg }]';

const told = async (): Promise<ReadonlyMap<string, string>> => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 2, tool });
  const found = report.findings.filter(({ ruleId }) => ruleId === 'mark-removal-shown');
  return new Map(found.map(({ subject, outcome, message }) => [subject.path, `${outcome}: ${message}`]));
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'case-marks-'));
  const { original, stamped, blurred } = await testStamped();
  put(
    'listing-lint.config.yaml',
    'listings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nrules: { mark-removal-shown: warn }\n',
  );
  put('originals/1.jpg', original);
  put('listings/mug/1.jpg', stamped);
  put(LEDGER, testLedgerLine(sha256(stamped), original));
  put('theirs/removed.jpg', blurred);
  put('theirs/there.jpg', await sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer());
  put('theirs/by-original.jpg', await sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer());
  put('theirs/unmarked.jpg', await sharp(original).resize(560).jpeg({ quality: 85 }).toBuffer());
  put('theirs/page.jpg', '<html>not a picture</html>');
  for (const id of ['removed', 'there', 'unmarked', 'page']) open(id, STAMPED);
  open('by-original', 'rawOriginal: { path: originals/1.jpg }');
  open('never-stamped', 'images: [{ path: theirs/there.jpg }]');
  put('theirs/never-stamped.jpg', await sharp(original).resize(560).jpeg().toBuffer());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('whether a mark that a case says was taken off is gone', () => {
  it('tells one that is there, one that never was, and leaves open what cannot be read', async () => {
    const found = await told();
    const there = (theirs: string, ours: string): string =>
      `fail: infringements #1.watermarkRemoved: theirs/${theirs}.jpg shows our mark where ${ours} has it`;
    expect(found.get('cases/there.yaml')).toBe(there('there', 'listings/mug/1.jpg'));
    expect(found.get('cases/by-original.yaml')).toBe(there('by-original', 'originals/1.jpg'));
    expect(found.get('cases/unmarked.yaml')).toBe(
      'fail: infringements #1.watermarkRemoved: theirs/unmarked.jpg shows what lies under the mark of listings/mug/1.jpg: it comes from a picture without it',
    );
    expect(found.get('cases/page.yaml')).toMatch(/^inconclusive: .*theirs\/page\.jpg/);
    expect([found.get('cases/removed.yaml'), found.get('cases/never-stamped.yaml')]).toEqual([undefined, undefined]);
  });

  it('leaves open whether it is gone where the picture without it is not at hand', async () => {
    rmSync(join(root, 'originals'), { recursive: true });
    expect((await told()).get('cases/removed.yaml')).toMatch(
      /^inconclusive: .*whether it was taken off theirs\/removed\.jpg cannot be told: listings\/mug\/1\.jpg as it was stamped, or the picture before, is not at hand/,
    );
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ANYWHERE, sha256 } from '@listing-lint/core/plugin';
import { LEDGER } from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testLedgerLine, testStamped } from '../mark-state/test-stamped.ts';
import { compareFiles } from './compare-files.ts';
import { pairMarks } from './pair-marks.ts';

const root = mkdtempSync(join(tmpdir(), 'pair-marks-'));
const fileOf = (name: string) => ({ file: join(root, name), name, within: ANYWHERE });
const put = (name: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), bytes);
};
const STAMPED = 'listings/mug/1.jpg';
const ours = async () => [fileOf('originals/1.jpg')];

beforeAll(async () => {
  const { original, stamped, blurred, smeared } = await testStamped('pairs', true);
  put('originals/1.jpg', original);
  put(STAMPED, stamped);
  put(LEDGER, testLedgerLine(sha256(stamped), original));
  put('smeared.jpg', smeared);
  put('blurred.jpg', blurred);
  put('unmarked.jpg', await sharp(original).resize(560).jpeg({ quality: 85 }).toBuffer());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const compared = (a: string, b: string, more: Parameters<typeof compareFiles>[2] = {}) =>
  compareFiles(fileOf(a), fileOf(b), { classifyMark: pairMarks({ root, ours }), ...more });

describe('what became of the mark of a stamped picture', () => {
  it('is said of what was smeared, and the grain speaks for ours, whichever side it is on', {
    tags: 'full',
    timeout: 400_000,
  }, async () => {
    const { points, stamp, summary } = await compared(STAMPED, 'smeared.jpg');
    expect([stamp?.ours, stamp?.mark.state, stamp?.mark.isOfStamped]).toEqual(['a', 'damaged', true]);
    const point = points.find(({ code }) => code === 'stamp.b-from-a');
    expect(point?.shows).toMatch(/our mark was damaged in part .*% of the mark is still there; .* bears the grain/);
    expect(summary.towardsA).toContain('stamp.b-from-a');
    expect(points.find(({ code }) => code === 'picture.same')?.showsNot).toContain('the grain of the stamped picture');
    const { points: swapped, summary: other } = await compared('smeared.jpg', 'originals/1.jpg');
    expect(swapped.find(({ code }) => code === 'stamp.a-from-b')?.a).toBe('damaged');
    expect(other.towardsB).toContain('stamp.a-from-b');
  });

  it('is said of a copy without the grain, which speaks for nobody', { tags: 'full', timeout: 400_000 }, async () => {
    const { points } = await compared('originals/1.jpg', 'unmarked.jpg');
    const point = points.find(({ code }) => code === 'stamp.from-unmarked');
    expect([point?.towards, point?.b]).toEqual([null, 'from-unmarked']);
    expect(points.find(({ code }) => code === 'picture.same')?.showsNot).toMatch(/^It does not show which was made/);
  });

  it('leaves open whether the mark is on both where it is found, and gone from its place', {
    tags: 'full',
    timeout: 400_000,
  }, async () => {
    const present = { status: 'present' as const, template: 'brand/mark.png', summary: 'present', box: null };
    const codesOf = async (b: string) => {
      const { points } = await compared(STAMPED, b, { seekMark: async () => present });
      return points.map(({ code }) => code).filter((code) => code.startsWith('mark.'));
    };
    expect(await codesOf('blurred.jpg')).toEqual(['mark.open']);
    expect(await codesOf('smeared.jpg')).toEqual(['mark.both']);
  });

  it('is skipped where neither is a stamped picture of ours', async () => {
    const { points, stamp } = await compared('unmarked.jpg', 'blurred.jpg');
    expect(stamp).toBeNull();
    expect(points.filter(({ code }) => code.startsWith('stamp.'))).toEqual([]);
  });
});

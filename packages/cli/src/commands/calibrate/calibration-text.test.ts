import { expect, it } from 'vitest';
import type { CalibrationResult } from '../../api/calibrate.ts';
import { calibrationText } from './calibration-text.ts';

type Report = CalibrationResult['reports'][number];

const said = (found: readonly number[], more: Partial<Report> = {}): string => {
  const widths = [0.1, 0.22, 0.45];
  const selfTest = widths.map((scale, k) => ({ scale, stamped: 12, found: found[k] ?? 0 }));
  const calibration = { pictures: 'own', n: 68 } as unknown as Report['calibration'];
  const report = {
    name: 'brand/mark.png',
    calibration,
    selfTest,
    smallestReliable: null,
    suspects: [],
    missed: [],
    unreadable: [],
  };
  return calibrationText({ reports: [{ ...report, ...more }], file: 'listing-lint.watermarks.json' }, '/shop');
};

it('names the photos on which a mark was missed, where no width is reliable by a few of them', () => {
  const text = said([3, 11, 11], { missed: ['/shop/photos/gravel.jpg'] });
  expect(text).toContain(
    'No width counts as reliable, which takes nearly all of the pictures: at best, at 22 % of the width, it was found on 11 of 12.',
  );
  expect(text).toMatch(/Missed at the widest on these.*\n {2}photos\/gravel\.jpg\n/);
  expect(text).not.toContain('stronger lines');
});

it('advises another mark where it is missed on many at any width', () => {
  expect(said([3, 5, 8])).toContain('use a mark with more or stronger lines');
});

it('names no photos where a width is reliable', () => {
  const text = said([3, 12, 12], { smallestReliable: 0.22, missed: ['/shop/photos/gravel.jpg'] });
  expect(text).toContain('It is found reliably from 22 %');
  expect(text).not.toContain('gravel');
});

it('names five of many', () => {
  const text = said([3, 9, 2], { missed: Array.from({ length: 7 }, (_, k) => `/shop/${k}.jpg`) });
  expect(text).toContain('  4.jpg\n  and 2 more');
});

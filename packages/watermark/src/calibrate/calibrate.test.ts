import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  basisOf,
  CALIBRATION_FILE,
  calibrationOf,
  cleanPicture,
  falseAlarmRate,
  GENERATED_SAFETY,
  LEAST_REVIEW_SCORE,
  LEAST_SCORE,
  PRESENT_RATE,
  REVIEW_RATE,
  readCalibrations,
  threshold,
  writeCalibrations,
} from '@listing-lint/rules/watermark';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { smallestReliable } from './self-test.ts';

const scores = Array.from({ length: 40 }, (_, i) => ({
  384: 1 + (i % 7) / 5,
  512: 2 + (i % 9) / 4,
  768: 3 + (i % 11) / 3,
}));

describe('calibration', () => {
  it('turns scores of clean pictures into rates, and rates back into scores', () => {
    const calibration = calibrationOf(scores, 'own');
    for (const size of [512, 768] as const) {
      const score = threshold(calibration, size, 2e-3, 1);
      expect(score).toBeGreaterThan(LEAST_SCORE);
      expect(falseAlarmRate(calibration, size, score, 1) / 2e-3).toBeCloseTo(1, 6);
      expect(falseAlarmRate(calibration, size, score, 3)).toBeGreaterThan(falseAlarmRate(calibration, size, score, 1));
    }
    expect(basisOf(calibration, 0.1)).toBe('empirical');
    expect(basisOf(calibration, 0.001)).toBe('extrapolated');
  });

  it('asks for higher scores where generated pictures stand in for photographs', () => {
    const [own, generated] = [calibrationOf(scores, 'own'), calibrationOf(scores, 'generated')];
    expect(threshold(generated, 768, 1e-3, 1) / threshold(own, 768, 1e-3, 1)).toBeCloseTo(GENERATED_SAFETY, 6);
  });

  it('never calls a low score present, however low the clean ones are', () => {
    const low = calibrationOf(
      scores.map(() => ({ 384: 0.1, 512: 0.1, 768: 0.1 })),
      'own',
    );
    expect(falseAlarmRate(low, 384, LEAST_REVIEW_SCORE - 0.01, 1)).toBeGreaterThan(REVIEW_RATE);
    expect(falseAlarmRate(low, 384, LEAST_SCORE - 0.01, 1)).toBeGreaterThan(PRESENT_RATE);
    expect(falseAlarmRate(low, 384, LEAST_SCORE - 0.01, 1)).toBeLessThan(REVIEW_RATE);
    expect(falseAlarmRate(low, 384, LEAST_SCORE, 1)).toBe(PRESENT_RATE);
  });

  it('refuses too few pictures', () => {
    expect(() => calibrationOf(scores.slice(0, 9), 'own')).toThrow('too few');
  });
});

describe('the calibration file', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'calibration-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('comes back as it was written, and is empty where there is none', async () => {
    expect(await readCalibrations(root)).toEqual({});
    const entry = { name: 'brand/mark.png', calibration: calibrationOf(scores, 'generated'), selfTest: [] };
    await writeCalibrations(root, { abc: entry });
    expect(await readCalibrations(root)).toEqual({ abc: entry });
  });

  it('is an error when damaged, and no calibration when made for other scores', async () => {
    await writeFile(join(root, CALIBRATION_FILE), '{"version":1,');
    await expect(readCalibrations(root)).rejects.toMatchObject({ code: 'data-invalid' });
    await writeCalibrations(root, {});
    const text = await readFile(join(root, CALIBRATION_FILE), 'utf8');
    await writeFile(join(root, CALIBRATION_FILE), text.replace(/"scores": \d+/, '"scores": 0'));
    expect(await readCalibrations(root)).toEqual({});
  });
});

it('generates the same pictures every time, each another one', () => {
  const [one, again, other] = [cleanPicture(5), cleanPicture(5), cleanPicture(6)];
  expect(Buffer.from(one.data).equals(Buffer.from(again.data))).toBe(true);
  expect(one.data.length).toBe(one.width * one.height);
  expect(Buffer.from(one.data).equals(Buffer.from(other.data))).toBe(false);
});

it('calls a width reliable only where all wider ones are too', () => {
  const tested = (scale: number, found: number) => ({ scale, stamped: 12, found });
  expect(smallestReliable([tested(0.08, 3), tested(0.12, 12), tested(0.2, 12)])).toBe(0.12);
  expect(smallestReliable([tested(0.08, 12), tested(0.12, 8), tested(0.2, 12)])).toBe(0.2);
  expect(smallestReliable([tested(0.08, 12), tested(0.2, 6)])).toBeUndefined();
});

it('draws what it always has: calibrations of earlier versions stand', () => {
  const hashOf = (index: number): string => createHash('sha256').update(cleanPicture(index).data).digest('hex');
  expect([0, 1].map(hashOf)).toEqual([
    'be866787b5ff2b688577adee106ba1685e69aac1845726189bc4e054c7287421',
    '0394aa639bbd0fc0fe68932c7081003f364037abbbe3a6a834af48b2eed73d69',
  ]);
});

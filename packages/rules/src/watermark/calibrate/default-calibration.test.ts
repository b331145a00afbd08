import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createKernel } from '../kernel/kernel-wasm.ts';
import type { Calibration } from '../rates/calibration.ts';
import { loadMarks, searchedMarks } from '../template/loaded-marks.ts';
import { defaultCalibration } from './default-calibration.ts';

const calibration: Calibration = {
  pictures: 'generated',
  n: 48,
  safety: 1,
  stages: { 384: { location: 1, scale: 1 }, 512: { location: 1, scale: 1 }, 768: { location: 1, scale: 1 } },
};
vi.mock('./calibrate.ts', () => ({ GENERATED_COUNT: 48, calibrateOnGenerated: () => Promise.resolve(calibration) }));

const folder = mkdtempSync(join(tmpdir(), 'default-calibration-'));
beforeAll(() => vi.stubEnv('TMPDIR', folder));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('says that it takes long where the mark is new on this machine, and is silent where it is known', async () => {
  const [mark] = searchedMarks(await loadMarks(createKernel(), folder, [{ text: 'Miller & Sons' }], 'usage'));
  if (mark === undefined) throw new Error('there is no mark');
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  expect(await defaultCalibration(mark, say)).toEqual(calibration);
  expect(said).toEqual([expect.stringMatching(/^working out how sure Miller & Sons can be told from chance/)]);
  expect(await defaultCalibration(mark, say)).toEqual(calibration);
  expect(said).toHaveLength(1);
});

import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { makeSpectralLevel } from '../pyramid/level.ts';
import { Template } from '../template/template.ts';
import { type CorrelationMap, eachCorrelationMap } from './correlation-map.ts';

const kernel = createKernel();
const RANGE = { from: 60, below: 170, step: 1.055 };

/** Search widths of a mark twice as high as wide on a level of that height. */
const widthsOn = async (template: Template, height: number, together: number): Promise<readonly number[]> => {
  const data = Uint8Array.from({ length: 360 * height }, (_, i) => (i * 7919) % 251);
  const level = makeSpectralLevel(kernel, { width: 360, height, data }, 384);
  const widths: number[] = [];
  eachCorrelationMap(template, level, RANGE, (map) => widths.push(...sampling(map)), together);
  level.release();
  return widths;
};

/** Widths that one map is of; where that is one, the map says so to the last bit. */
const sampling = ({ field, width }: CorrelationMap): readonly number[] => {
  const widths = field.key.split('+').map(Number);
  if (widths.length === 1) expect(width).toBe(widths[0]);
  return widths;
};

it('looks for each width that fits, by itself where its neighbour does not', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="200"><circle cx="50" cy="100" r="40"/><path d="M0 0h20v200h80v-9H40V0z"/></svg>';
  const template = new Template(kernel, await readMark('tall', await sharp(Buffer.from(svg)).png().toBuffer()));
  const most: number[] = [];
  for (let height = 200; height < 330; height += 10) {
    const alone = await widthsOn(template, height, 1);
    const together = await widthsOn(template, height, 2);
    expect(alone.length).toBeGreaterThan(5);
    expect(together).toEqual(expect.arrayContaining([...alone]));
    most.push(Math.max(...together));
  }
  // More fit the higher the level is.
  expect(new Set(most).size).toBeGreaterThan(5);
});

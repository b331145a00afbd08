import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { changeMap } from './change-map.ts';
import { greatestChange } from './greatest-window.ts';
import { planesOf } from './planes.ts';

const SIDE = 256;
const STRAIGHT = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

it('keeps nothing of what it has made, and all of what it was given', () => {
  const scene = seededScene(3, SIDE, SIDE);
  // Each pixel is the mean of four: it is smoothed until both are equally sharp.
  const blurred = scene.data.map((value, k) => {
    const [right, below] = [scene.data[k + 3] ?? value, scene.data[k + 3 * SIDE] ?? value];
    return (value + right + below + (scene.data[k + 3 * SIDE + 3] ?? value)) / 4;
  });
  const [sharp, soft] = [planesOf(scene), planesOf({ ...scene, data: blurred })];
  const held = (): number => process.memoryUsage().arrayBuffers;
  const before = held();
  const maps = [
    ...[changeMap(sharp, sharp, STRAIGHT), changeMap(sharp, soft, STRAIGHT), changeMap(soft, sharp, STRAIGHT)],
    ...[changeMap(sharp, soft, STRAIGHT), changeMap(soft, sharp, STRAIGHT)],
  ];
  // Those that are made are seven floats a pixel in the mean; means of cells and halved planes are three, and wait for a collection.
  expect(held() - before).toBeLessThan(maps.length * 16 * SIDE * SIDE);
  expect([...sharp.planes, ...soft.planes].map((plane) => plane.length)).toEqual(Array(6).fill(SIDE * SIDE));
  expect(greatestChange(maps[0] ?? { sums: new Float32Array(0), columns: 1 })).toBe(0);
  expect(maps.map(({ sums }) => sums.every((sum) => Number.isFinite(sum)))).toEqual(Array(5).fill(true));
  expect(maps[3]?.sums).toEqual(maps[1]?.sums);
});

import { expect, it } from 'vitest';
import { dominantColour } from './colour.ts';

const picture = (...colours: readonly (readonly [number, number, number])[]) => ({
  width: colours.length,
  height: 1,
  data: Uint8Array.from(colours.flat()),
});

it('is the mean of the pixels that are nearly of one colour, and their share', () => {
  const colours = [
    [200, 10, 10],
    [202, 12, 10],
    [204, 14, 10],
    [0, 0, 255],
  ] as const;
  expect(dominantColour(picture(...colours))).toEqual({ hex: '#ca0c0a', share: 0.75 });
});

it('is the colour of a sheet of it, to both ends of the scale', () => {
  expect(dominantColour(picture([255, 255, 255]))).toEqual({ hex: '#ffffff', share: 1 });
  expect(dominantColour(picture([0, 0, 0], [0, 0, 0]))).toEqual({ hex: '#000000', share: 1 });
});

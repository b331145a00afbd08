import type { RgbImage } from '@listing-lint/rules/image';

type Rgb = readonly [red: number, green: number, blue: number];
const WHITE: Rgb = [255, 255, 255];
/** The frame is the outermost 2 % of the short side. */
const FRAME_SHARE = 0.02;
/** Mean deviation of a channel, in levels, up to which a frame is of one colour. */
const EVEN = 6;

/** The colour that a picture is padded with: that of its frame where the frame is of one colour, else white. Levels 0–255. */
export const frameColour = ({ width, height, data }: RgbImage): Rgb => {
  const band = Math.max(1, Math.round(Math.min(width, height) * FRAME_SHARE));
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  let count = 0;
  for (let y = 0; y < height; y++) {
    const isInside = y >= band && y < height - band;
    for (let x = 0; x < width; x++) {
      if (isInside && x === band) x = Math.max(x, width - band);
      for (let channel = 0; channel < 3; channel++) {
        const level = data[3 * (y * width + x) + channel] ?? 0;
        sums[channel] = (sums[channel] ?? 0) + level;
        squares[channel] = (squares[channel] ?? 0) + level * level;
      }
      count++;
    }
  }
  const means = sums.map((sum) => sum / count);
  const isEven = means.every(
    (mean, channel) => Math.sqrt(Math.max(0, (squares[channel] ?? 0) / count - mean * mean)) <= EVEN,
  );
  const [red = 255, green = 255, blue = 255] = means.map(Math.round);
  return isEven ? [red, green, blue] : WHITE;
};

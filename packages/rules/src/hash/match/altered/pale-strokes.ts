/** Pixels of one or more channels, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Px a side of what is taken away and put back. */
const WINDOW = 4;

/** The same without what is lighter than its surroundings and narrower than four pixels: the strokes of pale letters. */
export const withoutPaleStrokes = <P extends Pixels>(picture: P, channels: number): P => {
  const { width, height, data } = picture;
  const [row, all] = [channels * width, channels * width * height];
  const least = darkest(darkest(data, channels, row), row, all);
  return { ...picture, data: lightest(lightest(least, channels, row), row, all) };
};

/** Every second pixel of every second row. */
export const everySecond = <P extends Pixels>(picture: P, channels: number): P => {
  const [width, height] = [picture.width >> 1, picture.height >> 1];
  const data = new Uint8Array(channels * width * height);
  let k = 0;
  for (let y = 0; y < height; y++) {
    const row = 2 * y * picture.width;
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++)
        data[k++] = picture.data[channels * (row + 2 * x) + channel] ?? 0;
  }
  return { ...picture, width, height, data };
};

/** Of each value and the next ones, `step` apart, within stretches of `along` values, the least. */
const darkest = (from: Uint8Array, step: number, along: number): Uint8Array => {
  const out = from.slice();
  const [two, three] = [2 * step, (WINDOW - 1) * step];
  for (let start = 0; start < from.length; start += along) {
    const end = start + along - three;
    for (let k = start; k < end; k++) {
      const a = from[k] ?? 0;
      const b = from[k + step] ?? 0;
      const c = from[k + two] ?? 0;
      const d = from[k + three] ?? 0;
      const near = Math.min(a, b);
      const far = Math.min(c, d);
      out[k] = Math.min(near, far);
    }
  }
  return out;
};

/** Of each value and those before it the greatest: back by the way that `darkest` came. */
const lightest = (from: Uint8Array, step: number, along: number): Uint8Array => {
  const out = from.slice();
  const [two, three] = [2 * step, (WINDOW - 1) * step];
  for (let start = 0; start < from.length; start += along) {
    const end = start + along;
    for (let k = start + three; k < end; k++) {
      const a = from[k] ?? 0;
      const b = from[k - step] ?? 0;
      const c = from[k - two] ?? 0;
      const d = from[k - three] ?? 0;
      const near = Math.max(a, b);
      const far = Math.max(c, d);
      out[k] = Math.max(near, far);
    }
  }
  return out;
};

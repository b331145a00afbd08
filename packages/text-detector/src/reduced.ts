import type { Pixels } from 'listing-lint/plugin';

/** RGB, eight bits a channel, rows without gaps. */
export type Raster = Pick<Pixels, 'data' | 'width' | 'height'>;

/** A picture with a longest side of at most `side` px, each pixel the mean of the area that it stands for. */
export const reduced = (picture: Raster, side: number): Raster => {
  const scale = Math.max(picture.width, picture.height) / side;
  if (scale <= 1) return picture;
  const width = Math.max(1, Math.round(picture.width / scale));
  const height = Math.max(1, Math.round(picture.height / scale));
  const [rows, columns] = [spansOf(picture.height, height), spansOf(picture.width, width)];
  const data = new Uint8Array(3 * width * height);
  const line = new Float64Array(3 * picture.width);
  const share = (width * height) / (picture.width * picture.height);
  for (let y = 0; y < height; y++) {
    sumRows(picture, rows, y, line);
    meanColumns(line, columns, share, data.subarray(3 * y * width, 3 * (y + 1) * width));
  }
  return { data, width, height };
};

/** What of `from` pixels each of `to` stands for: its first and last one, and how much of these two counts; those between count whole. */
interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly head: Float64Array;
  readonly tail: Float64Array;
}

const spansOf = (from: number, to: number): Spans => {
  const [first, last] = [new Int32Array(to), new Int32Array(to)];
  const [head, tail] = [new Float64Array(to), new Float64Array(to)];
  for (let at = 0; at < to; at++) {
    const [start, end] = [(at * from) / to, Math.min(((at + 1) * from) / to, from)];
    first[at] = Math.floor(start);
    last[at] = Math.min(Math.ceil(end), from) - 1;
    head[at] = Math.min(end, Math.floor(start) + 1) - start;
    tail[at] = end - (last[at] ?? 0);
  }
  return { first, last, head, tail };
};

/** The sum of the rows that a row stands for: the outer ones, and one between them, at once. */
const sumRows = ({ data, width }: Raster, { first, last, head, tail }: Spans, at: number, line: Float64Array): void => {
  const [from, to, pitch] = [first[at] ?? 0, last[at] ?? 0, 3 * width];
  const [top, bottom] = [from * pitch, to * pitch];
  const [above, below] = [head[at] ?? 0, to === from ? 0 : (tail[at] ?? 0)];
  if (to - from === 2) {
    const middle = top + pitch;
    for (let i = 0; i < line.length; i++) {
      line[i] = above * (data[top + i] ?? 0) + (data[middle + i] ?? 0) + below * (data[bottom + i] ?? 0);
    }
    return;
  }
  for (let i = 0; i < line.length; i++) line[i] = above * (data[top + i] ?? 0) + below * (data[bottom + i] ?? 0);
  for (let row = top + pitch; row < bottom; row += pitch) {
    for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + (data[row + i] ?? 0);
  }
};

const meanColumns = (line: Float64Array, { first, last, head, tail }: Spans, share: number, out: Uint8Array): void => {
  for (let x = 0, at = 0; at < out.length; x++, at += 3) {
    const from = 3 * (first[x] ?? 0);
    const to = 3 * (last[x] ?? 0);
    const start = share * (head[x] ?? 0);
    const end = to === from ? 0 : share * (tail[x] ?? 0);
    let red = start * (line[from] ?? 0) + end * (line[to] ?? 0);
    let green = start * (line[from + 1] ?? 0) + end * (line[to + 1] ?? 0);
    let blue = start * (line[from + 2] ?? 0) + end * (line[to + 2] ?? 0);
    for (let i = from + 3; i < to; i += 3) {
      red += share * (line[i] ?? 0);
      green += share * (line[i + 1] ?? 0);
      blue += share * (line[i + 2] ?? 0);
    }
    // Rounded, as stored values are truncated to integers.
    out[at] = red + 0.5;
    out[at + 1] = green + 0.5;
    out[at + 2] = blue + 0.5;
  }
};

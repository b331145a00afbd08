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

/** The sum of the rows that a row stands for. */
const sumRows = ({ data, width }: Raster, { first, last, head, tail }: Spans, at: number, line: Float64Array): void => {
  const [from, to] = [first[at] ?? 0, last[at] ?? 0];
  for (let row = from; row <= to; row++) {
    const weight = row === from ? (head[at] ?? 0) : row === to ? (tail[at] ?? 0) : 1;
    const start = 3 * row * width;
    if (row === from) for (let i = 0; i < line.length; i++) line[i] = weight * (data[start + i] ?? 0);
    else for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + weight * (data[start + i] ?? 0);
  }
};

const meanColumns = (line: Float64Array, { first, last, head, tail }: Spans, share: number, out: Uint8Array): void => {
  for (let x = 0, at = 0; at < out.length; x++, at += 3) {
    const [from, to] = [3 * (first[x] ?? 0), 3 * (last[x] ?? 0)];
    const start = head[x] ?? 0;
    let red = start * (line[from] ?? 0);
    let green = start * (line[from + 1] ?? 0);
    let blue = start * (line[from + 2] ?? 0);
    for (let i = from + 3; i <= to; i += 3) {
      const weight = i === to ? (tail[x] ?? 0) : 1;
      red += weight * (line[i] ?? 0);
      green += weight * (line[i + 1] ?? 0);
      blue += weight * (line[i + 2] ?? 0);
    }
    out[at] = Math.round(red * share);
    out[at + 1] = Math.round(green * share);
    out[at + 2] = Math.round(blue * share);
  }
};

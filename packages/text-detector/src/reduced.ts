import type { Pixels } from 'listing-lint/plugin';

/** RGB, eight bits a channel, rows without gaps. */
export type Raster = Pick<Pixels, 'data' | 'width' | 'height'>;

/** A picture with a longest side of at most `side` px, each pixel the mean of the area that it stands for. */
export const reduced = (picture: Raster, side: number): Raster => {
  const scale = Math.max(picture.width, picture.height) / side;
  if (scale <= 1) return picture;
  const width = Math.max(1, Math.round(picture.width / scale));
  const height = Math.max(1, Math.round(picture.height / scale));
  const rows = shrunkRows(picture, width);
  return { data: shrunkColumns(rows, width, picture.height, height), width, height };
};

interface Span {
  readonly first: number;
  readonly last: number;
  /** How much of the first pixel counts, and of the last where that is another one; those between count whole. */
  readonly head: number;
  readonly tail: number;
}

/** What of `from` pixels each of `to` stands for. */
const spans = (from: number, to: number): readonly Span[] =>
  Array.from({ length: to }, (_, at) => {
    const [start, end] = [(at * from) / to, Math.min(((at + 1) * from) / to, from)];
    const [first, last] = [Math.floor(start), Math.min(Math.ceil(end), from) - 1];
    return { first, last, head: Math.min(end, first + 1) - start, tail: end - last };
  });

const weightOf = (at: number, { first, last, head, tail }: Span): number =>
  at === first ? head : at === last ? tail : 1;

const shrunkRows = ({ data, width, height }: Raster, to: number): Float32Array => {
  const out = new Float32Array(to * height * 3);
  const columns = spans(width, to);
  const share = to / width;
  // Row after row: a picture lies so in memory.
  for (let y = 0, at = 0; y < height; y++) {
    for (const { first, last, head, tail } of columns) {
      let from = 3 * (y * width + first);
      let red = head * (data[from] ?? 0);
      let green = head * (data[from + 1] ?? 0);
      let blue = head * (data[from + 2] ?? 0);
      for (let u = first + 1; u <= last; u++) {
        from += 3;
        const weight = u === last ? tail : 1;
        red += weight * (data[from] ?? 0);
        green += weight * (data[from + 1] ?? 0);
        blue += weight * (data[from + 2] ?? 0);
      }
      out[at++] = red * share;
      out[at++] = green * share;
      out[at++] = blue * share;
    }
  }
  return out;
};

const shrunkColumns = (rows: Float32Array, width: number, from: number, to: number): Uint8Array => {
  const out = new Uint8Array(width * to * 3);
  const line = new Float32Array(width * 3);
  for (const [y, span] of spans(from, to).entries()) {
    line.fill(0);
    for (let v = span.first; v <= span.last; v++) {
      const weight = weightOf(v, span);
      for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + weight * (rows[v * width * 3 + i] ?? 0);
    }
    for (let i = 0; i < line.length; i++) out[y * width * 3 + i] = Math.round(((line[i] ?? 0) * to) / from);
  }
  return out;
};

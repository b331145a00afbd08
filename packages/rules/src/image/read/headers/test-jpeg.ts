// JPEGs made by hand, segment by segment, for what readers of headers take and refuse.
import { jpegSegment } from '../../test-files.ts';

const u16 = (value: number): number[] => [value >> 8, value & 255];

/** What a frame's segment says; whatever is not given is that of a small grey picture. */
export interface FrameParts {
  readonly marker?: number;
  readonly bits?: number;
  readonly width?: number;
  readonly height?: number;
  /** Id, sampling factors and table of each component. */
  readonly components?: readonly (readonly [number, number, number])[];
  readonly more?: readonly number[];
}

export const GREY = [[1, 0x11, 0]] as const;
export const COLOURS = [
  [1, 0x22, 0],
  [2, 0x11, 1],
  [3, 0x11, 1],
] as const;

/** A frame's segment (ITU-T T.81, B.2.2). */
export const frame = ({
  marker = 0xc0,
  bits = 8,
  width = 16,
  height = 8,
  components = GREY,
  more = [],
}: FrameParts = {}) =>
  jpegSegment(
    marker,
    Buffer.from([bits, ...u16(height), ...u16(width), components.length, ...components.flat(), ...more]),
  );
/** The header of a scan over components of these ids. */
export const scan = (ids: readonly number[], { count = ids.length, more = [] as number[] } = {}): Buffer =>
  jpegSegment(0xda, Buffer.from([count, ...ids.flatMap((id) => [id, 0]), 0, 63, 0, ...more]));
/** A segment of tables by precision and number, all ones. */
export const quantisation = (...tables: readonly (readonly [number, number])[]): Buffer =>
  jpegSegment(
    0xdb,
    Buffer.concat(
      tables.map(([precision, index]) =>
        Buffer.from([(precision << 4) | index, ...Array(64 * (precision + 1)).fill(1)]),
      ),
    ),
  );
/** A segment of one code: how many values have each length. */
export const huffman = (index: number, counts: readonly number[], more: readonly number[] = []): Buffer => {
  const all = [...counts, ...Array(16 - counts.length).fill(0)];
  const values = Array(all.reduce((sum, count) => sum + count, 0)).fill(7);
  return jpegSegment(0xc4, Buffer.from([index, ...all, ...values, ...more]));
};
/** A JPEG of these segments. */
export const fileOf = (...segments: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments]);
export const END = Buffer.from([0xff, 0xd9]);

import { ListingLintError } from 'listing-lint/plugin';
import { pointsOn, type TextRegion } from './line-shape.ts';
import type { Raster } from './reduced.ts';
import { openSession, type Runtime, type RuntimeName, readAsset, type Session } from './runtime.ts';

/** The text recognizer of PP-OCRv4, and its characters, one a line. */
const MODEL = {
  file: 'ch_PP-OCRv4_rec_infer.onnx',
  maxBytes: 16e6,
  sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
};
const CHARACTERS = {
  file: 'ppocr_keys_v1.txt',
  maxBytes: 1e5,
  sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
};

/** Height of its input, px, and least and most width: of a longer line it reads the middle. */
const HEIGHT = 48;
const WIDTH = { least: 48, most: 320 };

/** What was read of a line: its characters, and how sure each is, 0–1. */
export interface LineReading {
  readonly characters: readonly string[];
  readonly sureness: readonly number[];
}

export interface TextReader {
  /** Reads a line, its place in px of the picture. `turned`: as it stands on its head. */
  readonly read: (picture: Raster, line: TextRegion, turned?: boolean) => Promise<LineReading>;
}

/** @throws `fact-unavailable` where the network, or its characters, are not those that were measured */
export const openReader = async (name: RuntimeName, runtime: Runtime): Promise<TextReader> => {
  const session = await openSession(name, runtime, await readAsset(MODEL));
  const text = new TextDecoder().decode(await readAsset(CHARACTERS));
  // The first class is none, the last one a space.
  const characters = ['', ...text.split('\n'), ' '];
  return {
    read: (picture, line, turned = false) => readLine(session, characters, straightened(picture, line, turned)),
  };
};

interface Strip {
  readonly values: Float32Array;
  readonly width: number;
}

/** Samples a line upright and straight: planes of blue, green and red from −1 to 1, by bilinear interpolation. */
const straightened = ({ data, width, height }: Raster, line: TextRegion, turned: boolean): Strip => {
  const length = Math.min(line.length, (line.thickness * WIDTH.most) / HEIGHT);
  const columns = Math.max(WIDTH.least, Math.min(WIDTH.most, Math.round((length * HEIGHT) / line.thickness)));
  const way = turned ? -1 : 1;
  const pointAt = pointsOn(line);
  const values = new Float32Array(3 * HEIGHT * columns);
  for (let row = 0; row < HEIGHT; row++) {
    const across = ((row + 0.5) / HEIGHT - 0.5) * line.thickness;
    for (let column = 0; column < columns; column++) {
      const along = ((column + 0.5) / columns - 0.5) * length;
      const point = pointAt(way * along, way * across);
      const [x, y] = [within(point.x - 0.5, width), within(point.y - 0.5, height)];
      const [u, v] = [x - Math.floor(x), y - Math.floor(y)];
      const at = 3 * (Math.floor(y) * width + Math.floor(x));
      const [right, below] = [x < width - 1 ? 3 : 0, y < height - 1 ? 3 * width : 0];
      for (let channel = 0; channel < 3; channel++) {
        const i = at + channel;
        const above = (data[i] ?? 0) * (1 - u) + (data[i + right] ?? 0) * u;
        const under = (data[i + below] ?? 0) * (1 - u) + (data[i + below + right] ?? 0) * u;
        values[((2 - channel) * HEIGHT + row) * columns + column] = (above * (1 - v) + under * v) / 127.5 - 1;
      }
    }
  }
  return { values, width: columns };
};

const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));

/** The likeliest character of each step; the same one in steps that follow each other is one. */
const readLine = async (
  session: Session,
  characters: readonly string[],
  { values, width }: Strip,
): Promise<LineReading> => {
  const { values: likely, dims } = await session.run(values, [1, 3, HEIGHT, width]);
  const [, steps = 0, classes = 0] = dims;
  if (classes !== characters.length) {
    throw new ListingLintError('fact-unavailable', 'the text recognizer has other characters');
  }
  const reading = { characters: [] as string[], sureness: [] as number[] };
  let last = 0;
  for (let step = 0; step < steps; step++) {
    const [best, sureness] = likeliest(likely.subarray(step * classes, (step + 1) * classes));
    if (best !== 0 && best !== last) {
      reading.characters.push(characters[best] ?? '');
      reading.sureness.push(sureness);
    }
    last = best;
  }
  return reading;
};

const likeliest = (values: Float32Array): readonly [number, number] => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return [best, values[best] ?? 0];
};

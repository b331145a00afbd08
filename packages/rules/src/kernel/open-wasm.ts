import { ListingLintError } from '@listing-lint/core/plugin';
import { KernelMemory } from './memory.ts';
import { functionsOf, type WasmFunction, wasmRuntime } from './runtime.ts';

const PAGE = 65_536;

/** How much memory a kernel has: pages of 64 KiB at first and at most, and bytes by which it grows at least. */
export interface KernelRoom {
  readonly initial: number;
  readonly maximum: number;
  readonly leastGrowth?: number;
}

/** A WebAssembly kernel in a memory of its own. */
export interface OpenedKernel<Name extends string> {
  readonly functions: Readonly<Record<Name, WasmFunction>>;
  readonly memory: KernelMemory;
}

/**
 * Compiles a module (base64) that imports `env.memory`. Throws `fact-unavailable` where the runtime has no WebAssembly with SIMD, and where the
 * module lacks a function.
 */
export const openWasm = <Name extends string>(
  base64: string,
  names: readonly Name[],
  { initial, maximum, leastGrowth = 0 }: KernelRoom,
): OpenedKernel<Name> => {
  const runtime = wasmRuntime();
  const code = Buffer.from(base64, 'base64');
  if (!runtime?.validate(code)) {
    throw new ListingLintError(
      'fact-unavailable',
      'this Node.js has no WebAssembly with SIMD: run it without --jitless, on a processor with SIMD',
    );
  }
  const pages = new runtime.Memory({ initial, maximum });
  const memory = new KernelMemory({
    get buffer() {
      return pages.buffer;
    },
    grow: (bytes) => {
      pages.grow(Math.ceil(Math.max(bytes - pages.buffer.byteLength, leastGrowth) / PAGE));
    },
  });
  const instance = new runtime.Instance(new runtime.Module(code), { env: { memory: pages } });
  return { functions: functionsOf(instance.exports, names), memory };
};

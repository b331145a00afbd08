import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ListingLintError } from '@listing-lint/core';
import type { Settings } from '../settings.ts';
import type { CorrelationKernel } from './kernel/kernel.ts';
import { createJsKernel } from './kernel/kernel-js.ts';
import { createWasmKernel } from './kernel/kernel-wasm.ts';
import { readMark } from './mark.ts';
import { Template } from './template.ts';
import { renderTextMark } from './text-mark.ts';

/** A mark of the config: a path, or words. */
export type ConfiguredMark = NonNullable<NonNullable<Settings['brand']>['watermarks']>[number];

/** A configured mark: its encoded picture and its template. */
export interface LoadedMark {
  readonly name: string;
  readonly bytes: Buffer;
  readonly template: Template;
}

/** A kernel for a run: WebAssembly where the machine has it. */
export const createKernel = (): CorrelationKernel => createWasmKernel() ?? createJsKernel();

/** Reads and prepares marks, sharing one kernel and one bound of memory. Throws a known error with `code` that names the mark. */
export const loadMarks = async (
  kernel: CorrelationKernel,
  root: string,
  marks: readonly ConfiguredMark[],
  code: 'usage' | 'fact-unavailable',
): Promise<readonly LoadedMark[]> =>
  Promise.all(
    marks.map(async (mark) => {
      const name = typeof mark === 'string' ? mark : mark.text;
      try {
        const bytes = typeof mark === 'string' ? await readFile(resolve(root, mark)) : await renderTextMark(mark);
        return { name, bytes, template: new Template(kernel, await readMark(name, bytes)) };
      } catch (cause) {
        throw new ListingLintError(code, `the mark ${name} cannot be used: ${reasonOf(cause)}`, [], { cause });
      }
    }),
  );

const reasonOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'there is no such file';
  return error instanceof Error ? error.message : String(error);
};

import { resolve } from 'node:path';
import { fileFault, isMissingFile, ListingLintError, readBytes } from '@listing-lint/core';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { createJsKernel } from '../kernel/kernel-js.ts';
import { createWasmKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { type ConfiguredMark, MAX_MARK_BYTES, nameOf } from '../mark/mark-file.ts';
import { renderTextMark } from '../mark/text-mark.ts';
import { Template } from './template.ts';

/** A configured mark: its encoded picture and its template. */
export interface LoadedMark {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of the upright mark. */
  readonly template: Template;
  readonly layout: MarkLayout;
}

/** How a mark lies on the pictures. */
export interface MarkLayout {
  /** Degrees clockwise, at least one. */
  readonly angles: readonly number[];
  /** Repeated over the whole picture. */
  readonly tiled: boolean;
}

const layoutOf = (mark: ConfiguredMark): MarkLayout =>
  typeof mark === 'string' ? { angles: [0], tiled: false } : { angles: mark.angles ?? [0], tiled: mark.tiled ?? false };

/** Whether the mark is put on pictures as `listing-lint stamp` does it: once, upright. */
export const isStampable = ({ layout }: LoadedMark): boolean => !layout.tiled && layout.angles.includes(0);

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
      const name = nameOf(mark);
      try {
        const bytes =
          typeof mark !== 'string' && 'text' in mark
            ? await renderTextMark(mark)
            : await readBytes(resolve(root, name), { maxBytes: MAX_MARK_BYTES });
        const template = new Template(kernel, await readMark(name, bytes));
        return { name, bytes, template, layout: layoutOf(mark) };
      } catch (cause) {
        throw new ListingLintError(code, `the mark ${name} cannot be used: ${reasonOf(cause)}`, [], { cause });
      }
    }),
  );

const reasonOf = (error: unknown): string => {
  return isMissingFile(error) ? 'there is no such file' : fileFault(error);
};

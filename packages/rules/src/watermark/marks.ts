import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineRunResource, ListingLintError } from '@listing-lint/core';
import { settingsOf } from '../settings.ts';
import { type Calibration, GENERIC } from './calibration.ts';
import type { CorrelationKernel } from './kernel/kernel.ts';
import { createJsKernel } from './kernel/kernel-js.ts';
import { createWasmKernel } from './kernel/kernel-wasm.ts';
import { readMark } from './mark.ts';
import { Template } from './template.ts';

/** The seller's marks made ready for search, once a run. */
export interface Marks {
  readonly kernel: CorrelationKernel;
  readonly templates: readonly { readonly template: Template; readonly calibration: Calibration }[];
}

/** Reads `brand.watermarks`. Throws `fact-unavailable` when there is none, or one cannot be used. */
export const marksOfRun = defineRunResource<Marks>({
  id: 'watermark/marks',
  create: async (context) => {
    const paths = settingsOf(context).brand?.watermarks ?? [];
    if (paths.length === 0) throw new ListingLintError('fact-unavailable', 'no mark is configured (brand.watermarks)');
    const kernel = createWasmKernel() ?? createJsKernel();
    const templates = [];
    for (const path of paths) {
      const mark = await readConfigured(context.root, path);
      templates.push({ template: new Template(kernel, mark), calibration: GENERIC });
    }
    return { kernel, templates };
  },
});

const readConfigured = async (root: string, path: string) => {
  try {
    return await readMark(path, await readFile(resolve(root, path)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ListingLintError('fact-unavailable', `the mark ${path} cannot be used: ${reason}`, [], { cause: error });
  }
};

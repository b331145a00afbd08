import { defineRunResource, ListingLintError } from '@listing-lint/core';
import { settingsOf } from '../settings.ts';
import type { Calibration } from './calibration.ts';
import { readCalibrations } from './calibration-file.ts';
import { createKernel, loadMarks } from './configured.ts';
import { defaultCalibration } from './default-calibration.ts';
import type { CorrelationKernel } from './kernel/kernel.ts';
import type { Template } from './template.ts';

/** A mark of the run. */
export interface MarkEntry {
  readonly template: Template;
  /** Worked out when a search first needs it: pictures that are verified at the place of their stamp need none. */
  readonly calibration: () => Promise<Calibration>;
}

/** The seller's marks made ready for search, once a run. */
export interface Marks {
  readonly kernel: CorrelationKernel;
  readonly templates: readonly MarkEntry[];
  /** Emblems that look like a mark and are none. */
  readonly decoys: readonly Template[];
}

/**
 * Reads `brand.watermarks` and `brand.decoys`, and the calibration of each mark: the committed one, else one on generated pictures. Throws
 * `fact-unavailable` when there is no mark, or one cannot be used.
 */
export const marksOfRun = defineRunResource<Marks>({
  id: 'watermark/marks',
  create: async (context) => {
    const { watermarks = [], decoys = [] } = settingsOf(context).brand ?? {};
    if (watermarks.length === 0) {
      throw new ListingLintError('fact-unavailable', 'no mark is configured (brand.watermarks)');
    }
    const kernel = createKernel();
    const loaded = await loadMarks(kernel, context.root, watermarks, 'fact-unavailable');
    const look = await loadMarks(kernel, context.root, decoys, 'fact-unavailable');
    const known = await readCalibrations(context.root);
    const templates = loaded.map(({ template }): MarkEntry => {
      const committed = known[template.mark.hash]?.calibration;
      let pending: Promise<Calibration> | undefined;
      const calibration = (): Promise<Calibration> => {
        pending ??= committed ? Promise.resolve(committed) : defaultCalibration(template);
        return pending;
      };
      return { template, calibration };
    });
    return { kernel, templates, decoys: look.map(({ template }) => template) };
  },
});

import { defineRunResource, ListingLintError } from '@listing-lint/core/plugin';
import { settingsOf } from '../../settings.ts';
import { defaultCalibration } from '../calibrate/default-calibration.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import type { Calibration } from '../rates/calibration.ts';
import { readCalibrations } from '../rates/calibration-file.ts';
import { type LoadedMark, loadMarks, type SearchedMark, searchedMarks } from '../template/loaded-marks.ts';
import type { Template } from '../template/template.ts';

/** A mark of the run. */
export interface MarkEntry extends Pick<SearchedMark, 'template' | 'tiled'> {
  /** Worked out when a search first needs it: pictures that are verified at the place of their stamp need none. */
  readonly calibration: () => Promise<Calibration>;
}

/** The seller's marks made ready for search, once a run. */
export interface PreparedMarks {
  readonly templates: readonly MarkEntry[];
  /** Emblems that look like a mark and are none, at each angle at which a mark is looked for. */
  readonly decoys: readonly Template[];
}

/**
 * Reads `brand.watermarks` and `brand.decoys`, and the calibration of each mark: the committed one, else one on generated pictures. Throws
 * `fact-unavailable` when there is no mark, or one cannot be used.
 */
export const marksOfRun = defineRunResource<PreparedMarks>({
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
    const searched = searchedMarks(loaded);
    const templates = searched.map(({ template, tiled, key }): MarkEntry => {
      const committed = known[key]?.calibration;
      let pending: Promise<Calibration> | undefined;
      const calibration = (): Promise<Calibration> => {
        pending ??= committed ? Promise.resolve(committed) : defaultCalibration({ template, tiled, key }, context.say);
        return pending;
      };
      return { template, tiled, calibration };
    });
    return { templates, decoys: turnedDecoys(look, searched) };
  },
});

const turnedDecoys = (decoys: readonly LoadedMark[], searched: readonly SearchedMark[]): readonly Template[] => {
  const angles = [...new Set(searched.map(({ template }) => template.mark.upright.angle))];
  return searchedMarks(decoys.map((decoy) => ({ ...decoy, layout: { angles, tiled: false } }))).map(
    ({ template }) => template,
  );
};

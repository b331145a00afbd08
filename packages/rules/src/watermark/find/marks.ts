import { defineRunResource, ListingLintError } from '@listing-lint/core/plugin';
import { type ConfiguredMark, settingsOf } from '../../settings.ts';
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
  /** Emblems that resemble a mark and are none, at each angle of the search. */
  readonly decoys: readonly Template[];
}

/** Inputs of prepared marks: the folder of the config, its marks and decoys, and a callback before long steps. */
export interface MarkSources {
  readonly root: string;
  readonly watermarks: readonly ConfiguredMark[];
  readonly decoys: readonly ConfiguredMark[];
  readonly say: (message: string) => void;
}

/**
 * Reads marks and decoys, and the calibration of each mark: the committed one, else one on generated pictures. Throws `fact-unavailable` when
 * there is no mark, or one cannot be used.
 */
export const prepareMarks = async ({ root, watermarks, decoys, say }: MarkSources): Promise<PreparedMarks> => {
  if (watermarks.length === 0) {
    throw new ListingLintError('fact-unavailable', 'no mark is configured (brand.watermarks)');
  }
  const kernel = createKernel();
  const loaded = await loadMarks(kernel, root, watermarks, 'fact-unavailable');
  const look = await loadMarks(kernel, root, decoys, 'fact-unavailable');
  const known = await readCalibrations(root);
  const searched = searchedMarks(loaded);
  const templates = searched.map(({ template, tiled, key }): MarkEntry => {
    const committed = known[key]?.calibration;
    let pending: Promise<Calibration> | undefined;
    const calibration = (): Promise<Calibration> => {
      pending ??= committed ? Promise.resolve(committed) : defaultCalibration({ template, tiled, key }, say);
      return pending;
    };
    return { template, tiled, calibration };
  });
  return { templates, decoys: turnedDecoys(look, searched) };
};

/** The marks of `brand.watermarks`, prepared once a run. */
export const marksOfRun = defineRunResource<PreparedMarks>({
  id: 'watermark/marks',
  create: (context) => {
    const { watermarks = [], decoys = [] } = settingsOf(context).brand ?? {};
    return prepareMarks({ root: context.root, watermarks, decoys, say: context.say });
  },
});

const turnedDecoys = (decoys: readonly LoadedMark[], searched: readonly SearchedMark[]): readonly Template[] => {
  const angles = [...new Set(searched.map(({ template }) => template.mark.upright.angle))];
  return searchedMarks(decoys.map((decoy) => ({ ...decoy, layout: { angles, tiled: false } }))).map(
    ({ template }) => template,
  );
};

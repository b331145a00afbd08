import { globPaths } from '@listing-lint/core';
import { markPaths } from './listing/brand.ts';
import type { Settings } from './settings.ts';
import { CALIBRATION_FILE } from './watermark/rates/calibration-file.ts';
import { LEDGER } from './watermark/stamp/ledger.ts';

/**
 * Files beside the subjects that verdicts depend on, relative to the root, whether or not they are there: marks and decoys with their
 * calibrations and stamps, the registry, pictures and lists of others. A change to one may change the verdict on every picture.
 */
export const inputFiles = (settings: Settings, root: string): string[] => {
  const foreign = (settings.foreign ?? []).flatMap((source) =>
    'files' in source ? globPaths(root, source.files) : [source.pdq],
  );
  const marks = markPaths(settings);
  return [
    ...marks,
    ...(marks.length > 0 ? [CALIBRATION_FILE, LEDGER] : []),
    ...(settings.registry === undefined ? [] : [settings.registry]),
    ...foreign,
  ];
};

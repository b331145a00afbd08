import { join } from 'node:path';
import { globPaths, type NamedPath } from '@listing-lint/core';
import { settingsOf } from '@listing-lint/rules/settings';
import { CALIBRATION_FILE } from '@listing-lint/rules/watermark';
import { calibrateMarks, LEAST_PHOTOS, type MarkReport } from '@listing-lint/watermark';
import { NAME_A_MARK, UsageError } from '../output/known-error.ts';
import { loadFor } from '../project/load.ts';
import { namedPaths } from '../project/paths.ts';
import { checkCall, type Kinds, RUN_QUERY, TEXTS } from './check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from './flags.ts';
import type { RunQuery } from './options.ts';

export interface CalibrateQuery extends RunQuery {
  /** Pictures without the mark, or folders of them, at least 10. Default: generated ones. */
  readonly photos?: readonly string[];
}

const KINDS: Kinds<CalibrateQuery> = { ...RUN_QUERY, photos: TEXTS };

export interface CalibrationResult {
  /** One for each mark; `smallestReliable` is null for one that cannot be found reliably at any width. */
  readonly reports: readonly MarkReport[];
  /** The file that was written, from the folder of the config. */
  readonly file: string;
}

/** Gives `calibrate` for a program that holds the guard of plugins. */
export const calibratorFor =
  (program?: Program) =>
  async (options: CalibrateQuery = {}): Promise<CalibrationResult> => {
    checkCall({ name: 'calibrate', options, kinds: KINDS });
    const around = surroundingsOf(options, program);
    const given = options.photos ?? [];
    const photos = (await namedPaths(given, around.cwd)).flatMap(picturesIn);
    if (given.length > 0 && photos.length < LEAST_PHOTOS) {
      const found =
        photos.length < 2
          ? `there is ${photos.length === 0 ? 'no' : 'only 1'} picture`
          : `there are only ${photos.length} pictures`;
      throw new UsageError(
        `${found} in ${given.join(', ')}, too few to calibrate on`,
        `give at least ${LEAST_PHOTOS} pictures without the mark, or none at all to calibrate on generated ones`,
      );
    }
    const config = await loadFor(configOptionsOf(options), around);
    const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
    if (marks.length === 0) throw new UsageError('no mark is configured', NAME_A_MARK);
    const { signal } = options;
    const reports = await calibrateMarks({
      root: config.root,
      marks,
      photos,
      onStep: sayTo(options),
      ...(signal === undefined ? {} : { signal }),
    });
    return { reports, file: CALIBRATION_FILE };
  };

/** Measures how the marks of the config score on pictures without them, how small they can be found, and writes it down for `lint`. */
export const calibrateAlone: (options?: CalibrateQuery) => Promise<CalibrationResult> = calibratorFor();

const picturesIn = ({ absolute, isFolder }: NamedPath): readonly string[] =>
  isFolder
    ? globPaths(absolute, ['**/*.{jpg,jpeg,png,webp,avif,tif,tiff}'], { ignoreCase: true }).map((path) =>
        join(absolute, path),
      )
    : [absolute];

import { CALIBRATION_FILE, calibrateMarks, type MarkReport, settingsOf } from '@listing-lint/rules';
import fastGlob from 'fast-glob';
import type { CalibrateFlags } from './commands/calibrate.ts';
import type { Io } from './io.ts';
import { UsageError } from './known-error.ts';
import { loadFor } from './load.ts';
import { type NamedPath, namedPaths } from './paths.ts';

const LEAST_PHOTOS = 10;

/** Calibrates the marks of the config: 0 when each can be found at some width, 1 when one cannot. */
export const calibrateAction = async (given: readonly string[], flags: CalibrateFlags, io: Io): Promise<number> => {
  const photos = (await Promise.all((await namedPaths(given, io.cwd, [])).map(picturesIn))).flat();
  if (given.length > 0 && photos.length < LEAST_PHOTOS) {
    throw new UsageError(
      `${photos.length} pictures are too few to calibrate on`,
      `at least ${LEAST_PHOTOS} without the mark are needed`,
    );
  }
  const config = await loadFor(flags, io);
  const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
  if (marks.length === 0)
    throw new UsageError('no mark is configured', 'name the seller’s marks under `brand.watermarks`');
  const onStep = (what: string): void => {
    if (io.stderrIsTerminal) io.stderr(`\r\u001B[K${what}`);
  };
  const reports = await calibrateMarks({ root: config.root, marks, photos, onStep }).finally(() => {
    if (io.stderrIsTerminal) io.stderr('\r\u001B[K');
  });
  io.stdout(flags.json === true ? `${JSON.stringify(reports, null, 2)}\n` : asText(reports));
  return reports.some((report) => report.smallestReliable === null) ? 1 : 0;
};

const picturesIn = async ({ absolute, isFolder }: NamedPath): Promise<readonly string[]> =>
  isFolder
    ? (
        await fastGlob.glob('**/*.{jpg,jpeg,png,webp,avif,tif,tiff}', {
          cwd: absolute,
          absolute: true,
          caseSensitiveMatch: false,
        })
      ).sort()
    : [absolute];

const asText = (reports: readonly MarkReport[]): string => {
  const blocks = reports.map(({ name, calibration, selfTest, smallestReliable }) => {
    const kind = calibration.pictures === 'own' ? 'of your own' : 'generated';
    const tested = selfTest.map(({ scale, stamped, found }) => `  ${scale} of the width: found ${found} of ${stamped}`);
    const verdict =
      smallestReliable === null
        ? 'It cannot be found reliably at any width: use a mark with more or stronger lines.'
        : `It is found reliably from ${smallestReliable} of the picture's width on.`;
    return [`${name}: calibrated on ${calibration.n} pictures, ${kind}`, ...tested, verdict].join('\n');
  });
  return `${blocks.join('\n\n')}\n\nwritten to ${CALIBRATION_FILE}; commit it with the config\n`;
};

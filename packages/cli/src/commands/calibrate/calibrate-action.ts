import { join, relative } from 'node:path';
import { escapeControls, globPaths, type NamedPath, safeJson } from '@listing-lint/core';
import { CALIBRATION_FILE, calibrateMarks, LEAST_PHOTOS, type MarkReport, settingsOf } from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { NAME_A_MARK, UsageError } from '../../output/known-error.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { loadFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';

export type CalibrateFlags = ConfigOptions & { readonly json?: boolean };

/** Calibrates the marks of the config: 0 when each can be found at some width, 1 when one cannot. */
export const calibrateAction = async (given: readonly string[], flags: CalibrateFlags, io: Io): Promise<number> => {
  const photos = (await namedPaths(given, io.cwd)).flatMap(picturesIn);
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
  const config = await loadFor(flags, io);
  const marks = settingsOf({ settings: config.settings.of('builtin') }).brand?.watermarks ?? [];
  if (marks.length === 0) throw new UsageError('no mark is configured', NAME_A_MARK);
  const onStep = (what: string): void => {
    if (io.stderrIsTerminal) io.stderr(`\r\u001B[K${what}`);
  };
  const reports = await calibrateMarks({ root: config.root, marks, photos, onStep }).finally(() => {
    if (io.stderrIsTerminal) io.stderr('\r\u001B[K');
  });
  io.stdout(flags.json === true ? safeJson(reports) : asText(reports, io.cwd));
  return reports.some((report) => report.smallestReliable === null) ? 1 : 0;
};

const picturesIn = ({ absolute, isFolder }: NamedPath): readonly string[] =>
  isFolder
    ? globPaths(absolute, ['**/*.{jpg,jpeg,png,webp,avif,tif,tiff}'], { ignoreCase: true }).map((path) =>
        join(absolute, path),
      )
    : [absolute];

const percent = (fraction: number): string => `${Math.round(100 * fraction)} %`;

/** Generated pictures are made to be hard: what fails on them may do well on photographs. */
const BUSY =
  'Generated pictures are busier than most photographs: `listing-lint calibrate FOLDER` measures on yours, and tells more.';

/** Reliable is what is found at every width from there on: one miss at the largest leaves none. */
const MISSED_WHEN_LARGE =
  'No width counts as reliable, since it was missed on some pictures at the largest that was tried; the numbers above say how smaller ones did.';

const SHOWN = 5;

const asText = (reports: readonly MarkReport[], cwd: string): string => {
  const blocks = reports.map(({ name, calibration, selfTest, smallestReliable, suspects, unreadable }) => {
    const isOwn = calibration.pictures === 'own';
    const tested = selfTest.map(
      ({ scale, stamped, found }) =>
        `  ${percent(scale)} of the width: ${stamped === 0 ? 'could not be tried on these pictures' : `found on ${found} of ${stamped}`}`,
    );
    const verdict =
      smallestReliable === null
        ? selfTest.some(({ stamped, found }) => stamped > 0 && found === stamped)
          ? MISSED_WHEN_LARGE
          : 'It cannot be found reliably at any width: use a mark with more or stronger lines.'
        : `It is found reliably from ${percent(smallestReliable)} of the picture's width on.`;
    const more = suspects.length > SHOWN ? [`  and ${suspects.length - SHOWN} more`] : [];
    const doubt =
      suspects.length === 0
        ? []
        : [
            'Look at these pictures. If they carry the mark, leave them out and calibrate again: it would be missed on others.',
            ...suspects.slice(0, SHOWN).map((photo) => `  ${escapeControls(relative(cwd, photo))}`),
            ...more,
          ];
    const head = `${name}: calibrated on ${calibration.n} ${isOwn ? 'pictures of your own' : 'generated pictures'}`;
    const lost = unreadable.slice(0, SHOWN).map((photo) => `  cannot be read: ${escapeControls(relative(cwd, photo))}`);
    const moreLost = unreadable.length > SHOWN ? [`  and ${unreadable.length - SHOWN} more cannot be read`] : [];
    return [head, ...lost, ...moreLost, ...tested, verdict, ...(isOwn ? [] : [BUSY]), ...doubt].join('\n');
  });
  return `${blocks.join('\n\n')}\n\nwritten to ${CALIBRATION_FILE}; commit it with the config\n`;
};

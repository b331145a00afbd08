import { relative } from 'node:path';
import { type CalibrationResult, calibratorFor } from '../../api/calibrate.ts';
import { queryOf } from '../../api/flags.ts';
import type { RunEvent } from '../../api/options.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export type CalibrateFlags = ConfigOptions & { readonly json?: boolean };

/** Calibrates the marks of the config: 0 when each can be found at some width, 1 when one cannot. */
export const calibrateAction = async (photos: readonly string[], flags: CalibrateFlags, io: Io): Promise<number> => {
  let isShown = false;
  const onEvent = (event: RunEvent): void => {
    if (!io.stderrIsTerminal || event.type !== 'message') return;
    isShown = true;
    io.stderr(`\r\u001B[K${event.message}`);
  };
  const result = await calibratorFor(io)({ ...queryOf(flags, io), photos, onEvent }).finally(() => {
    if (isShown) io.stderr('\r\u001B[K');
  });
  io.stdout(flags.json === true ? jsonText(result.reports) : asText(result, io.cwd));
  return result.reports.some((report) => report.smallestReliable === null) ? 1 : 0;
};

const percent = (fraction: number): string => `${Math.round(100 * fraction)} %`;

/** Generated pictures are made to be hard: what fails on them may do well on photographs. */
const BUSY =
  'Generated pictures are busier than most photographs: `listing-lint calibrate FOLDER` measures on yours, and tells more.';

/** Reliable is what is found at every width from there on: one miss at the largest leaves none. */
const MISSED_WHEN_LARGE =
  'No width counts as reliable, since it was missed on some pictures at the largest that was tried; the numbers above say how smaller ones did.';

const SHOWN = 5;

const asText = ({ reports, file }: CalibrationResult, cwd: string): string => {
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
            ...suspects.slice(0, SHOWN).map((photo) => `  ${shownText(relative(cwd, photo))}`),
            ...more,
          ];
    const head = `${name}: calibrated on ${calibration.n} ${isOwn ? 'pictures of your own' : 'generated pictures'}`;
    const lost = unreadable.slice(0, SHOWN).map((photo) => `  cannot be read: ${shownText(relative(cwd, photo))}`);
    const moreLost = unreadable.length > SHOWN ? [`  and ${unreadable.length - SHOWN} more cannot be read`] : [];
    return [head, ...lost, ...moreLost, ...tested, verdict, ...(isOwn ? [] : [BUSY]), ...doubt].join('\n');
  });
  return `${blocks.join('\n\n')}\n\nwritten to ${file}; commit it with the config\n`;
};

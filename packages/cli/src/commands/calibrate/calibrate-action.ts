import { calibratorFor } from '../../api/calibrate.ts';
import { queryOf } from '../../api/flags.ts';
import type { RunEvent } from '../../api/options.ts';
import type { Io } from '../../output/io.ts';
import { jsonText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { calibrationText } from './calibration-text.ts';

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
  io.stdout(flags.json === true ? jsonText(result.reports) : calibrationText(result, io.cwd));
  return result.reports.some((report) => report.smallestReliable === null) ? 1 : 0;
};

import { type ConfiguredMark, markName } from '../../settings.ts';
import { markFileHash } from '../mark/mark-source.ts';
import { CALIBRATION_FILE, readCalibrationFile, SCORE_VERSION } from '../rates/calibration-file.ts';
import { describeForm, layoutOf } from '../template/loaded-marks.ts';

/**
 * Returns warnings where the committed calibrations are outdated: a mark that was changed or added since would otherwise fall back to
 * generated pictures silently. Empty if nothing was calibrated, or the file is damaged (which the fact reports).
 */
export const calibrationWarnings = async (
  marks: readonly ConfiguredMark[],
  root: string,
): Promise<readonly string[]> => {
  const file = await readCalibrationFile(root).catch(() => undefined);
  if (file === undefined || marks.length === 0) return [];
  const again = 'until `listing-lint calibrate` has run again, generated pictures stand in for yours';
  if (file.scores !== SCORE_VERSION) return [`${CALIBRATION_FILE} was made by another version: ${again}`];
  const known = new Map(Object.values(file.marks).map((entry) => [entry.name, entry]));
  const warnings = await Promise.all(
    marks.map(async (mark) => {
      const { angles, tiled } = layoutOf(mark);
      const forms = angles.map((angle) => describeForm(markName(mark), angle, tiled));
      const missing = forms.filter((form) => !known.has(form));
      if (missing.length > 0) return [`${CALIBRATION_FILE} has no calibration of ${missing.join(', ')}: ${again}`];
      const hash = await markFileHash(root, mark);
      const isOld = hash !== undefined && forms.some((form) => known.get(form)?.file !== hash);
      return isOld ? [`${markName(mark)} has changed since it was calibrated: ${again}`] : [];
    }),
  );
  return warnings.flat();
};

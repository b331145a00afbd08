import { resolve } from 'node:path';
import { readBytes, sha256 } from '@listing-lint/core';
import { type ConfiguredMark, fileOf, MAX_MARK_BYTES, nameOf } from '../mark/mark-file.ts';
import { CALIBRATION_FILE, readCalibrationFile, SCORE_VERSION } from '../rates/calibration-file.ts';
import { describeForm } from '../template/searched-mark.ts';

/**
 * What the committed calibrations do not say of the marks as they are now, in words: a mark that was changed or added since would else fall back to
 * generated pictures in silence. None where nothing was calibrated, or the file is damaged (which the fact tells).
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
      const { angles = [0], tiled = false } = typeof mark === 'string' ? {} : mark;
      const forms = angles.map((angle) => describeForm(nameOf(mark), angle, tiled));
      const missing = forms.filter((form) => !known.has(form));
      if (missing.length > 0) return [`${CALIBRATION_FILE} has no calibration of ${missing.join(', ')}: ${again}`];
      const path = fileOf(mark);
      const content = path === undefined ? undefined : await contentOf(resolve(root, path));
      const isOld = content !== undefined && forms.some((form) => known.get(form)?.file !== content);
      return isOld ? [`${nameOf(mark)} has changed since it was calibrated: ${again}`] : [];
    }),
  );
  return warnings.flat();
};

/** SHA-256 of a file; undefined where it cannot be read. */
export const contentOf = (file: string): Promise<string | undefined> =>
  readBytes(file, { maxBytes: MAX_MARK_BYTES }).then(
    (bytes) => sha256(bytes),
    () => undefined,
  );

import { join } from 'node:path';
import {
  fileFault,
  isMissingFile,
  ListingLintError,
  MAX_DATA_BYTES,
  parseJson,
  readText,
  replaceFile,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { calibrationSchema } from './calibration.ts';

/** The output of `listing-lint calibrate` next to the config, to be committed with it. */
export const CALIBRATION_FILE = 'listing-lint.watermarks.json';
/** Raised when scores of the same picture change, unless pictures without the mark only score less: older calibrations no longer hold. */
export const SCORE_VERSION = 7;

const selfTestSchema = z.array(
  z.strictObject({
    /** Width of the mark over the picture's. */
    scale: z.number(),
    stamped: z.int(),
    found: z.int(),
  }),
);
export type SelfTest = z.infer<typeof selfTestSchema>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  scores: z.int(),
  /** By hash of the mark. */
  marks: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      /** SHA-256 of the mark's file, so that a change is noticed; none for words. */
      file: z.string().optional(),
      calibration: calibrationSchema,
      selfTest: selfTestSchema,
    }),
  ),
});
export type CalibrationFile = z.infer<typeof fileSchema>;

/** The committed calibrations; none where there is no file or it belongs to another version. Throws `data-invalid` for a damaged one. */
export const readCalibrations = async (root: string): Promise<CalibrationFile['marks']> => {
  const file = await readCalibrationFile(root);
  return file?.scores === SCORE_VERSION ? file.marks : {};
};

/** The file as it stands, of whatever version of scores; undefined where there is none. Throws `data-invalid` for a damaged one, `file-unreadable`. */
export const readCalibrationFile = async (root: string): Promise<CalibrationFile | undefined> => {
  let text: string;
  try {
    text = await readText(join(root, CALIBRATION_FILE), { maxBytes: MAX_DATA_BYTES, within: root });
  } catch (cause) {
    if (isMissingFile(cause)) return undefined;
    throw new ListingLintError('file-unreadable', `${CALIBRATION_FILE} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ListingLintError('data-invalid', `${CALIBRATION_FILE} is damaged: run \`listing-lint calibrate\` again`);
  }
  return parsed.data;
};

/** Writes the calibrations of these marks, and of no others: what is no longer configured goes. */
export const writeCalibrations = async (root: string, marks: CalibrationFile['marks']): Promise<void> => {
  const file: CalibrationFile = { version: 1, scores: SCORE_VERSION, marks };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  await replaceFile(join(root, CALIBRATION_FILE), text, { within: root, unlocked: true });
};

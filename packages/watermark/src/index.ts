/** `@listing-lint/watermark`: stamping and calibrating watermarks, detecting overlays. */
export { calibrateMarks, LEAST_PHOTOS, type MarkReport } from './calibrate/calibrate-marks.ts';
export type { overlayFact } from './overlay/overlay-fact.ts';
export type { SeenMark, signsFact } from './overlay/signs-fact.ts';
export { watermarkPlugin } from './plugin.ts';
export { type StampOutcome, stampFiles } from './stamp/stamp-files.ts';
export { stampPicture } from './stamp/stamp-picture.ts';

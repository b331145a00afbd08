/** `@listing-lint/rules/watermark`: finding the shop’s watermark: search, calibration, the file of stamped places. */
export {
  calibrateOnGenerated,
  calibrationOf,
  cleanScores,
  GENERATED_COUNT,
  GENERATED_SAFETY,
} from '../watermark/calibrate/calibrate.ts';
export { cleanPicture } from '../watermark/calibrate/clean/clean-pictures.ts';
export { strategyOf } from '../watermark/detect/detect.ts';
export { explainedMark } from '../watermark/facts.ts';
export { findMark } from '../watermark/find/find.ts';
export { type MarkSources, marksOfRun, prepareMarks } from '../watermark/find/marks.ts';
export { spreadOf } from '../watermark/find/places.ts';
export { createKernel } from '../watermark/kernel/kernel-wasm.ts';
export { type Mark, readMark } from '../watermark/mark/mark.ts';
export { markFileHash } from '../watermark/mark/mark-source.ts';
export { pyramidOf, pyramidOfLuma } from '../watermark/pyramid/pyramid.ts';
export { rasterKernel } from '../watermark/pyramid/raster/kernel/kernel-wasm.ts';
export type { RenderedMark } from '../watermark/pyramid/raster/plane.ts';
export { resample } from '../watermark/pyramid/resample.ts';
export {
  basisOf,
  type Calibration,
  falseAlarmRate,
  GENERIC,
  LEAST_REVIEW_SCORE,
  LEAST_SCORE,
  PRESENT_RATE,
  REVIEW_RATE,
  threshold,
} from '../watermark/rates/calibration.ts';
export {
  CALIBRATION_FILE,
  readCalibrationFile,
  readCalibrations,
  type SelfTest,
  writeCalibrations,
} from '../watermark/rates/calibration-file.ts';
export { type Hit, searchCoarseToFine } from '../watermark/search/coarse-to-fine.ts';
export { GRAIN_SIDE, type Grain, grainAmounts, grainOf, grainOverlay } from '../watermark/stamp/grain.ts';
export { KEY_FILE_VARIABLE, KEY_VARIABLE, stampKey } from '../watermark/stamp/key.ts';
export {
  CELL_COUNT,
  type Cell,
  cellBox,
  combined,
  keyedOrder,
  pictureId,
  rankOf,
  SAME_PLACE,
} from '../watermark/stamp/keyed-order.ts';
export { Ledger, readLedger, type StampEntry } from '../watermark/stamp/ledger.ts';
export { LEDGER } from '../watermark/stamp/ledger-name.ts';
export { recoverStamps, replaceStamped } from '../watermark/stamp/replace-stamped.ts';
export { keepUnstamped, UNSTAMPED, unstampedOf, unstampedPaths } from '../watermark/stamp/unstamped.ts';
export { unstampedBelow, unstampedPictures } from '../watermark/stamp/unstamped-pictures.ts';
export { VERIFIED_AGREEMENT, verifyPlace } from '../watermark/stamp/verify-place.ts';
export {
  describeSearched,
  isStampable,
  type LoadedMark,
  loadMarks,
  type SearchedMark,
  searchedMarks,
} from '../watermark/template/loaded-marks.ts';
export { Template } from '../watermark/template/template.ts';
export { renderMark } from '../watermark/template/template-field.ts';
export type { WatermarkFact } from '../watermark/watermark-fact.ts';

/** `@listing-lint/rules/testing`: files, scenes and oracles that tests of several packages use. */
export { seededScene, turned } from './hash/test-scenes.ts';
export {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  type TiffDirectory,
  thumbnailSegment,
  tiffOf,
  withSegments,
  xmpSegment,
} from './image/test-files.ts';
export { oracleSchema } from './metadata/exif/test-oracle.ts';
export {
  asHeic,
  extended,
  gifWith,
  gifXmp,
  type LeakingFile,
  leakingFiles,
  packetOf,
  rawProfile,
  riffChunk,
  webpOf,
} from './metadata/privacy/test-holders.ts';
export { LEAKS } from './metadata/privacy/test-leaks.ts';
export { makeTiff, nameOfForm, TIFF_FORMS } from './metadata/reading/test-tiffs.ts';

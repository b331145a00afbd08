export { caseFileSchema } from './case/case-file.ts';
export {
  compareFingerprints,
  DEFAULT_THRESHOLDS,
  type Match,
  type Thresholds,
  type Verdict,
  verdictOf,
} from './hash/compare.ts';
export { type Copy, type CopySearch, copySearch, type Entry } from './hash/copy-search.ts';
export { type Fingerprint, fingerprintOf } from './hash/fingerprint.ts';
export { fingerprintFile } from './hash/fingerprint-file.ts';
export { decodeFingerprint, encodeFingerprint } from './hash/fingerprint-record.ts';
export { buildHashIndex, type HashIndex, packHashes } from './hash/hash-index.ts';
export { decodeHashes, encodeHashes } from './hash/hash-index-file.ts';
export { hamming, hashFromHex, hashToHex } from './hash/hash256.ts';
export { MATCH_FORMATS, type MatchFormat, matchFiles, picturesOf, renderMatch } from './hash/match-files.ts';
export { fileRegistry, type Published, type PublishedRegistry } from './hash/registry.ts';
export { publishSubjects, unpublish } from './hash/registry-files.ts';
export { decodeCanonical } from './image/decode.ts';
export { thumbnailOf } from './image/thumbnail.ts';
export { listingFileSchema } from './listing/listing-file.ts';
export { builtinPlugin } from './plugin.ts';
export { type Settings, settingsOf, settingsSchema } from './settings.ts';
export { calibrateMarks, LEAST_PHOTOS, type MarkReport } from './watermark/calibrate-marks.ts';
export { CALIBRATION_FILE } from './watermark/calibration-file.ts';
export { KEY_FILE_VARIABLE, KEY_VARIABLE, stampKey } from './watermark/stamp/key.ts';
export { LEDGER } from './watermark/stamp/ledger.ts';
export { type StampOutcome, stampFiles, UNSTAMPED } from './watermark/stamp/stamp-files.ts';

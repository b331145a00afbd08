/** `@listing-lint/vision`: image registration: keypoints, copies in part, comparison of two pictures, removed watermarks. */
export { COMPARE_FORMATS, type CompareFormat, compareFiles, renderCompare } from './compare/compare-files.ts';
export { type ComparedThumbnails, comparedFigure } from './compare/compare-html.ts';
export type { CompareReport } from './compare/compare-report.ts';
export { markSeeker } from './compare/mark-seeker.ts';
export { pairMarks } from './compare/pair-marks.ts';
export { credentialsPoint } from './compare/points/credentials-point.ts';
export type { ComparedPoint } from './compare/points/point.ts';
export type { LedgerLookup, LedgerState } from './compare/record/ledger-record.ts';
export type { PictureRecord, ReadPicture } from './compare/record/picture-record.ts';
export { type CompareOptions, readPicture } from './compare/record/read-picture.ts';
export { alignPoints } from './features/pair/alignment.ts';
export { comparePair } from './features/pair/compare-pair.ts';
export { sheetOf, sheetRaster } from './features/pair/sheet.ts';
export { featuresOf, localSearch } from './features/search/local-search.ts';
export { THOROUGH } from './features/search/search-effort.ts';
export { decodeFeatures, encodeFeatures, FEATURES_VERSION } from './features/store/feature-record.ts';
export { publishedAs } from './mark-state/listing-of-unstamped.ts';
export { markClassifier } from './mark-state/mark-states.ts';
export { oursNamer, unseenByListing } from './mark-state/of-listings.ts';
export { MARK_STATE_VERSION } from './mark-state/removal/said-of-mark.ts';
export { withoutUnstampedOriginal } from './mark-state/unstamped-originals.ts';
export type { ClassifyMarks, MatchReport, NameOurs, SuspectResult } from './match/match.ts';
export {
  type BytesMatcher,
  comparedPictures,
  emptyRegistry,
  type KnownRegistry,
  MATCH_FORMATS,
  type MatchFormat,
  matchFiles,
  openBytesMatch,
  picturesOf,
  renderMatch,
} from './match/match-files.ts';
export { isCopy, isLikeness, isUndecided, type MarkOnSuspect, type OurPicture } from './match/our-picture.ts';
export { faultOf, type PictureFile } from './match/read-ours.ts';
export { unseenPicturesSentence } from './match/view/match-text.ts';
export { smallPicture } from './match/view/small-picture.ts';
export { readOriginal } from './originals/read-original.ts';
export { matchesWith, type OriginalVerdict, showsOriginal } from './originals/shows-original.ts';
export { visionPlugin } from './plugin.ts';
export { withOurHashes } from './suspect/our-hashes.ts';
export { stampedIn } from './suspect/stamped-in.ts';
export { suspectMarkSeeker } from './suspect/suspect-mark.ts';
export { PAIR_VERSION } from './verify/pair-version.ts';
export { verifyDuplicate } from './verify/verify-duplicate.ts';

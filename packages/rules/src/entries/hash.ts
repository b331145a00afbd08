/** `@listing-lint/rules/hash`: perceptual hashes: fingerprints, their comparison and index, the registry of published pictures. */
export {
  type CopyVerdict,
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  type Evidence,
  isNearDuplicate,
  isPlain,
  type Match,
  partsOf,
  plainMatch,
  type Thresholds,
} from '../hash/compare/compare.ts';
export { type ComparedPicture, type Copy, type CopySearch, copySearch } from '../hash/compare/copy-search.ts';
export { alignedMatch, CALLED, calledBy, describeMatch, turnOf } from '../hash/compare/describe.ts';
export {
  type FingerprintTable,
  hashAt,
  joinTables,
  tableOfFingerprints,
  tableOfRecords,
} from '../hash/compare/fingerprint-table.ts';
export { isSearchable } from '../hash/compare/near-parts.ts';
export { comparedAgain, isUnstamped } from '../hash/compare/stamped/compared-again.ts';
export { COMPARED_VERSION, comparedImage } from '../hash/compare/stamped/compared-image.ts';
export { showsStamped } from '../hash/compare/stamped/shows-stamped.ts';
export {
  type DuplicateQuery,
  PIXEL_VERDICTS,
  type PixelVerdict,
  verifyDuplicates,
  withPixelVerdicts,
} from '../hash/compare/verify-duplicates.ts';
export { fractionEdgesSchema } from '../hash/copies-fact.ts';
export {
  type Fingerprint,
  fingerprintOf,
  fingerprintOfPart,
  PARTS,
  type PartHash,
} from '../hash/fingerprint/fingerprint.ts';
export {
  contentOfCompared,
  type FullPicture,
  fingerprintBytes,
  fingerprintFile,
  mapSome,
  openCompared,
  readCompared,
  readComparedBytes,
} from '../hash/fingerprint/fingerprint-file.ts';
export {
  checkRecord,
  decodeFingerprint,
  decodeRecord,
  encodeFingerprint,
  FINGERPRINT_VERSION,
  RECORD_BYTES,
  recordOf,
  recordParts,
} from '../hash/fingerprint/fingerprint-record.ts';
export { type FolderPictures, folderPictures, hasPictureName } from '../hash/fingerprint/folder-pictures.ts';
export { type FurtherFrame, picturesIn } from '../hash/fingerprint/further-frames.ts';
export { deltaE, GRID_CELLS, type Lab, regrid, turnCells } from '../hash/fingerprint/lab-grid.ts';
export {
  countPassed,
  joinPassed,
  type PassedOver,
  type PassedReason,
  passedSentence,
  passedWords,
} from '../hash/fingerprint/passed-over.ts';
export { fingerprintedEntries, fingerprintedEntry, fingerprintFact, mustHaveValue } from '../hash/fingerprint-fact.ts';
export {
  FORMS,
  type Form,
  type FractionEdges,
  inverseOf,
  swapsSides,
  TURNS,
  turnBox,
  turnedPoint,
  turnHash,
} from '../hash/hash256/dihedral.ts';
export { HASH_WORDS, type Hash256, hamming, hashToHex, popcount32 } from '../hash/hash256/hash256.ts';
export {
  BAND_MASKS,
  BAND_VALUES,
  BANDS,
  bandRadius,
  bandValue,
  buildHashIndex,
  packHashes,
} from '../hash/index/hash-index.ts';
export type { Scan } from '../hash/index/kernel/join.ts';
export { openWasmScan } from '../hash/index/kernel/join-wasm.ts';
export { publishSubjects } from '../hash/registry/published.ts';
export {
  fileRegistry,
  type Published,
  type PublishedRegistry,
  parseRegistry,
  registryText,
} from '../hash/registry/registry.ts';
export { searchReplica } from '../hash/registry/replica/published-search.ts';
export {
  dropReplica,
  extendReplica,
  provideReplica,
  REPLICA_FOLDER,
  REPLICA_STATE,
  type Replica,
  readReplica,
} from '../hash/registry/replica/replica-folder.ts';
export type { Logged } from '../hash/registry/replica/segment.ts';

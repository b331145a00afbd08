export { namedOriginal } from './attributes.ts';
export { deskMeant, noticeNamed, notices } from './case/complaint/notices.ts';
export { type CaseDeadline, deadlineSentence } from './case/deadline/deadline.ts';
export { type DeadlineOptions, deadlinesOf } from './case/deadline/deadlines-of.ts';
export { docketOf } from './case/docket/docket-fact.ts';
export { exportNotice } from './case/export/export-notice.ts';
export type { ExportedNotice } from './case/export/notice-request.ts';
export { type CaseFile, caseFileSchema } from './case/file/case-file.ts';
export { type CaseOnDisk, caseFolder, casePathsIn, casesIn, readCaseAt } from './case/file/case-files.ts';
export { LANGUAGES, type Language } from './case/letter/letter-schema.ts';
export { letterNamed } from './case/letter/letters.ts';
export { type WrittenLetter, writeLetter } from './case/letter/write-letter.ts';
export { readLogs } from './case/monitoring/history.ts';
export { samePlace } from './case/monitoring/hit-place.ts';
export { monitoringFileSchema } from './case/monitoring/monitoring-file.ts';
export { type MonitoringSettings, monitoringSettings } from './case/monitoring/monitoring-settings.ts';
export { profileSchema } from './case/profile/profile-schema.ts';
export { builtInProfiles, type Profiles } from './case/profile/profiles.ts';
export { caseFileName, nextCaseId } from './case/skeleton/case-ids.ts';
export { caseSkeleton } from './case/skeleton/case-skeleton.ts';
export type { SkeletonCopy } from './case/skeleton/copy-lines.ts';
export { copiesIn, type LeftMatch } from './case/skeleton/match-result.ts';
export type { SkeletonPicture } from './case/skeleton/work-lines.ts';
export { type CaseStanding, caseStatus, statusJson, statusText } from './case/timeline/case-status.ts';
export { type CaseTimes, caseTimes, timelineText } from './case/timeline/case-timeline.ts';
export { calendarDeadlines, timelineIcs } from './case/timeline/timeline-ics.ts';
export { channelProfile, channelProfiles } from './channel/profile/channel-profiles.ts';
export { channelSchema } from './channel/profile/channel-schema.ts';
export {
  type CopyVerdict,
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  isPlain,
  type Match,
  type Thresholds,
} from './hash/compare/compare.ts';
export { type ComparedPicture, type Copy, type CopySearch, copySearch } from './hash/compare/copy-search.ts';
export { toldApart } from './hash/compare/laid/told-apart.ts';
export { isLookedFor } from './hash/compare/near-parts.ts';
export { type Fingerprint, fingerprintOf, PARTS } from './hash/fingerprint/fingerprint.ts';
export {
  fingerprintBytes,
  fingerprintFile,
  openCompared,
  readCompared,
  readComparedBytes,
} from './hash/fingerprint/fingerprint-file.ts';
export { decodeFingerprint, decodeRecord, encodeFingerprint, recordOf } from './hash/fingerprint/fingerprint-record.ts';
export { joinPassed, type PassedOver, passedSentence } from './hash/fingerprint/passed-over.ts';
export { FORMS, inverseOf, turnHash } from './hash/hash256/dihedral.ts';
export { hamming, hashFromHex, hashToHex } from './hash/hash256/hash256.ts';
export {
  BAND_MASKS,
  BAND_VALUES,
  BANDS,
  bandRadius,
  bandValue,
  buildHashIndex,
  type HashIndex,
  packHashes,
} from './hash/index/hash-index.ts';
export { decodeHashes, encodeHashes } from './hash/index/hash-index-file.ts';
export type { MatchReport } from './hash/match/match.ts';
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
} from './hash/match/match-files.ts';
export { isCopy, isLikeness, isUntold } from './hash/match/our-picture.ts';
export { faultOf } from './hash/match/read-ours.ts';
export { smallPicture } from './hash/match/view/small-picture.ts';
export { type ShownAs, showsOriginal } from './hash/originals/shows-original.ts';
export { publishSubjects } from './hash/registry/published.ts';
export {
  fileRegistry,
  type Published,
  type PublishedRegistry,
  parseRegistry,
  registryText,
} from './hash/registry/registry.ts';
export { type PublishedSearch, searchReplica } from './hash/registry/replica/published-search.ts';
export {
  dropReplica,
  extendReplica,
  provideReplica,
  REPLICA_FOLDER,
  REPLICA_STATE,
  type Replica,
  readReplica,
} from './hash/registry/replica/replica-folder.ts';
export type { Logged } from './hash/registry/replica/segment.ts';
export { alignPoints } from './image/features/pair/alignment.ts';
export { comparePair } from './image/features/pair/compare-pair.ts';
export { sheetOf, sheetRaster } from './image/features/pair/sheet.ts';
export { featuresOf, localSearch } from './image/features/search/local-search.ts';
export { THOROUGH } from './image/features/search/search-effort.ts';
export { decodeFeatures, encodeFeatures } from './image/features/store/feature-record.ts';
export { type Measures as PictureMeasures, measure as measurePicture } from './image/quality/measure/measures.ts';
export { codedDataOf } from './image/read/coded-data/coded-data.ts';
export { decodeCanonical, decodePicture } from './image/read/decode.ts';
export { readHeader } from './image/read/header.ts';
export { lfsFault, lfsPointer } from './image/read/lfs-pointer.ts';
export { keepNoPictures } from './image/read/load-sharp.ts';
export { sequentialJpeg } from './image/read/sequential/sequential-jpeg.ts';
export { fewNamed } from './kernel/few-named.ts';
export { notDone } from './kernel/not-done.ts';
export { FOLDER_NOT_ENTERED } from './listing/layout.ts';
export { listingFileSchema } from './listing/listing-file.ts';
export { mainByName, type NamedMain } from './listing/naming/main-by-name.ts';
export { emptyMayBeMeant, mayBeMeant } from './listing/naming/may-be-meant.ts';
export { inNaturalOrder } from './listing/natural-order.ts';
export { claimSigner } from './metadata/c2pa/cose-sign.ts';
export { CredentialReader } from './metadata/c2pa/credential-reader.ts';
export { credentialSettings } from './metadata/c2pa/credential-settings.ts';
export { C2PA_PACKAGE, findC2pa } from './metadata/c2pa/find-c2pa.ts';
export { PictureSigner, type SignedParent } from './metadata/c2pa/sign-picture.ts';
export { carriesCredentials, DIGITAL_SOURCE_TYPES, sourceTypeFor } from './metadata/c2pa/source-type.ts';
export { readAnchors } from './metadata/c2pa/trust-anchors.ts';
export { pictureData } from './metadata/carriers/picture-data.ts';
export { type MetadataFacts, metadataFactsOf } from './metadata/metadata-facts.ts';
export { aiLabelsSchema } from './metadata/origin/ai-duties.ts';
export { captureOf } from './metadata/origin/capture.ts';
export { cleanStamped } from './metadata/write/clean-stamped.ts';
export { type FingerprintOutcome, fingerprintFiles } from './metadata/write/fingerprint-files.ts';
export { rightsOfBrand } from './metadata/write/kept-statements.ts';
export { type MonitorRunSettings, type MonitorSettings, monitorSettings } from './monitor/monitor-settings.ts';
export { runMonitor } from './monitor/run-monitor.ts';
export { type MonitorReport, monitorReport } from './monitor/view/monitor-report.ts';
export { MONITOR_FORMATS, type MonitorFormat, renderMonitor } from './monitor/view/render-monitor.ts';
export { toldRunOf } from './monitor/view/told-run.ts';
export { builtinPlugin } from './plugin.ts';
export {
  COMPARE_FORMATS,
  type CompareFormat,
  compareFiles,
  renderCompare,
} from './proof/compare/compare-files.ts';
export type { CompareReport } from './proof/compare/compare-report.ts';
export { markSeeker } from './proof/compare/mark-seeker.ts';
export { pairMarks } from './proof/compare/pair-marks.ts';
export type { BagFile } from './proof/evidence/bag.ts';
export type { ChecklistLine } from './proof/evidence/checklist.ts';
export {
  type EvidenceBundle,
  gatherEvidence,
  isPicturePath,
} from './proof/evidence/gather-evidence.ts';
export { ledgerLookup } from './proof/evidence/ledger-lookup.ts';
export { zipBag } from './proof/evidence/zip-bag.ts';
export { publishedAs } from './proof/mark-state/kept-of.ts';
export { markTeller } from './proof/mark-state/mark-states.ts';
export { oursNamer, unseenByListing } from './proof/mark-state/of-listings.ts';
export type { StampedSources } from './proof/mark-state/stamped-finder.ts';
export { withoutKept } from './proof/mark-state/without-kept.ts';
export { withOurHashes } from './proof/match/our-hashes.ts';
export { stampedIn } from './proof/match/stamped-in.ts';
export { suspectMarkSeeker } from './proof/match/suspect-mark.ts';
export {
  type ArchiveOutcome,
  archiveFiles,
  ledgerFolder,
  type PictureToArchive,
} from './provenance/archive/archive-files.ts';
export { type AddedDocument, addDocument, hashedFile, readDocument } from './provenance/archive/documents.ts';
export type { FindCopies, MeasuredPicture } from './provenance/archive/measured.ts';
export { readSalt } from './provenance/archive/salt.ts';
export { type ArchivedDocument, PICTURE_STAGES, type PictureStage } from './provenance/entry/entry.ts';
export { type FamilyGraph, familyGraph } from './provenance/graph/family-graph.ts';
export { graphHtml } from './provenance/graph/graph-html.ts';
export { graphText } from './provenance/graph/graph-text.ts';
export { type KeptEntry, LEDGER_FOLDER, readLedgerEntries } from './provenance/ledger/read-ledger.ts';
export { keepObject } from './provenance/ledger/write-ledger.ts';
export { type ProvenanceSettings, provenanceSettings } from './provenance/provenance-settings.ts';
export { askAuthority } from './provenance/seal/ask-authority.ts';
export { readRoots } from './provenance/seal/read-roots.ts';
export { ARCHIVE_FIRST, type SealOutcome, sealLedger } from './provenance/seal/seal-ledger.ts';
export { isSoundLedger, type VerifiedLedger, verifyLedger } from './provenance/verify/verify-ledger.ts';
export {
  CHANNELS_FORMATS,
  type ChannelsFormat,
  type ChannelsReport,
  shownChannel,
} from './publish/channels/channels-report.ts';
export { renderChannels } from './publish/channels/render-channels.ts';
export { whereTheyGo } from './publish/channels/where-they-go.ts';
export { type Conflict, conflictsOf, type Wanted } from './publish/conflict/conflicts.ts';
export { apartFromExports } from './publish/export/apart-from-exports.ts';
export { type ExportOutcome, exportFiles } from './publish/export/export-files.ts';
export {
  type CopyFinding,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportReport,
} from './publish/export/export-report.ts';
export { markerFor } from './publish/export/marker.ts';
export { ownMarkFinder } from './publish/export/own-mark.ts';
export { renderExport } from './publish/export/render-export.ts';
export type { SettingsFor } from './publish/fit/own-figures.ts';
export { type StoreSettings, storeSettings } from './setting-parts/store-settings.ts';
export { type RegistryPlace, registryPlace, type Settings, settingsOf, settingsSchema } from './settings.ts';
export { isCompared, isListingFile } from './subject.ts';
export { calibrateMarks, LEAST_PHOTOS, type MarkReport } from './watermark/calibrate/calibrate-marks.ts';
export { CALIBRATION_FILE, readCalibrationFile } from './watermark/rates/calibration-file.ts';
export { keptBelow } from './watermark/stamp/kept-pictures.ts';
export { KEY_FILE_VARIABLE, KEY_VARIABLE, stampKey } from './watermark/stamp/key.ts';
export { LEDGER } from './watermark/stamp/ledger-name.ts';
export { replaceStamped } from './watermark/stamp/replace-stamped.ts';
export { type StampOutcome, stampFiles } from './watermark/stamp/stamp-files.ts';
export { UNSTAMPED } from './watermark/stamp/unstamped.ts';

/** `listing-lint` for programs: what the command line is written on. What stands here is public; the committed API report says what it is. */
export {
  type Box,
  type Cause,
  type DebugEntry,
  type ExceptionReport,
  type Finding,
  type Fixed,
  type Inspection,
  isKnownError,
  type Json,
  type JsonObject,
  ListingLintError,
  type NotChecked,
  type NotFixed,
  type Notice,
  type OfferedFix,
  type Outcome,
  type Policy,
  type Problem,
  type ProjectReport,
  type Reference,
  type Region,
  type Related,
  type Report,
  type RuleReport,
  type RunProgress,
  type Severity,
  type SubjectReport,
  type Summary,
  type Suppressed,
} from '@listing-lint/core';
export { type CalibrateQuery, type CalibrationResult, calibrateAlone as calibrate } from './api/calibrate.ts';
export { type CaseLetter, type CaseLetterQuery, letterAlone as caseLetter } from './api/case/case-letter.ts';
export { type CaseStatuses, statusAlone as caseStatus } from './api/case/case-status.ts';
export { type CaseTimelines, type TimelineFormat, timelineAlone as caseTimeline } from './api/case/case-timeline.ts';
export { type ExportCaseQuery, type ExportedCase, exportAlone as exportCase } from './api/case/export-case.ts';
export type { CaseQuery, CasesQuery, UnreadCase } from './api/case/find-case.ts';
export { type MonitorQuery, type MonitorResult, monitorAlone as monitor } from './api/case/monitor/monitor.ts';
export { type NewCase, type NewCaseQuery, newCaseAlone as newCase } from './api/case/new-case.ts';
export {
  configFor as loadConfig,
  type DescribedPaths,
  describePath,
  type LoadedConfig,
  type RuleInfo,
} from './api/config.ts';
export { type EditorSchema, type EditorSchemas, editorSchemas } from './api/editor-schemas.ts';
export { explainRule, type RuleExplanation } from './api/explain/explain-rule.ts';
export { type FingerprintQuery, fingerprintAlone as fingerprint } from './api/fingerprint.ts';
export { type InitQuery, init, type ProposedConfig } from './api/init/init.ts';
export { type InspectQuery, inspectAlone as inspect } from './api/inspect.ts';
export type { AddDocumentQuery } from './api/ledger/add-document.ts';
export { type ArchiveQuery, type ArchiveResult, archiveAlone as archive } from './api/ledger/archive.ts';
export { type LedgerFunctions, ledgerAlone as ledger } from './api/ledger/ledger.ts';
export type { SealLedgerQuery } from './api/ledger/seal-ledger.ts';
export type { FamilyQuery, PictureFamily } from './api/ledger/show-family.ts';
export type { LedgerVerdict, VerifyLedgerQuery } from './api/ledger/verify-ledger.ts';
export { lintAlone as lint } from './api/lint.ts';
export { type MatchQuery, type MatchResult, matchAlone as match } from './api/match.ts';
export type {
  ConfigQuery,
  DebugEvent,
  LintEvent,
  LintRunOptions,
  LintRunResult,
  OpenedEvent,
  ProgressEvent,
  RenderOptions,
  RunEvent,
  RunQuery,
  TellingEvent,
} from './api/options.ts';
export { type ChannelsQuery, type ChannelsResult, channelsAlone as channels } from './api/pictures/channels.ts';
export { type CheckQuery, type CheckResult, checkAlone as check } from './api/pictures/check.ts';
export {
  type ExportQuery,
  type ExportResult,
  exportPicturesAlone as exportPictures,
} from './api/pictures/export-pictures.ts';
export { type StampQuery, type StampResult, stampAlone as stamp } from './api/pictures/stamp.ts';
export { type CompareQuery, type ComparisonResult, compareAlone as compare } from './api/proof/compare.ts';
export { type EvidenceQuery, evidenceAlone as evidence, type WrittenEvidence } from './api/proof/evidence.ts';
export { type RegistryFunctions, registryAlone as registry } from './api/registry/registry.ts';
export { type RuleTestQuery, type TestedRule, testRules } from './api/rule-tests.ts';
export { type VerifiedAudit, type VerifyAuditQuery, verifyAudit } from './api/verify-audit.ts';

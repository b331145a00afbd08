/** `@listing-lint/disputes`: disputes: complaints, deadlines, strikes, letters, monitoring logs. */
export { type CaseFinding, caseFindingsSchema, caseFindingsValue } from './case/case-findings.ts';
export type { NamedFiles } from './case/evidence/check-file.ts';
export { evidenceFiles } from './case/evidence/evidence-fact.ts';
export { isLedgerNamed } from './case/evidence/ledger-named.ts';
export { type NamedFile, namedFiles } from './case/evidence/named-files.ts';
export { contentFault, TELLING_BYTES } from './case/evidence/stated-content.ts';
export { picturesOfWork, type StatedPictures, statedPictures } from './case/evidence/stated-pictures.ts';
export type { caseFact, damagesFact } from './case/facts.ts';
export { accountKey } from './case/file/account-name.ts';
export { type CaseFile, caseFileSchema, readCaseFile } from './case/file/case-file.ts';
export {
  type CaseOnDisk,
  type CaseSettings,
  caseFolder,
  casePathsIn,
  casesIn,
  readCaseAt,
} from './case/file/case-files.ts';
export { regionOf, soundCase } from './case/file/case-resource.ts';
export { dayOf, earliest, instantOf, isAfter } from './case/file/dates.ts';
export { EVENT_TYPES, OBSERVER } from './case/file/events.ts';
export { licensedBy } from './case/file/licensees.ts';
export { isToken } from './case/file/works.ts';
export { removalOf } from './case/procedure/removals.ts';
export { profileSchema } from './case/profile/profile-schema.ts';
export { builtInProfiles, profileNamed } from './case/profile/profiles.ts';
export { addDays } from './case/time/day.ts';
export { ALL_ZONES, dayInZone } from './case/time/zone.ts';
export { deskMeant, noticeNamed, notices } from './complaint/notices.ts';
export { deadlineSentence } from './deadline/deadline.ts';
export type { DeadlineOptions } from './deadline/deadlines-of.ts';
export { type DisputesSettings, disputesSettings, settledMatches } from './disputes-settings.ts';
export { docketOf } from './docket/docket-fact.ts';
export { historyOf } from './docket/history.ts';
export { exportNotice } from './export/export-notice.ts';
export type { ExportedNotice } from './export/notice-request.ts';
export { LANGUAGES, type Language } from './letter/letter-schema.ts';
export { letterNamed } from './letter/letters.ts';
export { type WrittenLetter, writeLetter } from './letter/write-letter.ts';
export { hitHistory, type KnownHit, type LoggedCheck, notAfter, readLogs } from './monitoring/history.ts';
export { hitPlace, samePlace } from './monitoring/hit-place.ts';
export type { LoggedDay, PlatformTimes } from './monitoring/log-history.ts';
export { logHistory } from './monitoring/log-history.ts';
export {
  MAX_LOG_BYTES,
  type MonitoringFile,
  monitoringFileSchema,
  readMonitoringFile,
} from './monitoring/monitoring-file.ts';
export { logFolder } from './monitoring/subjects.ts';
export { disputesPlugin } from './plugin.ts';
export { caseFileName, nextCaseId } from './skeleton/case-ids.ts';
export { caseSkeleton } from './skeleton/case-skeleton.ts';
export type { SkeletonCopy } from './skeleton/copy-lines.ts';
export { foundListing, type SkeletonInfringement } from './skeleton/found-listings.ts';
export { copiesIn, type LeftMatch } from './skeleton/match-result.ts';
export type { SkeletonOrigin, SkeletonPicture } from './skeleton/work-lines.ts';
export { flow, type Line, scalar } from './skeleton/yaml-lines.ts';
export { type CaseStanding, caseStatus, counterpartyOf, statusJson, statusText } from './timeline/case-status.ts';
export { type CaseTimes, caseTimes, timelineText } from './timeline/case-timeline.ts';
export { calendarDeadlines, duesWithoutDay, timelineIcs } from './timeline/timeline-ics.ts';

/** `@listing-lint/rules/case`: case files of disputes: schema, dates, named evidence, profiles of platforms and law. */
export { caseOf } from '../case/case-fact.ts';
export { type CaseFinding, caseFindingsSchema, caseFindingsValue } from '../case/case-findings.ts';
export type { NamedFiles } from '../case/evidence/check-file.ts';
export { evidenceFiles } from '../case/evidence/evidence-fact.ts';
export { type ExifContradiction, exifContradictions } from '../case/evidence/exif-dates.ts';
export { type KeptUnstamped, keptUnstamped } from '../case/evidence/kept-unstamped.ts';
export { isLedgerNamed } from '../case/evidence/ledger-named.ts';
export { type NamedFile, namedFiles } from '../case/evidence/named-files.ts';
export { type OriginalsKnown, originalsOf } from '../case/evidence/originals.ts';
export { contentFault, TELLING_BYTES } from '../case/evidence/stated-content.ts';
export { picturesOfWork, type StatedPictures, statedPictures } from '../case/evidence/stated-pictures.ts';
export { fewListings, listingsNamed, listingsText } from '../case/file/about.ts';
export { AlikeNames, accountKey } from '../case/file/account-name.ts';
export { type CaseFile, caseFileSchema, readCaseFile } from '../case/file/case-file.ts';
export { caseFileFact } from '../case/file/case-file-fact.ts';
export { type CaseOnDisk, caseFolder, casePathsIn, casesIn, readCaseAt } from '../case/file/case-files.ts';
export { linesOf, placeInCase, placeSchema, regionOf, soundCase } from '../case/file/case-resource.ts';
export { dayOf, daysBetween, earliest, instantOf, isAfter, isAhead } from '../case/file/dates.ts';
export { EVENT_TYPES, OBSERVATIONS, OBSERVER, STATEMENTS } from '../case/file/events.ts';
export { likelyUsd, RATES_DAY, usdOf } from '../case/file/exchange-rates.ts';
export { complainedWhileLicensed, licenceSentence, licensedBy } from '../case/file/licensees.ts';
export { partyNamed } from '../case/file/parties.ts';
export { day, filePath, mapping, name, nonEmptyText, oneLineText, tenses } from '../case/file/values.ts';
export { isToken } from '../case/file/works.ts';
export { globFolder, namedTexts } from '../case/named/named-texts.ts';
export { type Happened, listingsOfCase, type StatedDay } from '../case/procedure/happened.ts';
export { downSince, mayBeDownSince, relistingsOf, removalOf, takedownsOf } from '../case/procedure/removals.ts';
export {
  CASE_ENDS,
  type Direction,
  type Party,
  type Step,
} from '../case/procedure/states.ts';
export { type ListingPositions, type Span, WHOLE_CASE, walkCase } from '../case/procedure/walk.ts';
export { type Citation, citationOf, type Figure, figure, holdsOn } from '../case/profile/figure.ts';
export {
  type CalendarProfile,
  type DutyId,
  type DutyPeriod,
  type JurisdictionProfile,
  type LadderProfile,
  type PlatformProfile,
  profileSchema,
} from '../case/profile/profile-schema.ts';
export { builtInProfiles, type Profiles, profileNamed, profileSources, readProfile } from '../case/profile/profiles.ts';
export { addBusinessDays, businessDaysBetween, nextBusinessDay } from '../case/time/business-days.ts';
export { addDays, addMonths, addYears, type CalendarDay, daysFrom, monthsBefore } from '../case/time/day.ts';
export { ALL_ZONES, dayInZone, daysDuring, endsOfDay, instantsOf, type Zone } from '../case/time/zone.ts';

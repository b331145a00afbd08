import { ListingLintError } from '@listing-lint/core/plugin';
import { type MonitoringFile, readMonitoringFile } from '@listing-lint/disputes';

import type { EventOutcome } from '../case-events.ts';
import type { DraftedCase, UndraftedCase } from '../draft-cases.ts';
import type { MonitorOutcome } from '../matter.ts';
import type { PlannedRequest } from '../planned-request.ts';

/** What a run has found, as its log tells it: the object that `monitor -f json` writes. */
export interface MonitorReport {
  readonly schemaVersion: 1;
  /** Path of the log, from the folder of the config. */
  readonly log: string;
  /** The same run was made before. */
  readonly wasOnRecord: boolean;
  /** The run has written nothing (`--dry-run`): neither its log, nor the cases that it names. */
  readonly dryRun?: true;
  readonly checks: MonitoringFile['checks'];
  /** Cases that were made by the run. */
  readonly drafted: readonly Pick<DraftedCase, 'id' | 'path' | 'seller' | 'platform' | 'listings'>[];
  /** Cases that could not be drafted; absent where there are none. */
  readonly undrafted?: readonly UndraftedCase[];
  /** What came to cases that there are. */
  readonly events: readonly EventOutcome[];
  /** What would be sent to services, in place of checks, where nothing was sent (`--dry-run`). */
  readonly wouldSend?: readonly PlannedRequest[];
}

/** Reads the log of a run. Throws `data-invalid` where it was changed so that it cannot be read any more. */
export const monitorReport = ({
  log,
  text,
  wasOnRecord,
  isTried,
  drafted,
  undrafted,
  events,
  wouldSend,
}: MonitorOutcome): MonitorReport => {
  const { value, problems } = readMonitoringFile({ path: log, text }, '9999-12-31');
  if (value === null) throw new ListingLintError('data-invalid', `${log} has mistakes`, problems);
  return {
    schemaVersion: 1,
    log,
    wasOnRecord,
    ...(isTried ? { dryRun: true } : {}),
    checks: value.checks,
    drafted: drafted.map(({ text: _, ...draft }) => draft),
    ...(undrafted.length === 0 ? {} : { undrafted }),
    events,
    ...(wouldSend === undefined ? {} : { wouldSend }),
  };
};

export type ReportedCheck = MonitorReport['checks'][number];
export type ReportedHit = NonNullable<ReportedCheck['found']>[number];

export const hitsOf = ({ checks }: MonitorReport): readonly ReportedHit[] => checks.flatMap(({ found }) => found ?? []);
export const goneOf = ({ checks }: MonitorReport) => checks.flatMap(({ run }) => run?.gone ?? []);

/** Id of the case that is about a hit: the one that its log names, else one that this run has made or gone on with; null where there is none. */
export const caseOfHit = ({ drafted, events }: MonitorReport, { listing, case: known }: ReportedHit): string | null => {
  if (known !== null && known !== undefined) return String(known);
  const made = drafted.find(({ listings }) => listings.includes(String(listing)))?.id;
  return made ?? events.find((event) => event.listing === String(listing))?.case ?? null;
};

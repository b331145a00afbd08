import { ListingLintError } from '@listing-lint/core/plugin';
import { type MonitoringFile, readMonitoringFile } from '../../case/monitoring/monitoring-file.ts';

/** What a run has found, as its log tells it: the object that `monitor -f json` writes. */
export interface MonitorReport {
  readonly schemaVersion: 1;
  /** Path of the log, from the folder of the config. */
  readonly log: string;
  /** The same run was made before. */
  readonly wasOnRecord: boolean;
  readonly checks: MonitoringFile['checks'];
}

/** Reads the log of a run. Throws `data-invalid` where it was changed so that it cannot be read any more. */
export const monitorReport = (log: string, text: string, wasOnRecord: boolean): MonitorReport => {
  const { value, problems } = readMonitoringFile({ path: log, text }, '9999-12-31');
  if (value === null) throw new ListingLintError('data-invalid', `${log} has mistakes`, problems);
  return { schemaVersion: 1, log, wasOnRecord, checks: value.checks };
};

export type ReportedCheck = MonitorReport['checks'][number];
export type ReportedHit = NonNullable<ReportedCheck['found']>[number];

export const hitsOf = ({ checks }: MonitorReport): readonly ReportedHit[] => checks.flatMap(({ found }) => found ?? []);
export const goneOf = ({ checks }: MonitorReport) => checks.flatMap(({ run }) => run?.gone ?? []);

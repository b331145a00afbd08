import type { ExportOutcome } from './export-files.ts';

export const EXPORT_FORMATS = ['text', 'json', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the channel's preset says of a copy or of a listing of copies. */
export interface CopyFinding {
  /** From the folder of the copies. */
  readonly path: string;
  readonly ruleId: string;
  readonly severity: 'error' | 'warn' | 'info';
  readonly message: string;
}

/** An export, as its reports tell it. */
export interface ExportReport {
  readonly channel: string;
  readonly title: string;
  /** The folder of the copies, as the user has named it. */
  readonly folder: string;
  /** The day whose figures hold. */
  readonly day: string;
  readonly isDryRun: boolean;
  readonly outcomes: readonly ExportOutcome[];
  /** Folders that are not entered, as those behind links, and what was named and is not taken, in sentences: nothing that they hold is exported. */
  readonly unseen: readonly string[];
  /** What the channel's preset says of the copies; empty where nothing was written. */
  readonly findings: readonly CopyFinding[];
}

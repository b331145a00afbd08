import type { z } from 'zod';
import type { JsonObject } from './json.ts';
import type { Report } from './report.ts';

/** What a reporter is given beside the report. */
export interface ReportContext {
  /** Colour may be used. */
  readonly color: boolean;
  /** Terminal columns, 80 where unknown. */
  readonly columns: number;
  /** Hide warnings and infos (they stay counted). */
  readonly quiet: boolean;
  /** Most findings that a report for people lists, a group of them as one; all where absent. What is left out stays counted. */
  readonly maxFindings?: number;
  /** `data:` addresses by image path; empty unless the reporter needs thumbnails. */
  readonly thumbnails: ReadonlyMap<string, string>;
  /** The options of this reporter from the config, under its own `id` (`sarif.anchor`, …), validated by the reporter. */
  readonly options: JsonObject;
  /** Absolute folder that the paths of the report are relative to. */
  readonly root: string;
  /** Texts of the policy by their sha256; filled when the reporter needs `policy`. */
  readonly policyTexts?: ReadonlyMap<string, string>;
  /** Path from the repository's root to `root`, empty for the root itself; absent where there is no repository. */
  readonly prefix?: string;
  /** ISO 8601 date or time that a report is to bear; absent unless the user asked for one. */
  readonly now?: string;
  readonly circumstances?: readonly Circumstance[];
}

/** A pure function from report to text. Only the cli writes. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  /** What it is given beside the report. */
  readonly needs?: readonly ReporterNeed[];
  /** Validates what the config says under `reporters`, by the name of `--format`, when the config is loaded; without it anything is taken. */
  readonly options?: z.ZodObject;
  readonly render: (report: Report, context: ReportContext) => string | Promise<string>;
}

/** Something that was the case when a report was made. */
export interface Circumstance {
  readonly title: string;
  /** `false`: somebody who signs should know it; `true`: as it should be; absent where neither can be said. */
  readonly isSound?: boolean;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/**
 * What a reporter may be given. `thumbnail`: pictures of subjects with findings and of their `related`. `policy`: the texts of the policy.
 * `circumstances`: what was the case when the report was made, such as the commit of the repository.
 */
export type ReporterNeed = 'thumbnail' | 'policy' | 'circumstances';

import type { Notice } from '../model/report.ts';
import type { CacheEntry } from '../run/cache/cache-entry.ts';

/** What a run judges by, as hashes: parts of one run have all of them in common. */
export interface RunIdentity {
  /** The config file and what it builds on. */
  readonly config: string;
  /** Rules with their options, presets, settings, and the files that verdicts depend on. */
  readonly policy: string;
  /** Program, plugins and facts by their versions. */
  readonly program: string;
  /** What is reported, what is ignored, which rules are left out. */
  readonly selection: string;
}

/** What one shard has found in one project, as plain data. */
export interface ShardFindings {
  /** Folder of the project, from that of the whole run. */
  readonly path: string;
  readonly identity: RunIdentity;
  /** What the first pass found, by the key of the subject. */
  readonly entries: { readonly [subject: string]: CacheEntry };
  /** Subjects whose entry is of this run alone: it depends on more than the file. */
  readonly passing: readonly string[];
  /** Subjects that were looked at, and of which something cannot be written down. */
  readonly unwritten: readonly string[];
  /** What was kept and depends on today, as `StoredFacts` calls it. */
  readonly timedKept: readonly string[];
  /** Facts that broke, each with the first of its subjects. */
  readonly broken: readonly Notice[];
  /** What has gone wrong in plugins and no finding says. */
  readonly faults: readonly Notice[];
  /** By path; `null` where nothing could be drawn. */
  readonly thumbnails: readonly (readonly [path: string, address: string | null])[];
}

/** The same without its place. */
export type PartFindings = Omit<ShardFindings, 'path'>;

import type { SkeletonOrigin } from '@listing-lint/disputes';
import type { ClassifyMarks, KnownRegistry, NameOurs, PictureFile } from '@listing-lint/vision';

import type { EventOutcome } from './case-events.ts';
import type { DraftedCase, UndraftedCase } from './draft-cases.ts';
import type { MarkOn } from './look/judge-picture.ts';
import type { LookCounts } from './look/seen.ts';
import type { MonitorRunSettings } from './monitor-settings.ts';
import type { PlannedRequest } from './planned-request.ts';

/** What is looked through, and for what. */
export interface MonitorMatter {
  /** Absolute folder of the config. */
  readonly root: string;
  readonly settings: MonitorRunSettings;
  /** Absolute paths, and how the user named them. */
  readonly sources: readonly { readonly path: string; readonly name: string }[];
  /** Names of services of the config that are asked for copies, in place of sources. */
  readonly ask?: readonly string[] | undefined;
  /** Where the keys of services stand. */
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  readonly ours: readonly PictureFile[];
  /** What of ours is not compared with, in sentences. */
  readonly unseen?: readonly string[] | undefined;
  /** Paths of listings by those of their pictures. */
  readonly listingOf?: ReadonlyMap<string, string> | undefined;
  readonly registry?: KnownRegistry | undefined;
  /** Whether a mark of the config is on a picture; absent where it names none. */
  readonly markOn?: MarkOn | undefined;
  readonly ourMark?: ((path: string) => Promise<boolean | null>) | undefined;
  /** Says what became of our mark, where ours was stamped. */
  readonly classifyMarks?: ClassifyMarks | undefined;
  /** Gives ours the names that the user knows, each picture once. */
  readonly nameOurs?: NameOurs | undefined;
  /** Archived originals by the ledger, by the SHA-256 of a file of ours; drafts of cases name them. */
  readonly originOf?: ((sha256: string) => SkeletonOrigin | null) | undefined;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  /** Name and version of the program. */
  readonly tool: string;
  /** `true`: cases are made of what is found, and what was seen of listings of cases is put into these. */
  readonly draftCases: boolean;
  /** `true`: nothing is written. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((counts: LookCounts) => void) | undefined;
}

/** What a run has come to. */
export interface MonitorOutcome {
  readonly id: string;
  /** Path of its log, from the folder of the config. */
  readonly log: string;
  readonly text: string;
  /** `true`: the same run was made before, and its log tells what it found. */
  readonly wasOnRecord: boolean;
  /** The run has written nothing: neither its log, nor cases. */
  readonly isTried: boolean;
  /** Cases that were made, those that could not be, and what came to cases. */
  readonly drafted: readonly DraftedCase[];
  readonly undrafted: readonly UndraftedCase[];
  readonly events: readonly EventOutcome[];
  /** What would be sent to services, where the run sends nothing. */
  readonly wouldSend?: readonly PlannedRequest[];
}

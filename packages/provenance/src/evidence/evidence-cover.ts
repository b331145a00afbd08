import type { CaseFile } from '@listing-lint/disputes';
import type { Thumbnail } from '@listing-lint/rules/view';
import type { ComparedThumbnails, CompareReport } from '@listing-lint/vision';
import type { SealStanding } from '../seal/judge-seals.ts';

import type { AgeProof } from './ages.ts';
import type { ChecklistLine } from './checklist.ts';
import type { TakenFile } from './taken-files.ts';

/** A picture of theirs beside one of ours (A); its page and its JSON lie at `place` with an extension, from `data/`. */
export interface EvidenceComparison {
  readonly place: string;
  readonly report: CompareReport;
  readonly thumbnails: ComparedThumbnails;
}

/** A work of the case, or the picture that the bundle is about, with what says how old it is. */
export interface EvidenceWork {
  readonly title: string;
  readonly author: string | null;
  /** Paths of its pictures. */
  readonly pictures: readonly string[];
  readonly ages: readonly AgeProof[];
  /** The first sighting of what shows it, or the day of the accusation. */
  readonly disputedSince: string | null;
}

/** What the cover of a bundle tells. */
export interface EvidenceCover {
  readonly title: string;
  /** Who says all this: the rights holder of the case, or the owner of the config; null where neither is named. */
  readonly party: string | null;
  readonly asOf: string;
  readonly case: CaseFile | null;
  /** Sentences on what is due. */
  readonly due: readonly string[];
  readonly works: readonly EvidenceWork[];
  readonly comparisons: readonly EvidenceComparison[];
  readonly files: readonly TakenFile[];
  readonly thumbnails: ReadonlyMap<string, Thumbnail>;
  /** Null without a ledger. */
  readonly ledger: {
    readonly entryCount: number;
    readonly unsealedCount: number;
    readonly seals: readonly SealStanding[];
  } | null;
  readonly checklist: readonly ChecklistLine[];
}

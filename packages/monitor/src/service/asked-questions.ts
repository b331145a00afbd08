import type { PlannedRequest } from '../planned-request.ts';
import type { MonitorSource } from '../source/open-source.ts';

/** What a run looks through, which may have to be asked for first. */
export interface Questions {
  readonly kind: 'listings' | 'reverse-search';
  /** What tells it from that of every other run. */
  readonly digest: string;
  /** `folder`: where answers are kept until they are not needed any more. `goOn` throws where the time is up. */
  readonly sources: (folder: string, goOn: () => void) => Promise<AnsweredQuestions>;
  /** What would be sent; null where nothing ever is. */
  readonly plan: (() => Promise<readonly PlannedRequest[]>) | null;
}

export interface AnsweredQuestions {
  readonly sources: readonly MonitorSource[];
  /** Listings of ours that were searched for; null where it was all of them. */
  readonly listings: readonly string[] | null;
  readonly forget: () => Promise<void>;
}

import type { CopiesDay, CopiesPlatform } from '../docket/copies-over-time.ts';

/** An address that shows one of the shop's pictures, in words. */
export interface MonitoringHit {
  readonly state: 'new' | 'relisted';
  readonly listing: string;
  readonly seller: string | null;
  readonly platform: string | null;
  /** YYYY-MM-DD. */
  readonly capturedAt: string | null;
  readonly certainty: 'copy' | 'marked' | 'likely' | 'possible';
  /** Reasons for its rank, the gravest first. */
  readonly reasons: readonly string[];
  readonly transformation: string | null;
  /** Path of ours that it shows. */
  readonly work: string | null;
  /** What became of our mark: there, removed, covered, … */
  readonly mark: string | null;
  readonly markRemoved: boolean | null;
  readonly counterfeit: boolean;
  readonly repeatSeller: boolean;
  readonly price: number | null;
  readonly currency: string | null;
  readonly unitsSold: number | null;
  /** SHA-256 of their picture, and paths of the stored evidence. */
  readonly picture: string | null;
  readonly pictureFile: string | null;
  readonly pageFile: string | null;
  readonly case: string | null;
}

/** A hit that is not there any more. */
export interface RemovedHit {
  readonly listing: string;
  readonly seller: string | null;
  readonly platform: string | null;
  readonly firstSeen: string;
  readonly at: string;
  readonly why: string;
  readonly case: string | null;
}

/** A run of `monitor`, in words and numbers. */
export interface MonitoringRun {
  /** YYYY-MM-DD. */
  readonly asOf: string;
  /** Path of its log. */
  readonly log: string;
  /** The run has written nothing, its log neither. */
  readonly isTried?: boolean;
  readonly tool: string | null;
  /** All of it in one sentence. */
  readonly summary: string;
  /** The most harmful first. */
  readonly hits: readonly MonitoringHit[];
  readonly gone: readonly RemovedHit[];
  readonly known: number;
  readonly unseen: number;
  readonly heldBack: number;
  /** Sentences: cases that were made, what was suppressed and why, what could not be checked. */
  readonly cases: readonly string[];
  readonly silenced: readonly string[];
  readonly faults: readonly string[];
  /** Pictures that may or may not show the shop's pictures. */
  readonly inconclusive: readonly string[];
  /** Files in the checked folders that are neither picture nor page. */
  readonly passed: readonly string[];
  readonly looked: {
    readonly pages: number;
    readonly pictures: number;
    /** Pictures without a verdict. */
    readonly inconclusive: number;
    readonly compared: number;
    readonly sources: readonly {
      readonly name: string;
      readonly kind: string;
      readonly sha256: string;
      readonly bytes: number | null;
    }[];
  };
  /** Days with runs up to this one, the oldest first. */
  readonly days: readonly CopiesDay[];
  /** Most copies first. */
  readonly platforms: readonly CopiesPlatform[];
}

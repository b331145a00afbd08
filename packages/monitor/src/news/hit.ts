import type { KnownHit } from '@listing-lint/disputes';
import type { CandidateHit } from './candidates.ts';

/** A hit to be told. */
export interface MonitorHit extends CandidateHit {
  readonly id: string;
  readonly state: 'new' | 'relisted';
  /** Id of the case that there is for its listing. */
  readonly case: string | null;
  /** The seller shows ours elsewhere, or did before. */
  readonly repeatSeller: boolean;
  /** Of a licence that has ended: whose, and when. */
  readonly endedLicence: string | null;
}

export interface GoneHit extends KnownHit {
  readonly goneAt: string;
  readonly why: string;
}

export interface MonitorNews {
  /** The most harmful first. */
  readonly hits: readonly MonitorHit[];
  readonly heldBack: number;
  readonly gone: readonly GoneHit[];
  readonly known: number;
  readonly unseen: number;
  readonly licensed: readonly { readonly name: string; readonly listings: number }[];
  readonly refused: readonly { readonly reason: string; readonly listings: number }[];
  readonly quarantined: readonly { readonly work: string; readonly listings: number; readonly example: string }[];
}

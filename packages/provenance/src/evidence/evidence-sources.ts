import type { CaseFile } from '@listing-lint/disputes';
import type { CompareOptions } from '@listing-lint/vision';
import type { FindCommit } from './ages.ts';
import type { ChecklistLine } from './checklist.ts';
import type { LedgerSources } from './ledger-lookup.ts';

/** What a bundle is made of. */
export interface EvidenceSources {
  /** Absolute folder of the config; nothing outside of it is taken. */
  readonly root: string;
  readonly asOf: string;
  readonly title: string;
  readonly party: string | null;
  /** Pictures of ours that it is about, from the folder of the config. */
  readonly pictures: readonly string[];
  readonly case:
    | { readonly path: string; readonly value: CaseFile; readonly timeline: string; readonly due: readonly string[] }
    | undefined;
  readonly ledger: LedgerSources | undefined;
  readonly compare: CompareOptions;
  readonly findCommit: FindCommit;
  /** What rules say of the case and of these pictures. */
  readonly checklist: readonly ChecklistLine[];
  /** The secret of the shop with which serial numbers are hashed: no file that holds it is put in. */
  readonly secret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

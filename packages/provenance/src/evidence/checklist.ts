import type { MissingFile } from './taken-files.ts';

/** Something that a dispute is asked for, as a rule or the bundle itself tells it. */
export interface ChecklistLine {
  /** `unknown`: it could not be judged. */
  readonly state: 'there' | 'missing' | 'unknown';
  readonly what: string;
  /** What lacks, a sentence each. */
  readonly details: readonly string[];
  /** The rule that says so; null for what the bundle itself has seen. */
  readonly rule: string | null;
}

/** What the bundle itself has seen of its files. Pure. */
export const filesLine = (missing: readonly MissingFile[]): ChecklistLine => ({
  state: missing.length === 0 ? 'there' : 'missing',
  what: 'Every file that belongs here is in the bundle, and is the one that the case and the ledger state',
  details: missing.map(({ path, reason }) => `${path}: ${reason}`),
  rule: null,
});

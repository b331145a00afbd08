import type { ErrorCode } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Cause, Outcome } from '../model/report.ts';
import type { CompiledRule } from '../rule/compile.ts';

/** A fact's value, or why it could not be had, in words for people. */
export type Resolved = { readonly value: unknown } | { readonly unknown: string; readonly code?: ErrorCode };

/** Gives the value of a fact (full id) for the subject that is judged. Called at most once a fact and params in one evaluation. */
export type ResolveFact = (fact: string, params: JsonObject) => Promise<Resolved>;

export interface Verdict {
  readonly outcome: Outcome;
  /** The causes' sentences, joined; empty for pass and skip. */
  readonly message: string;
  readonly causes: readonly Cause[];
  /** `true` when today's date was an input. */
  readonly timed: boolean;
  /** Codes that came with unknown facts, sorted, each once (`image-unreadable`, `metadata-only`). */
  readonly codes: readonly ErrorCode[];
}

/** Judges one subject. Never rejects: what cannot be had makes the outcome `inconclusive`. */
export const evaluateRule = async (
  _compiled: CompiledRule,
  _resolve: ResolveFact,
  _options: { readonly asOf: string },
): Promise<Verdict> => {
  throw new Error('not implemented');
};

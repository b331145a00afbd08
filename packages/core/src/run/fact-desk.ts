import { type ErrorCode, isKnownError, ListingLintError } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { FactEntry } from '../registry.ts';
import { canonicalJson } from '../text/canonical-json.ts';

/** A fact of one subject, asked for at least once. */
export interface Measurement {
  readonly entry: FactEntry;
  readonly params: JsonObject;
  readonly promise: Promise<unknown>;
  settled?: { readonly value: unknown } | { readonly error: unknown };
}

/** What facts looked at beside their own subject: a value that depends on it cannot be remembered for another run. */
export interface Marks {
  /** Other subjects. */
  others: boolean;
  /** Today's date. */
  timed: boolean;
}

/** Where one subject is worked on. */
export interface Desk {
  readonly facts: Map<string, Measurement>;
  readonly resources: Map<string, Promise<unknown>>;
  readonly marks: Marks;
}

export const newMarks = (): Marks => ({ others: false, timed: false });

export const newDesk = (): Desk => ({ facts: new Map(), resources: new Map(), marks: newMarks() });

/** The facts of one subject as plain data. */
export interface Snapshot {
  readonly facts: readonly FactSnapshot[];
  readonly timed: boolean;
}

type FactSnapshot = { readonly id: string; readonly params: JsonObject } & (
  | { readonly value: unknown }
  | { readonly error: string; readonly code: ErrorCode }
);

/** Reasons that lie in the content, and will be the same the next time. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'image-unreadable',
  'image-too-large',
  'metadata-only',
  'data-invalid',
]);

export const factKeyOf = (id: string, params: JsonObject): string => `${id}\0${canonicalJson(params)}`;

/** What lies on a desk, to be restored in another run; undefined where it depends on more than the subject. */
export const snapshotOf = ({ facts: measured, marks }: Desk): Snapshot | undefined => {
  if (marks.others) return undefined;
  const facts: FactSnapshot[] = [];
  for (const { entry, params, settled } of measured.values()) {
    const about = { id: entry.id, params };
    if (settled === undefined) return undefined;
    if ('value' in settled) facts.push({ ...about, value: settled.value });
    else if (isKnownError(settled.error) && LASTING.has(settled.error.code)) {
      facts.push({ ...about, error: settled.error.message, code: settled.error.code });
    } else return undefined;
  }
  return { facts, timed: marks.timed };
};

/** Puts remembered facts back on a desk; one that no plugin knows any more is left out. */
export const restoreTo = (desk: Desk, { facts }: Snapshot, find: (id: string) => FactEntry | undefined): void => {
  for (const fact of facts) {
    const entry = find(fact.id);
    if (entry === undefined) continue;
    const settled = 'value' in fact ? { value: fact.value } : { error: new ListingLintError(fact.code, fact.error) };
    const promise = 'value' in settled ? Promise.resolve(settled.value) : Promise.reject(settled.error);
    promise.catch(() => undefined);
    desk.facts.set(factKeyOf(entry.id, fact.params), { entry, params: fact.params, promise, settled });
  }
};

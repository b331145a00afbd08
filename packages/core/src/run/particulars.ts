import type { Particulars } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Registry } from '../registry/registry.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import type { FactStore } from './fact-store.ts';

/** Of one subject, as JSON text: a report holds those of all subjects. */
export const MAX_PARTICULARS_BYTES = 64 * 1024;

/** What a report tells of a subject beside verdicts, and whether today was an input of it. */
export interface TimedParticulars {
  readonly particulars: Particulars;
  readonly timed: boolean;
}

/** The fact that says what reports tell of the subjects of a scope, where their kind names one. */
export const particularsFactOf = (
  { scopes, fact }: Pick<Registry, 'scopes' | 'fact'>,
  scope: string,
): FactEntry | undefined => {
  const known = scopes.get(scope);
  return known?.kind.particulars === undefined ? undefined : fact(scope, known.kind.particulars, known.plugin);
};

/** In the second pass: the value of that fact, or why there is none; never both, and never more than the bound. */
export const particularsOf = async (subject: Subject, store: FactStore): Promise<TimedParticulars | undefined> => {
  const entry = particularsFactOf(store.registry, subject.scope);
  if (entry === undefined) return undefined;
  const resolved = await store.resolve(subject, entry.id, {});
  const timed = resolved.timed === true;
  if ('unknown' in resolved) return { particulars: { fact: entry.id, unknown: resolved.unknown }, timed };
  const text = JSON.stringify(resolved.value) ?? 'null';
  const particulars: Particulars =
    Buffer.byteLength(text) > MAX_PARTICULARS_BYTES
      ? { fact: entry.id, unknown: `it is larger than the ${MAX_PARTICULARS_BYTES / 1024} KB that a report takes` }
      : { fact: entry.id, value: JSON.parse(text) };
  return { particulars, timed };
};

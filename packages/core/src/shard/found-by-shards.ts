import { posix } from 'node:path';
import { ListingLintError, type Problem } from '../model/error.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import type { PlannedRule } from '../plan/plan.ts';
import type { CacheEntry } from '../run/cache/cache-entry.ts';
import { EntryKeys } from '../run/cache/entry-keys.ts';
import { regularFileSize } from '../run/cache/regular-file.ts';
import type { FactStore } from '../run/fact-store.ts';
import type { FoundElsewhere } from '../run/workers.ts';
import { shardOf } from './shard.ts';
import type { ShardFindings } from './shard-findings.ts';

/** The findings of one shard in a project, and what the user calls it. */
export interface NamedFindings {
  /** The file that it comes from. */
  readonly name: string;
  readonly findings: ShardFindings;
}

/** The place in the whole run that decides which shard looks at a subject: that of its group, where it is in one. */
export const shardKeyOf = (project: string, { path, group }: Subject): string => posix.join(project, group ?? path);

/** What all shards of a run have found in one project. */
export class FoundByShards implements FoundElsewhere {
  readonly #parts: readonly NamedFindings[];
  readonly #keys = new EntryKeys();
  readonly #passing: ReadonlySet<string>;
  readonly #unwritten: ReadonlySet<string>;

  /** `parts`: one for each shard, in their order. */
  constructor(parts: readonly NamedFindings[]) {
    this.#parts = parts;
    this.#unwritten = new Set(parts.flatMap(({ findings }) => findings.unwritten));
    this.#passing = new Set(parts.flatMap(({ findings }) => findings.passing));
  }

  /**
   * Holds what was found against what there is. Throws `shard-invalid` where shards have looked at something else than what is here now.
   * `rulesOf` is undefined for a subject that is only compared with.
   */
  check(subjects: readonly Subject[], rulesOf: (subject: Subject) => readonly PlannedRule[] | undefined): void {
    const wrong = new Map<string, { first: string; count: number }>();
    const note = (name: string, first: string): void => {
      const known = wrong.get(name);
      if (known === undefined) wrong.set(name, { first, count: 1 });
      else known.count++;
    };
    const known = new Set(subjects.map(subjectKey));
    for (const { name, findings } of this.#parts) {
      for (const key of [...Object.keys(findings.entries), ...findings.unwritten])
        if (!known.has(key)) note(name, `${posix.join(findings.path, key.split('\0')[1] ?? '')} is not here`);
    }
    for (const subject of subjects) {
      const { name, findings } = this.#partOf(subject);
      const key = subjectKey(subject);
      if (this.#unwritten.has(key)) continue;
      const entry = findings.entries[key];
      const fault = entry === undefined ? 'is not in it' : this.#faultOf(entry, subject, rulesOf(subject));
      if (fault !== undefined) note(name, `${posix.join(findings.path, subject.path)} ${fault}`);
    }
    if (wrong.size === 0) return;
    const problems = [...wrong].map(([file, { first, count }]): Problem => {
      const more = count === 1 ? '' : `, and ${count - 1} more like it`;
      return { file, message: `${first}${more}`, hint: 'let all shards and the merge look at the same files' };
    });
    throw new ListingLintError('shard-invalid', 'what the shards have looked at is not what is here', problems);
  }

  readonly find: FoundElsewhere['find'] = (store, subject, rules) => {
    const key = subjectKey(subject);
    const entry = this.#partOf(subject).findings.entries[key];
    if (entry === undefined) return undefined;
    store.restoreFacts(subject, entry.kept, false);
    const { snapshot } = entry;
    if (snapshot !== undefined) store.restore(subject, () => snapshot);
    const judgement =
      rules === undefined || entry.judgement === undefined ? undefined : { subject, ...entry.judgement };
    return { judgement, entry: this.#passing.has(key) ? undefined : entry };
  };

  /** What of the kept values depends on today. */
  markTimed({ storedFacts }: FactStore): void {
    for (const { findings } of this.#parts) for (const key of findings.timedKept) storedFacts.markTimed(key);
  }

  get broken(): ShardFindings['broken'] {
    return this.#parts.flatMap(({ findings }) => findings.broken);
  }

  get faults(): ShardFindings['faults'] {
    return this.#parts.flatMap(({ findings }) => findings.faults);
  }

  /** By path. */
  get thumbnails(): ReadonlyMap<string, string | null> {
    return new Map(this.#parts.flatMap(({ findings }) => findings.thumbnails));
  }

  #partOf(subject: Subject): NamedFindings {
    const count = this.#parts.length;
    const [first] = this.#parts;
    const index = shardOf(shardKeyOf(first?.findings.path ?? '.', subject), count);
    const part = this.#parts[index - 1];
    if (part === undefined) throw new Error('a shard is missing');
    return part;
  }

  #faultOf(entry: CacheEntry, subject: Subject, rules: readonly PlannedRule[] | undefined): string | undefined {
    const key = this.#keys.of(subject, rules);
    if (entry.key !== key && !(rules === undefined && entry.key.startsWith(key)))
      return 'is another, or judged by other rules';
    const size = entry.stat[0];
    const now = regularFileSize(subject.file) ?? Number.NaN;
    return Object.is(size, now) ? undefined : 'has changed since';
  }
}

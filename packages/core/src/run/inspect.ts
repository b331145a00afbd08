import type { ResolvedConfig } from '../config/load.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Notice } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import { makePlan } from '../plan/plan.ts';
import { discoverSubjects } from './discover.ts';
import { FactStore } from './fact-store.ts';
import { Relations } from './related.ts';
import { type Selection, selectSubjects } from './selection.ts';

export interface InspectOptions {
  readonly config: ResolvedConfig;
  readonly asOf: string;
  /** Called with messages about slow steps. */
  readonly onSay?: (message: string) => void;
  readonly selection?: Selection;
  /** Where it is aborted, no further subject is begun, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Everything that rules can see of a subject, as plain data. */
export interface Inspection {
  readonly subject: JsonObject;
  /** Value by fact id; `{ unknown: why }` where it could not be had. */
  readonly facts: JsonObject;
  /** Paths of related subjects, by the name that rules use for them. */
  readonly related: JsonObject;
}

/** Returns the subjects of a run without judging them; only those of `scopes` if given, so that settings of other scopes do not matter. */
export const findSubjects = async (
  config: ResolvedConfig,
  selection: Selection | undefined,
  notice: (notice: Notice) => void = () => undefined,
  scopes?: readonly string[],
): Promise<readonly Subject[]> =>
  selectSubjects(
    [...(await discoverSubjects(config, notice, undefined, scopes, selection)).values()].flat(),
    selection,
  );

/** Computes every fact of the selected subjects; set facts see the whole set. */
export const inspect = async ({
  config,
  asOf,
  selection,
  onSay,
  signal,
}: InspectOptions): Promise<readonly Inspection[]> => {
  const subjects = await discoverSubjects(config, () => undefined, undefined, undefined, selection);
  const store = new FactStore({
    root: config.root,
    registry: config.registry,
    settingsOf: config.settings.of,
    asOf,
    subjects,
    ...(onSay === undefined ? {} : { onSay }),
  });
  const plan = makePlan(config);
  const all = [...subjects.values()].flat();
  const selected = selectSubjects(all, selection);
  const entries = [...new Set(selected.map(({ scope }) => scope))].flatMap((scope) => config.registry.facts(scope));
  const storedIds = plan.storedIdsForFacts(entries);
  try {
    for (const subject of all) {
      signal?.throwIfAborted();
      await store.keep(subject, storedIds.get(subject.scope) ?? []);
      if (!selected.includes(subject)) store.clear(subject);
    }
    store.completeSet();
    const relations = new Relations(store, subjects);
    const inspections: Inspection[] = [];
    for (const subject of selected) {
      signal?.throwIfAborted();
      inspections.push({
        subject: describeSubject(subject),
        facts: await factsOf(subject, config, store),
        related: await relatedTo(subject, config, relations),
      });
      store.clear(subject);
    }
    return inspections;
  } finally {
    await store.dispose();
  }
};

const describeSubject = ({ file: _file, data: _data, group: _group, ...rest }: Subject): JsonObject =>
  Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const relatedTo = async (subject: Subject, config: ResolvedConfig, relations: Relations): Promise<JsonObject> => {
  const related: { [name: string]: Json } = {};
  for (const [name, entry] of config.registry.relations(subject.scope)) {
    related[name] = await relations.pathsOf(entry, subject);
  }
  return related;
};

const factsOf = async (subject: Subject, config: ResolvedConfig, store: FactStore): Promise<JsonObject> => {
  const facts: { [id: string]: Json } = {};
  for (const { id } of config.registry.facts(subject.scope)) {
    const resolved = await store.resolve(subject, id, {});
    facts[id] = 'unknown' in resolved ? { unknown: resolved.unknown } : asJson(resolved.value);
  }
  return facts;
};

const asJson = (value: unknown): Json => {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
};

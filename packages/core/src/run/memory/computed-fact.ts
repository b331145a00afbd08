import type { FactContext } from '../../model/fact.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Subject } from '../../model/subject.ts';
import { CHECKS_VALUES, fitting } from '../../vocabulary/fitting.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import { addResourceDependencies, type Dependencies } from './dependencies.ts';

/** What a fact is computed of. */
interface Asked {
  readonly subject: Subject;
  readonly params: JsonObject;
  readonly context: FactContext;
  readonly dependencies: Dependencies;
}

/**
 * The value of a fact; rejects as its provider does, with its dependencies complete either way. `onMeasured` is told its id and how long it took, ms. Begins after the caller has done
 * what it does at once: a fact that asks for itself must meet itself where it is remembered.
 */
export const computedFact = async (
  entry: FactEntry,
  { subject, params, context, dependencies }: Asked,
  onMeasured: ((id: string, ms: number) => void) | undefined,
): Promise<unknown> => {
  const started = onMeasured === undefined ? 0 : performance.now();
  await undefined;
  try {
    const value = await entry.provider.compute(subject, params, context);
    return CHECKS_VALUES ? fitting(entry, value) : value;
  } finally {
    addResourceDependencies(dependencies);
    onMeasured?.(entry.id, performance.now() - started);
  }
};

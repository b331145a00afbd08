import type { FactContext } from '../../model/fact.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Subject } from '../../model/subject.ts';
import { CHECKS_VALUES, fitting } from '../../vocabulary/fitting.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import { addResourceDependencies, type Dependencies } from './dependencies.ts';

/** Arguments of a fact's computation. */
interface FactCall {
  readonly subject: Subject;
  readonly params: JsonObject;
  readonly context: FactContext;
  readonly dependencies: Dependencies;
}

/**
 * Computes a fact. Rejects as its provider does; its dependencies are complete either way. `onMeasured` gets its id and duration in ms. Starts after the caller has done
 * its synchronous work, so that a fact that requests itself finds its own memo.
 */
export const computedFact = async (
  entry: FactEntry,
  { subject, params, context, dependencies }: FactCall,
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

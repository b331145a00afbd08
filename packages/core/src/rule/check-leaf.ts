import type { LeafCondition } from '../model/rule.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type CheckContext, report } from './check-context.ts';
import { checkActual } from './check-expected.ts';
import { checkMessage } from './check-message.ts';
import { checkOperator } from './check-operator.ts';
import { checkPlace, type Mapping, placeKeys } from './check-place.ts';
import { checkValue } from './check-value.ts';

/**
 * Reads one leaf; undefined when something in it is wrong (every fault is reported). `meant`: keys that a misspelt key, reported already,
 * stands for.
 */
export const checkLeaf = (
  leaf: Mapping,
  path: KeyPath,
  context: CheckContext,
  meant: ReadonlySet<string>,
): LeafCondition | undefined => {
  for (const key of ['fact', 'operator', 'value']) if (leaf[key] === undefined && meant.has(key)) return undefined;
  if (context.scope === '') {
    checkOperator(leaf, path, context);
    return undefined;
  }
  const before = context.problems.length;
  const place = checkPlace(leaf, path, context);
  const operator = checkOperator(leaf, path, context);
  const complaint = place && operator && checkActual(operator, place.name, place.shape);
  if (complaint) report(context, [...path, 'operator'], complaint.message, complaint.hint);
  const value = operator && checkValue(leaf, path, context, operator, complaint ? undefined : place);
  if (leaf.message !== undefined) checkMessage(leaf.message, [...path, 'message'], context, operator, place?.shape);
  if (!place || !operator || value === undefined || context.problems.length > before) return undefined;
  return {
    ...placeKeys(place),
    operator: operator.id,
    value,
    ...(typeof leaf.message === 'string' ? { message: leaf.message } : {}),
  };
};

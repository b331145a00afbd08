import { suggest } from '../text/nearest.ts';
import { factShape, isUnknownStep } from '../vocabulary/shape.ts';
import { type CheckContext, report } from './check-context.ts';

/** Checks that each dotted key of `requires` is one that a loaded plugin takes from the config. */
export const checkRequiredKeys = (requires: readonly string[], context: CheckContext): void => {
  const { vocabulary } = context;
  requires.forEach((key, index) => {
    const [head = '', name = '', ...rest] = key.split('.');
    const settings = vocabulary.settings(head === 'settings' ? name : vocabulary.builtIn);
    if (settings === undefined) {
      if (head === 'settings') report(context, ['requires', index], `"${key}": no plugin "${name}" takes settings`);
      return;
    }
    const path = head === 'settings' ? rest.join('.') : key;
    const found = factShape(settings).at(path);
    if (isUnknownStep(found)) {
      report(context, ['requires', index], `the config has no "${key}"`, suggest(found.unknownStep, found.known));
    }
  });
};

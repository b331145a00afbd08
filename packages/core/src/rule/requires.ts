import { suggest } from '../text/nearest.ts';
import { type CheckContext, report } from './check-context.ts';
import { factShape, isUnknownStep } from './shape.ts';

/** Checks that each dotted key of `requires` is one that a loaded plugin takes from the config. */
export const checkRequires = (requires: readonly string[], context: CheckContext): void => {
  const { plugins, builtIn } = context.registry;
  requires.forEach((key, index) => {
    const [head = '', name = '', ...rest] = key.split('.');
    const plugin = plugins.find((one) => one.name === (head === 'settings' ? name : builtIn));
    if (plugin?.settings === undefined) {
      if (head === 'settings') report(context, ['requires', index], `"${key}": no plugin "${name}" takes settings`);
      return;
    }
    const path = head === 'settings' ? rest.join('.') : key;
    const found = factShape(plugin.settings).at(path);
    if (isUnknownStep(found)) {
      report(context, ['requires', index], `the config has no "${key}"`, suggest(found.unknownStep, found.known));
    }
  });
};

// One name for one thing: which exported names are declared in more than one module.

const ASSEMBLY = /\/assembly\//;

/** Names that are the same thing in each of their modules, by the module's file name: a family's `facts.ts` exports its `facts`, `test-plugin.ts` the built-in plugin as the tests of a package need it, `plugin.ts` the `plugin` that a config names. */
const CONVENTIONS = new Map([
  ['facts', 'facts.ts'],
  ['builtinPlugin', 'test-plugin.ts'],
  ['plugin', 'plugin.ts'],
]);

/**
 * Names that two of our modules declare and export, as `{ key, message }`. `modules` are those of readModules. AssemblyScript is left
 * out: its functions are called by the names of their JavaScript twins.
 */
export const nameFaults = (modules) => {
  const places = new Map();
  for (const { path, exports } of modules) {
    if (ASSEMBLY.test(path)) continue;
    for (const { name, line } of exports) {
      if (path.endsWith(`/${CONVENTIONS.get(name)}`)) continue;
      places.set(name, [...(places.get(name) ?? []), { path, line }]);
    }
  }
  return [...places]
    .filter(([, found]) => new Set(found.map(({ path }) => path)).size > 1)
    .map(([name, found]) => ({
      key: `name: ${name}`,
      message: [
        `${name} is declared and exported twice; give each thing a name of its own, or let one import it from the other:`,
        ...found.map(({ path, line }) => `    ${path}:${line}`),
      ].join('\n'),
    }));
};

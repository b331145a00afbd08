// esbuild cuts a bundle into chunks by which files reach which: through the face of a package (`index.ts`) everything reaches everything, and a
// run would load it. In the bundle an import from a face is one from the module that declares the name.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { packageEntries } from './entries.mjs';

const FACES = new Map(
  packageEntries()
    .filter(({ specifier }) => specifier.startsWith('@listing-lint/'))
    .map(({ specifier, source }) => [specifier, source]),
);

const exportsOf = new Map();
/** The exports of a module, as oxc tells them. */
const readExports = (file) => {
  let known = exportsOf.get(file);
  if (known === undefined) {
    known = parseSync(file, readFileSync(file, 'utf8')).module.staticExports.flatMap(({ entries }) => entries);
    exportsOf.set(file, known);
  }
  return known;
};

/** The names that a module of ours exports, types left out. */
export const namesOf = (file) =>
  readExports(file).flatMap(({ exportName, isType }) => (isType || exportName.name === null ? [] : [exportName.name]));

/** The module that declares what another one exports under a name, and its name there; undefined where there is none. */
const declarationOf = (file, name) => {
  const entries = readExports(file);
  const own = entries.find(({ exportName }) => exportName.name === name);
  if (own !== undefined) {
    if (own.moduleRequest === null) return { file, name };
    return declarationOf(join(dirname(file), own.moduleRequest.value), own.importName.name ?? name);
  }
  for (const { exportName, importName, moduleRequest } of entries) {
    if (exportName.name !== null || importName.kind !== 'AllButDefault' || moduleRequest === null) continue;
    const found = declarationOf(join(dirname(file), moduleRequest.value), name);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The file that declares what a face exports under a name. */
export const behindFace = (specifier, name) => declarationOf(FACES.get(specifier), name).file;

/** One name of what is imported while the program runs. */
const LATER = /const \{ (\w+) \} = await import\('([^']+)'\)/g;

/** The text with its imports from faces led to the modules behind them; on the lines on which they stood. */
const ledThrough = (path, text) => {
  let led = text;
  const { staticImports, staticExports } = parseSync(path, text).module;
  const statements = [
    ...staticImports.map(({ start, end, moduleRequest: { value }, entries }) => ({
      ...{ start, end, specifier: value, word: 'import' },
      names: entries.map(({ importName, localName, isType }) => ({
        name: importName.name,
        as: localName.value,
        isType,
      })),
    })),
    ...staticExports.map(({ start, end, entries }) => ({
      ...{ start, end, specifier: entries[0]?.moduleRequest?.value, word: 'export' },
      names: entries.map(({ importName, exportName, isType }) => ({
        name: importName.name,
        as: exportName.name,
        isType,
      })),
    })),
  ].sort((a, b) => b.start - a.start);
  for (const { start, end, specifier, word, names } of statements) {
    const face = FACES.get(specifier);
    if (face === undefined || names.length === 0 || names.some(({ as }) => as === null)) continue;
    const lines = names
      .filter(({ isType }) => !isType)
      .map(({ name, as }) => {
        const found = declarationOf(face, name);
        if (found === undefined) throw new Error(`${path}: what is ${name} of ${specifier}?`);
        const from = relative(dirname(path), found.file).replaceAll('\\', '/');
        return `${word} { ${found.name} as ${as} } from './${from}';`;
      });
    const gap = '\n'.repeat(text.slice(start, end).split('\n').length - 1);
    led = `${led.slice(0, start)}${lines.join(' ')}${gap}${led.slice(end)}`;
  }
  return led.replace(LATER, (whole, name, specifier) => {
    const face = FACES.get(specifier);
    const found = face === undefined ? undefined : declarationOf(face, name);
    if (found === undefined) return whole;
    return `const { ${name} } = await import('./${relative(dirname(path), found.file).replaceAll('\\', '/')}')`;
  });
};

/** The esbuild plugin. */
export const behindFaces = {
  name: 'behind-faces',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]packages[\\/]\w+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes("'@listing-lint/")) return undefined;
      return { contents: ledThrough(path, text), loader: 'ts', resolveDir: dirname(path) };
    });
  },
};

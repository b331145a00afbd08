// Reads what source files import and export.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** Throws where the file cannot be parsed: half a graph would hide circles. */
const parsedFile = (path, text) => {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return parsed;
};

const lineOf = (text, start) => text.slice(0, start).split('\n').length;

/**
 * What stands behind each `import`, `export … from`, `import()` and `import('…').Type` of a file, where the module is written as a
 * literal: `{ specifier, line }`, lines from 1.
 */
const importsOf = (parsed, text) => {
  const { staticImports, staticExports } = parsed.module;
  const requests = [...staticImports, ...staticExports.flatMap(({ entries }) => entries)].map(
    (one) => one.moduleRequest,
  );
  return [...requests, ...inlineImports(parsed, text)]
    .filter((request) => request !== null)
    .map(({ value, start }) => ({ specifier: value, line: lineOf(text, start) }));
};

/** The names that a file declares and exports, with their lines; not those that it passes on from another one. */
const exportsOf = ({ module: { staticExports } }, text) =>
  staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest, exportName }) => moduleRequest === null && exportName.name !== null)
    .map(({ exportName: { name, start } }) => ({ name, line: lineOf(text, start) }));

/** `import()` and `import('…').Type` stand anywhere in the tree, which takes longest to read: only where there is one. */
const inlineImports = (parsed, text) => {
  const found = [];
  if (!text.includes('import(')) return found;
  const take = ({ source }) => {
    if (typeof source?.value === 'string') found.push(source);
  };
  new Visitor({ ImportExpression: take, TSImportType: take }).visit(parsed.program);
  return found;
};

/**
 * Some files of a repository, each `{ path, text, imports, exports, comments }`: imports are `{ from, line, specifier, to }` where the specifier is a
 * relative path (`to` is a repository path), `{ from, line, specifier }` where it names a package; exports are
 * `{ name, line }`, comments `{ start, end }`.
 */
export const readModules = (root, paths) =>
  paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const parsed = parsedFile(path, text);
    const imports = importsOf(parsed, text).map(({ specifier, line }) => ({
      from: path,
      line,
      specifier,
      ...(specifier.startsWith('.') && { to: posix.join(posix.dirname(path), specifier) }),
    }));
    return { path, text, imports, exports: exportsOf(parsed, text), comments: parsed.comments };
  });

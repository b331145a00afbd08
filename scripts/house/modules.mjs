// Reads what source files import.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/**
 * What stands behind each `import`, `export … from`, `import()` and `import('…').Type` of a file, where the module is written as a
 * literal: `{ specifier, line }`, lines from 1. Throws where the file cannot be parsed: half a graph would hide circles.
 */
const importsOf = (path, text) => {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const { staticImports, staticExports } = parsed.module;
  const requests = [...staticImports, ...staticExports.flatMap(({ entries }) => entries)].map(
    (one) => one.moduleRequest,
  );
  return [...requests, ...inlineImports(parsed, text)]
    .filter((request) => request !== null)
    .map(({ value, start }) => ({ specifier: value, line: text.slice(0, start).split('\n').length }));
};

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
 * The imports of some files of a repository: `{ from, line, specifier, to }` where the specifier is a relative path (`to` is a
 * repository path), `{ from, line, specifier }` where it names a package.
 */
export const readImports = (root, paths) =>
  paths.flatMap((from) =>
    importsOf(from, readFileSync(join(root, from), 'utf8')).map(({ specifier, line }) => ({
      from,
      line,
      specifier,
      ...(specifier.startsWith('.') && { to: posix.join(posix.dirname(from), specifier) }),
    })),
  );

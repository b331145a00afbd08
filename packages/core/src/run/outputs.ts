import type { ResolvedConfig } from '../config/load.ts';
import type { Notice } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { compileGlob } from '../text/glob/glob.ts';
import { pathKeys } from '../text/path-keys.ts';
import { schemaValues } from '../text/schema-values.ts';
import { writtenPaths } from '../tree/walk.ts';
import type { Selection } from './selection.ts';

/**
 * What of a walk this program has written (relative paths, see `writtenPaths`), and that nobody asks for: copies would count as second pictures, listings and
 * cases. What is ignored is not looked into. A path that the user named asks for what it is in, and so does a glob of the config that begins in a bundle, or around copies of an export.
 */
export const outputsLeftOut = (
  { root, registry, settings }: Pick<ResolvedConfig, 'root' | 'registry' | 'settings'>,
  entries: readonly TreeEntry[],
  selection?: Selection,
  ignored: (path: string) => boolean = () => false,
): readonly string[] => {
  const found = entries.filter(({ path, output }) => output !== undefined && !ignored(`${path}/`));
  if (found.length === 0) return [];
  const named = selection?.areChanges === true ? [] : (selection?.paths ?? []);
  const bases = registry.plugins.flatMap(({ name, settings: schema }) =>
    schema === undefined
      ? []
      : [...schemaValues(schema, settings.of(name))].flatMap(({ schema: own, value }) =>
          pathKeys.get(own)?.names === 'glob' && typeof value === 'string' ? [compileGlob(value).base] : [],
        ),
  );
  const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
  const unnamed = found.filter(({ path, output }) => {
    const isAround = (base: string): boolean => output === 'exported copies' && base !== '' && isIn(path, base);
    const isNamed = named.some((each) => isIn(each, path)) || bases.some((base) => isIn(base, path) || isAround(base));
    return !isNamed;
  });
  return writtenPaths(root, entries, unnamed);
};

const MOST_NAMED = 3;

/** What is said of the folders that are left out, once for each kind. Copies of an export may be what is published: that they are not linted is a warning. */
export const outputNotices = (entries: readonly TreeEntry[], leftOut: readonly string[]): Notice[] => {
  const kinds = new Map<string, string[]>();
  const isLeftOut = (folder: string): boolean => leftOut.some((path) => `${path}/`.startsWith(`${folder}/`));
  for (const { path, output } of entries)
    if (output !== undefined && isLeftOut(path)) kinds.set(output, [...(kinds.get(output) ?? []), path]);
  return [...kinds].map(([output, paths]) => {
    const listed = paths.sort().slice(0, MOST_NAMED).join(', ');
    const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
    const message = `not linted, as listing-lint wrote it (${output}): ${listed}${more}; name it to lint it`;
    return { level: output === 'exported copies' ? 'warning' : 'note', code: 'output-left-out', message };
  });
};

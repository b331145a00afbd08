import picomatch from 'picomatch';
import type { ResolvedConfig } from '../config/load.ts';
import type { Notice } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { pathKeys } from '../text/path-keys.ts';
import { schemaValues } from '../text/schema-values.ts';
import type { Selection } from './selection.ts';

/**
 * Folders of a walk (relative) that this program has written as a whole, and that nobody asks for: copies in them would count as second pictures, listings and
 * cases. A path that the user named asks for what it is in, and so does a glob of the config that begins in a bundle, or around copies of an export.
 */
export const outputsLeftOut = (
  { registry, settings }: Pick<ResolvedConfig, 'registry' | 'settings'>,
  entries: readonly TreeEntry[],
  selection: Selection | undefined,
): readonly string[] => {
  const found = entries.filter(({ output }) => output !== undefined);
  if (found.length === 0) return [];
  const named = selection?.areChanges === true ? [] : (selection?.paths ?? []);
  const bases = registry.plugins.flatMap(({ name, settings: schema }) =>
    schema === undefined
      ? []
      : [...schemaValues(schema, settings.of(name))].flatMap(({ schema: own, value }) =>
          pathKeys.get(own)?.names === 'glob' && typeof value === 'string' ? [baseOf(value)] : [],
        ),
  );
  const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return found.flatMap(({ path, output }) => {
    const isAround = (base: string): boolean => output === 'exported copies' && base !== '' && isIn(path, base);
    const isAsked = named.some((each) => isIn(each, path)) || bases.some((base) => isIn(base, path) || isAround(base));
    return isAsked ? [] : [path];
  });
};

const baseOf = (glob: string): string => picomatch.scan(glob.replace(/^\.\//, '')).base;

const MOST_NAMED = 3;

/** What is said, once, of the folders that are left out. */
export const outputNotice = (entries: readonly TreeEntry[], leftOut: readonly string[]): Notice[] => {
  if (leftOut.length === 0) return [];
  const kinds = new Map(entries.map(({ path, output = '' }) => [path, output]));
  const shown = [...leftOut].sort().map((path) => `${path} (${kinds.get(path)})`);
  const more = shown.length > MOST_NAMED ? ` and ${shown.length - MOST_NAMED} more` : '';
  const message = `not linted, as listing-lint has written them: ${shown.slice(0, MOST_NAMED).join(', ')}${more} (name one to lint it)`;
  return [{ level: 'note', code: 'output-left-out', message }];
};

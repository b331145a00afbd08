import { posix } from 'node:path';
import { type DiscoverContext, gitIgnoredOf, globHint, treeMatcherOf, unmatched } from '@listing-lint/core/plugin';
import { isListingFile } from '../subject.ts';

const EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

const isTextName = (path: string): boolean => EXTENSIONS.includes(posix.extname(path).toLowerCase());

/** What may be a document, by its name: a folder or pipe of such a name is told when it is read. Sorted. */
const textsIn = ({ entries, ignored }: DiscoverContext): readonly string[] =>
  entries
    .map(({ path }) => path)
    .filter((path) => isTextName(path) && !ignored(path))
    .sort();

const foldersIn = ({ entries }: DiscoverContext): readonly string[] =>
  entries.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : [])).sort();

/** Files beside those that are named that may be meant as well, and that no glob names: `*.yaml` leaves out what ends in `.yml`. */
const passedOver = (setting: string, texts: readonly string[], named: readonly string[]): readonly string[] => {
  const known = new Set(named);
  const folders = new Set(named.map((path) => posix.dirname(path)));
  folders.delete('.');
  const others = texts.filter((path) => folders.has(posix.dirname(path)) && !known.has(path) && !isListingFile(path));
  return others.map((path) => `${setting}: no glob matches ${path}, which lies beside ${setting}: it is not checked`);
};

export interface NamedTexts {
  /** Paths of the files, sorted. */
  readonly paths: readonly string[];
  /** Tells what may not be meant: globs that match nothing, files beside those that are named, files that git keeps out. */
  readonly tell: () => void;
}

/** The YAML and JSON files that the globs of a setting name, but for listing.yaml. */
export const namedTexts = (context: DiscoverContext, setting: string, globs: readonly string[]): NamedTexts => {
  const matches = treeMatcherOf(globs);
  const texts = textsIn(context);
  const paths = texts.filter((path) => matches(path) && !isListingFile(path));
  return {
    paths,
    tell: () => {
      for (const { glob, index } of unmatched(globs, (each) => texts.some(treeMatcherOf([each])))) {
        const hint = globHint(glob, foldersIn(context), texts);
        context.refuse({ path: [setting, index], message: `"${glob}" matches no YAML or JSON file`, hint });
      }
      const kept = gitIgnoredOf(context, { setting, globs, isMeant: isTextName });
      for (const warning of [...passedOver(setting, texts, paths), ...(kept === undefined ? [] : [kept])])
        context.warn(warning, [setting]);
    },
  };
};

import { posix } from 'node:path';
import {
  type DiscoverContext,
  filesPassedOver,
  GLOB_IDLE,
  gitIgnoredOf,
  globHint,
  idleSettings,
  treeMatcherOf,
  withoutUnseenEnd,
} from '@listing-lint/core/plugin';
import { fewNamed } from '@listing-lint/rules/kernel';
import { isListingFile } from '@listing-lint/rules/subject';

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

const FIRST_TOLD = 3;

/**
 * Files near those that are named that may be meant as well, a sentence for each reason why they are not: no glob names them (`*.yaml` leaves
 * out what ends in `.yml`, and what lies in a folder below), they are hidden, or their names end in what nobody sees.
 */
const unreached = async (
  context: DiscoverContext,
  { setting, globs }: { readonly setting: string; readonly globs: readonly string[] },
  texts: readonly string[],
  named: readonly string[],
): Promise<readonly string[]> => {
  const known = new Set(named);
  const folders = new Set(named.map((path) => posix.dirname(path)));
  folders.delete('.');
  const isBeside = (path: string): boolean => folders.has(posix.dirname(path));
  const isBelow = (path: string): boolean => {
    for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) if (folders.has(at)) return true;
    return false;
  };
  const others = texts.filter((path) => isBelow(path) && !known.has(path) && !isListingFile(path));
  const isMeant = treeMatcherOf(globs);
  const hidden = await filesPassedOver(context, (path) => isBelow(path) || isMeant(path));
  const ended = context.entries
    .filter(({ path, kind }) => kind === 'file' && !isTextName(path) && isTextName(withoutUnseenEnd(path)))
    .flatMap(({ path }) =>
      (isBelow(path) || isMeant(withoutUnseenEnd(path))) && !context.ignored(path) ? [path] : [],
    );
  const [beside, deeper] = [
    others.filter(isBeside),
    others.filter((path) => !isBeside(path) && !path.endsWith('.json')),
  ];
  return [
    ...told(setting, beside, { what: 'no glob matches' }),
    ...told(setting, deeper, { what: 'no glob matches', where: 'in a folder below' }),
    ...told(setting, hidden.filter(isTextName), { what: 'a name with a dot in front hides' }),
    ...told(
      setting,
      ended.sort().map((path) => `"${path}"`),
      { what: 'its ending, in which something is not seen, hides' },
    ),
  ];
};

const told = (
  setting: string,
  paths: readonly string[],
  { what, where = 'beside' }: { readonly what: string; readonly where?: string },
): readonly string[] => {
  if (paths.length === 0) return [];
  const [lie, are] = paths.length === 1 ? ['which lies', 'it is'] : ['which lie', 'they are'];
  return [`${setting}: ${what} ${fewNamed(paths, FIRST_TOLD)}, ${lie} ${where} ${setting}: ${are} not checked`];
};

/** A folder that somebody has made for what is to come: nothing lies in it but what keeps it in git, and what explains it. */
const isKeptEmpty = async (folder: string, context: DiscoverContext): Promise<boolean> => {
  const { entries } = context;
  const isIn = (path: string): boolean => path.startsWith(`${folder}/`);
  if (!entries.some(({ path, kind }) => kind === 'folder' && path === folder)) return false;
  const files = entries.filter(({ path, kind }) => kind !== 'folder' && isIn(path)).map(({ path }) => path);
  const hidden = await filesPassedOver(context, isIn);
  return [...files, ...hidden].every((path) =>
    /^(?:\.gitkeep|\.keep|\.gitignore|readme(?:\.\w+)?)$/i.test(posix.basename(path)),
  );
};

const hintFor = (glob: string, folders: readonly string[], texts: readonly string[]): string => {
  const folder = globFolder(glob);
  const hint = globHint(glob, folders, texts);
  const knowsBetter = hint !== globHint('*', []);
  if (folder === glob || folders.includes(folder) || knowsBetter) return hint;
  return `${hint}; where there are none yet, make the folder ${folder}, with a .gitkeep in it that git keeps`;
};

export interface NamedTexts {
  /** Paths of the files, sorted. */
  readonly paths: readonly string[];
  /** Tells what may not be meant: globs that match nothing, files beside those that are named, files that git keeps out. */
  readonly tell: () => Promise<void>;
}

/** The YAML and JSON files that the globs of a setting name, but for listing.yaml. */
export const namedTexts = (context: DiscoverContext, setting: string, globs: readonly string[]): NamedTexts => {
  const matches = treeMatcherOf(globs);
  const texts = textsIn(context);
  const paths = texts.filter((path) => matches(path) && !isListingFile(path));
  return {
    paths,
    tell: async () => {
      const { refused, warnings } = idleSettings({
        at: [setting],
        globs,
        paths: texts,
        as: 'tree',
        noun: 'YAML or JSON file',
        hintOf: (glob) => hintFor(glob, foldersIn(context), texts),
        leavesOut: true,
      });
      for (const problem of refused) {
        const glob = globs[Number(problem.path[1])] ?? '';
        const folder = globFolder(glob);
        if (problem.isPartial !== true && (await isKeptEmpty(folder, context)))
          context.warn(`${setting}: "${glob}" matches nothing: ${folder} holds no file yet`, problem.path, GLOB_IDLE);
        else context.refuse(problem);
      }
      for (const { path, message, hint } of warnings) context.warn(`${message} (${hint})`, path, GLOB_IDLE);
      const kept = gitIgnoredOf(context, { setting, globs, isMeant: isTextName });
      const near = await unreached(context, { setting, globs }, texts, paths);
      for (const warning of [...near, ...(kept === undefined ? [] : [kept])]) context.warn(warning, [setting]);
    },
  };
};

/** The folder that a glob begins with, or the glob itself where it names a file of the root. Pure. */
export const globFolder = (glob: string): string => {
  const parts = glob.replace(/^\.\//, '').split('/').slice(0, -1);
  const end = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).join('/') || glob;
};

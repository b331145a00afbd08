import type { ResolvedConfig } from '../config/load.ts';
import type { DiscoverContext, Subject, TreeEntry } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';
import { ignoredBy } from '../tree/ignored.ts';
import { walkFolder } from '../tree/walk.ts';

/** Subjects of every scope that a plugin brings, each list sorted by path. */
export type SubjectSet = ReadonlyMap<string, readonly Subject[]>;

/** Tells whether a path (relative to the root, `/`) is kept out of a project: ignored, or part of a project inside it. */
export const ignoredIn = ({
  root,
  registry,
  settings,
  ignores,
  inner,
}: Pick<ResolvedConfig, 'root' | 'registry' | 'settings' | 'ignores' | 'inner'>): ((path: string) => boolean) => {
  const pluginGlobs = registry.plugins.flatMap((plugin) => plugin.ignores?.(settings.of(plugin.name)) ?? []);
  const ignored = ignoredBy(root, [...ignores, ...pluginGlobs]);
  return inner.length === 0 ? ignored : (path) => isInside(path, inner) || ignored(path);
};

const isInside = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** Finds everything that is configured, whatever part of it is to be reported. `entries`: what lies below the root, where it has been walked. */
export const discoverSubjects = async (
  config: Pick<ResolvedConfig, 'root' | 'registry' | 'settings' | 'ignores' | 'inner' | 'words'>,
  warn: (message: string) => void,
  entries?: readonly TreeEntry[],
): Promise<SubjectSet> => {
  const { root, registry, settings, inner, words } = config;
  const all = entries ?? (await walkFolder(root));
  const own = inner.length === 0 ? all : all.filter(({ path }) => !isInside(path, inner));
  const ignored = ignoredIn(config);
  // One context a plugin: what a plugin's kinds share of a walk, they share by it.
  const contexts = new Map<string, DiscoverContext>(
    registry.plugins.map(({ name }) => [
      name,
      { root, settings: settings.of(name), ignored, entries: own, words, warn },
    ]),
  );
  const set = new Map<string, readonly Subject[]>();
  for (const [scope, { kind, plugin }] of [...registry.scopes].sort(([a], [b]) => compareText(a, b))) {
    const context = contexts.get(plugin);
    if (context === undefined) continue;
    const subjects = new Map<string, Subject>();
    for await (const subject of kind.discover(context)) {
      if (!subjects.has(subject.path)) subjects.set(subject.path, subject);
    }
    set.set(
      scope,
      [...subjects.values()].sort((a, b) => compareText(a.path, b.path)),
    );
  }
  return set;
};

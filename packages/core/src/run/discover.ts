import type { ResolvedConfig } from '../config/load.ts';
import type { DiscoverContext, Subject } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';
import { ignoredBy } from '../tree/ignored.ts';
import { walkFolder } from '../tree/walk.ts';

/** Subjects of every scope that a plugin brings, each list sorted by path. */
export type SubjectSet = ReadonlyMap<string, readonly Subject[]>;

/** Finds everything that is configured, whatever part of it is to be reported. */
export const discoverSubjects = async (
  config: Pick<ResolvedConfig, 'root' | 'registry' | 'settings' | 'ignores' | 'words'>,
  warn: (message: string) => void,
): Promise<SubjectSet> => {
  const { root, registry, settings, words } = config;
  const entries = await walkFolder(root);
  const pluginGlobs = registry.plugins.flatMap((plugin) => plugin.ignores?.(settings.of(plugin.name)) ?? []);
  const ignored = ignoredBy(root, [...config.ignores, ...pluginGlobs]);
  // One context a plugin: what a plugin's kinds share of a walk, they share by it.
  const contexts = new Map<string, DiscoverContext>(
    registry.plugins.map(({ name }) => [name, { root, settings: settings.of(name), ignored, entries, words, warn }]),
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

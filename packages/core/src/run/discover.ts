import { documentOf, noticeAt, settingPlace, settingProblem } from '../config/check-settings.ts';
import { isRecord } from '../config/document.ts';
import { invalidConfig } from '../config/invalid.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { termsOfPresets } from '../config/terms.ts';
import type { CheckedDocument } from '../config/validate.ts';
import type { Problem, SettingsProblem } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { DiscoverContext, TreeEntry } from '../model/subject-kind.ts';
import { guardDiscovery } from '../plugin/guarded-plugin.ts';
import { compareText } from '../text/compare.ts';
import { GLOB_IDLE } from '../text/glob/idle-globs.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type IgnoringOptions, ignoredBy } from '../tree/ignored.ts';
import { partsOfWalk, walkFolder, withoutPaths } from '../tree/walk.ts';
import { nounsOf } from '../vocabulary/vocabulary.ts';
import { outputNotices, outputsLeftOut } from './outputs.ts';
import { mayNameOf, type Selection, selectSubjects } from './selection.ts';
import { unmatchedGlobs } from './unmatched-globs.ts';

/** Subjects of every scope that a plugin brings, each list sorted by path. */
export type SubjectSet = ReadonlyMap<string, readonly Subject[]>;

type IgnoringConfig = Pick<
  ResolvedConfig,
  'root' | 'originalRoot' | 'registry' | 'settings' | 'ignores' | 'inner' | 'isIgnoring'
>;

/**
 * Returns a predicate: whether a path (relative to the root, `/`) is excluded from a project, because it is ignored or part of a nested project. If the
 * user wants to see ignored files, only `node_modules`, `.git` and the folders that plugins exclude (watermarks) are.
 */
export const ignoredIn = (
  { root, originalRoot, registry, settings, ignores, inner, isIgnoring }: IgnoringConfig,
  options: IgnoringOptions = {},
): ((path: string) => boolean) => {
  const pluginGlobs = ignoresOfPlugins({ registry, settings });
  // A copy of what is staged holds what git tracks, of which a .gitignore says nothing.
  const ignored = isIgnoring
    ? ignoredBy(root, [...ignores, ...pluginGlobs], { git: root === originalRoot, ...options })
    : ignoredBy(root, pluginGlobs, { ...options, git: false });
  return inner.length === 0 ? ignored : (path) => isInside(path, inner) || ignored(path);
};

/** What plugins' settings keep out of the run, such as the folder of the marks. */
const ignoresOfPlugins = ({ registry, settings }: Pick<ResolvedConfig, 'registry' | 'settings'>): readonly string[] =>
  registry.plugins.flatMap((plugin) => plugin.ignores?.(settings.of(plugin.name)) ?? []);

const gitIgnoredIn = (
  { root, registry, settings, ignores, inner }: IgnoringConfig,
  ignored: (path: string) => boolean,
): ((path: string) => boolean) => {
  const pluginGlobs = ignoresOfPlugins({ registry, settings });
  const isNamed = ignoredBy(root, [...ignores, ...pluginGlobs], { git: false });
  return (path) => ignored(path) && !isNamed(path) && !isInside(path, inner);
};

const isInside = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

export type DiscoverConfig = Pick<
  ResolvedConfig,
  | 'root'
  | 'originalRoot'
  | 'registry'
  | 'settings'
  | 'ignores'
  | 'inner'
  | 'isIgnoring'
  | 'terms'
  | 'documents'
  | 'layers'
>;

/**
 * Finds all configured subjects, whichever part is to be reported. `entries`: the files below the root, if already
 * walked; `scopes`: the scopes to find, default all. Throws `config-invalid` if a setting that names subjects matches none; if the `selection`
 * concerns only others, that is a notice.
 */
export const discoverSubjects = async (
  config: DiscoverConfig,
  notice: (notice: Notice) => void,
  entries?: readonly TreeEntry[],
  scopes?: readonly string[],
  selection?: Selection,
): Promise<SubjectSet> => {
  const { root, originalRoot, documents } = config;
  const { set, notices, refused } = await discoverIn(config, entries ?? (await walkFolder(root)), {
    scopes,
    selection,
  });
  notices.forEach(notice);
  if (refused.length === 0) return set;
  // What is staged may be a part only: a glob that means something in the working tree is no slip.
  const all = originalRoot === root ? refused : await refusedIn({ ...config, root: originalRoot });
  const selected = new Set(selectSubjects([...set.values()].flat(), selection).map(({ scope }) => scope));
  const problems = all
    .filter((each) => isInSelection(each, config, selection, selected))
    .flatMap(problemsOf(documents));
  if (problems.length > 0) throw invalidConfig(problems);
  for (const { owner, problem, source } of refused) notice(settingNotice(config, owner, problem, source));
  return set;
};

const refusedIn = async (config: DiscoverConfig): Promise<readonly Refused[]> =>
  (await discoverIn(config, await walkFolder(config.root), {})).refused;

interface Discovered {
  readonly set: SubjectSet;
  readonly notices: readonly Notice[];
  readonly refused: readonly Refused[];
}

interface Refused {
  /** Name of the plugin whose setting it is; undefined for the one that owns the top level. */
  readonly owner: string | undefined;
  /** What was being found when it was refused. */
  readonly scope: string;
  readonly problem: SettingsProblem;
  /** The document that says it, where it is no setting. */
  readonly source?: CheckedDocument;
}

const problemsOf =
  (documents: readonly CheckedDocument[]) =>
  ({ owner, problem, source }: Refused): readonly Problem[] =>
    source === undefined
      ? settingProblem(documents, owner, problem)
      : [source.document.problemAt(problem.path, problem.message, problem.hint)];

/** A preset is for many shops, and need not mean something in each of all that it names. */
const isOfPreset = (documents: readonly CheckedDocument[], owner: string | undefined, path: KeyPath): boolean =>
  documentOf(documents, settingPlace(owner, path))?.document.kind === 'preset';

/** Whether a selection concerns a refused setting: not if it has subjects, but none of that scope, and no path below the setting's glob. */
const isInSelection = (
  { owner, scope, problem, source }: Refused,
  { registry, settings }: DiscoverConfig,
  selection: Selection | undefined,
  selected: ReadonlySet<string>,
): boolean => {
  if (selection === undefined || selected.has(scope)) return true;
  // Where nothing has changed, an override of others is no reason to hold a commit up.
  if (selected.size === 0 && (source === undefined || selection.areChanges !== true)) return true;
  const glob = problem.path.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[String(key)] : undefined),
    source === undefined ? settings.of(owner ?? registry.builtIn ?? '') : source.document.value,
  );
  return typeof glob !== 'string' || mayNameOf(glob, selection);
};

const discoverIn = async (
  config: DiscoverConfig,
  all: readonly TreeEntry[],
  {
    scopes,
    selection,
  }: { readonly scopes?: readonly string[] | undefined; readonly selection?: Selection | undefined },
): Promise<Discovered> => {
  const { root, originalRoot, registry, inner } = config;
  const own = withoutPaths(all, inner);
  const ignored = ignoredIn(config, { walked: all });
  const outputs = outputsLeftOut(config, own, selection, ignored);
  const { entries, passedOver } = partsOfWalk(withoutPaths(own, outputs));
  const gitIgnored = gitIgnoredIn(config, ignored);
  const isNamed = ignoredIn(config, { packages: false, walked: all });
  const unnamed = passedOver.filter(({ path, kind }) => !isNamed(kind === 'folder' ? `${path}/` : path));
  const notices: Notice[] = outputNotices(own, outputs);
  const refused: Refused[] = [];
  const looking = { scope: '' };
  // One context a plugin: what a plugin's kinds share of a walk, they share by it.
  const contexts = new Map(
    registry.plugins.map(({ name }): [string, DiscoverContext] => {
      const context = {
        root,
        ...(originalRoot === root ? {} : { originalRoot }),
        ignored,
        gitIgnored,
        entries,
        passedOver: unnamed,
        ...contextOf(name, config, notices, (refusal) => refused.push({ ...refusal, scope: looking.scope })),
      };
      return [name, name === registry.builtIn ? context : guardDiscovery(context)];
    }),
  );
  const set = new Map<string, readonly Subject[]>();
  for (const [scope, { kind, plugin }] of [...registry.scopes].sort(([a], [b]) => compareText(a, b))) {
    const context = contexts.get(plugin);
    looking.scope = scope;
    if (context === undefined || scopes?.includes(scope) === false) continue;
    const subjects = new Map<string, Subject>();
    for await (const subject of kind.discover(context)) {
      if (!subjects.has(subject.path)) subjects.set(subject.path, subject);
    }
    set.set(
      scope,
      [...subjects.values()].sort((a, b) => compareText(a.path, b.path)),
    );
  }
  const { documents, layers } = config;
  // If only some scopes were discovered, an override may match subjects of the others.
  const unmatched =
    scopes === undefined
      ? unmatchedGlobs({
          documents,
          layers,
          // What `ignores` names may hold a project of its own, which is no part of this one.
          entries: partsOfWalk(config.isIgnoring ? own : all).entries,
          subjects: [...set.values()].flat(),
          nouns: nounsOf(registry.scopes),
        })
      : [];
  for (const { source, place, message, hint, leavesOut } of unmatched) {
    const problem = { path: place, message, hint };
    if (leavesOut) refused.push({ owner: undefined, scope: '', problem, source });
    else notices.push(settingNotice(config, undefined, problem, source, GLOB_IDLE));
  }
  return { set, notices, refused };
};

const contextOf = (
  plugin: string,
  config: DiscoverConfig,
  notices: Notice[],
  refuse: (refusal: Omit<Refused, 'scope'>) => void,
): Pick<DiscoverContext, 'settings' | 'terms' | 'presetTerms' | 'warn' | 'refuse'> => {
  const { registry, settings, terms } = config;
  const owner = plugin === registry.builtIn ? undefined : plugin;
  return {
    settings: settings.of(plugin),
    terms,
    presetTerms: termsOfPresets(config.documents, registry),
    warn: (message, at, code = NOTICE.code, path) => {
      if (code === GLOB_IDLE && at !== undefined && isOfPreset(config.documents, owner, at)) return;
      const notice = at === undefined ? { ...NOTICE, message } : settingNotice(config, owner, { path: at, message });
      notices.push({ ...notice, code, ...(path === undefined ? {} : { path }) });
    },
    refuse: (problem) => {
      if (problem.isPartial === true && isOfPreset(config.documents, owner, problem.path)) return;
      refuse({ owner, problem });
    },
  };
};

const NOTICE = { level: 'warning', code: 'discovery' } as const;

const settingNotice = (
  { documents, root }: DiscoverConfig,
  owner: string | undefined,
  { path, message, hint }: SettingsProblem,
  source?: CheckedDocument,
  code: string = NOTICE.code,
): Notice => {
  const place = settingPlace(owner, path);
  const sentence = hint === undefined ? message : `${message} (${hint})`;
  return noticeAt(source ?? documentOf(documents, place), place, { ...NOTICE, code, message: sentence }, root);
};

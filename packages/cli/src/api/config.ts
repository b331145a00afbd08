import {
  describeConfig,
  findSubjects,
  type JsonObject,
  ListingLintError,
  type Project,
  pathFrom,
  plainActivations,
  type ResolvedConfig,
  type RuleDocument,
} from '@listing-lint/core';
import { loadFor, openFor, reportersOf } from '../project/load.ts';
import { namedPaths } from '../project/paths.ts';
import { CONFIG_QUERY, checkCall, TEXT } from './check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from './flags.ts';
import type { ConfigQuery } from './options.ts';

/** A rule that a config can turn on. */
export interface RuleInfo
  extends Pick<RuleDocument, 'id' | 'scope' | 'title' | 'why' | 'fix' | 'options' | 'references'> {
  /** Where no override holds; `not checked` where a setting that it needs is missing. */
  readonly severity: string;
}

/** A config with all that it builds on, read and checked. */
export interface LoadedConfig {
  /** Absolute folder that its globs start from. */
  readonly root: string;
  /** Its path from `root`; null where there is none, and the preset `recommended` holds. */
  readonly file: string | null;
  /** Every rule that it can turn on, sorted by id. */
  readonly rules: readonly RuleInfo[];
  /** Names of the reports that can be made. */
  readonly formats: readonly string[];
}

/** Gives `loadConfig` for a program that holds the guard of plugins. */
export const configReader =
  (program?: Program) =>
  async (query: ConfigQuery = {}): Promise<LoadedConfig> => {
    checkCall({ name: 'loadConfig', options: query, kinds: CONFIG_QUERY });
    const config = await loadFor(configOptionsOf(query), surroundingsOf(query, program));
    const rules = [...config.rules.values()].map(({ rule }) => ruleInfo(rule, config));
    return {
      root: config.root,
      file: config.file?.path ?? null,
      rules: rules.sort((a, b) => (a.id < b.id ? -1 : 1)),
      formats: [...reportersOf([config]).keys()].sort(),
    };
  };

export const ruleInfo = (
  { id, scope, title, why, fix, options, references }: RuleDocument,
  config: ResolvedConfig,
): RuleInfo => ({ id, scope, title, why, fix, options, references, severity: severityHere(config, id) });

/**
 * Reads the nearest config upwards from the working directory (or `config`) with its presets, plugins and rule files, and checks all of
 * it. Rejects with one `ListingLintError` that has every problem.
 */
export const configFor: (query?: ConfigQuery) => Promise<LoadedConfig> = configReader();

/** What holds for the files that a path or glob names. */
export interface DescribedPaths {
  /** For each file: every setting as `{ value, from }`, `from` being the place that it came from. */
  readonly files: readonly JsonObject[];
  /** What else is to be told of the configs. */
  readonly notices: readonly string[];
}

/** What holds for a path, where each setting came from, and, where there are several, which project it belongs to. */
export const pathDescriber =
  (program?: Program) =>
  async (path: string, query: ConfigQuery = {}): Promise<DescribedPaths> => {
    checkCall({ name: 'describePath', args: { path: [path, TEXT] }, options: query, kinds: CONFIG_QUERY });
    const around = surroundingsOf(query, program);
    const paths = await namedPaths([path], around.cwd);
    const opened = await openFor(configOptionsOf(query), around, paths, { nested: false });
    const files: JsonObject[] = [];
    for (const project of opened.projects) files.push(await describeProject(project, around.cwd));
    return { files, notices: opened.notices.map(({ message }) => message) };
  };

const describeProject = async (project: Project, cwd: string): Promise<JsonObject> => {
  const { config, listedBy } = project;
  const [path = '.'] = project.selection?.paths ?? [];
  const { root, ...described } = describeConfig(config, await subjectAt(path, project));
  const isAmongOthers = listedBy !== undefined || config.inner.length > 0;
  return {
    root: root ?? null,
    ...(isAmongOthers
      ? { project: { path: pathFrom(cwd, config.root), listedBy: listedBy ?? null, projects: config.inner } }
      : {}),
    ...described,
  };
};

/** The subject at a path; undefined for the root, where only what holds everywhere can be told. */
const subjectAt = async (path: string, { config }: Project) => {
  const subjects = await findSubjects(config, { paths: [path] });
  const subject = subjects.find((each) => each.path === path);
  if (subject === undefined && path !== '.') {
    throw new ListingLintError('usage', `${path} is not linted`, [
      { message: 'it is no picture, listing or case of this config, or it is ignored' },
    ]);
  }
  return subject;
};

/** What holds for a path, or for each of the files that a glob matches: what `--print-config` prints. Judges nothing. */
export const describePath: (path: string, query?: ConfigQuery) => Promise<DescribedPaths> = pathDescriber();

/** How a rule stands in a config where no override holds. */
const severityHere = (config: ResolvedConfig, id: string): string =>
  config.notChecked.some(({ ruleId }) => ruleId === id)
    ? 'not checked'
    : (plainActivations(config).get(id)?.severity ?? 'off');

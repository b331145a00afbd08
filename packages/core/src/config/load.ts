import { dirname, join, relative, resolve } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Plugin } from '../model/plugin.ts';
import type { NotChecked, Notice } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import type { KnownTerms } from '../model/subject-kind.ts';
import { Guard } from '../plugin/guard.ts';
import { createRegistry, type Registry } from '../registry/registry.ts';
import { sha256 } from '../text/canonical-json.ts';
import { readYaml } from '../text/yaml-document.ts';
import { checkReporters } from './check-reporters.ts';
import { checkSettings } from './check-settings.ts';
import { disclosed, disclosureFor } from './disclosure.ts';
import { argumentDocument, type ConfigDocument, isRecord, valueDocument } from './document.ts';
import { EXCEPTIONS_NAME, type ExceptionsFile, readExceptions } from './exceptions.ts';
import { followExtends } from './extends.ts';
import { configFinder, type FinderOptions } from './find.ts';
import { invalidConfig } from './invalid.ts';
import { type Layer, layersOf } from './layers.ts';
import { misnamedConfigs, misnamedExceptions } from './misnamed-files.ts';
import { onlyThese } from './only.ts';
import { filesOf } from './plugin/plugin-files.ts';
import type { LoadedPlugin } from './plugin/plugins.ts';
import { checkRequires, isOnSomewhere } from './requires.ts';
import { findRuleFiles, type KnownRule, readRuleFiles } from './rule-files.ts';
import { findConfig, labelOf, readConfig } from './search.ts';
import { type MergedSettings, mergeSettings } from './settings.ts';
import { checkTerms } from './terms.ts';
import { type CheckedDocument, checkDocument } from './validate.ts';
import { type FileView, OWN_PLACES } from './view.ts';

export interface LoadOptions extends FinderOptions {
  /** The plugin whose rules have no prefix and whose settings own the top level of the config. */
  readonly builtin: Plugin;
  /** The reporters beside those of plugins. Without them, what the config says of reporters is not checked. */
  readonly reporters?: readonly Reporter[];
  /** Absolute working directory. */
  readonly cwd: string;
  /** The config, from the working directory; without it the nearest one upwards from `from`. */
  readonly configFile?: string;
  /** `true`: as where there is no config, whatever lies in the folder. */
  readonly isWithoutConfig?: boolean;
  /** Absolute folder; where neither it nor one above it has a config, the preset `recommended` holds for it. Default: the working directory. */
  readonly from?: string;
  /** Arguments of `--rule`: `id: severity`, or `id: { severity: …, option: … }`. */
  readonly rules?: readonly string[];
  /** The only rules that are judged, by id (`--only`). */
  readonly only?: readonly string[];
  /** `false`: what `ignores` and .gitignore name is linted, too (`--no-ignore`). Default `true`. */
  readonly ignore?: boolean;
  /** `false`: nothing is judged by it, so no rule need be on. Default `true`. */
  readonly judges?: boolean;
  /** `false` for `--no-plugins`. Default `true`. */
  readonly allowCode?: boolean;
  /** What code that the config names runs under. Default: a guard of its own. */
  readonly guard?: Guard;
  /** Where the config is read in a copy of its folder. */
  readonly view?: FileView;
}

/** A config with all that it builds on, merged and checked: nothing in it can fail later. */
export interface ResolvedConfig {
  /** Absolute folder that globs and the report's paths are relative to. */
  readonly root: string;
  /** The same folder where it really lies, when `root` is a copy of it (what git has staged). */
  readonly originalRoot: string;
  readonly file: { readonly path: string; readonly sha256: string } | undefined;
  readonly registry: Registry;
  readonly plugins: readonly LoadedPlugin[];
  /** What their functions run under. */
  readonly guard: Guard;
  /** `false`: nothing that lies in the folder may be run (`--no-plugins`). */
  readonly allowsCode: boolean;
  /** Every rule that may run, by id. */
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** Absolute paths of the user's own rule files. */
  readonly ruleFiles: readonly string[];
  /** In order; later ones win. */
  readonly layers: readonly Layer[];
  readonly notChecked: readonly NotChecked[];
  /** Rules that it turns on, and `--only` left out. */
  readonly leftOut: readonly NotChecked[];
  /** Values of attributes that it, its presets and rules speak of. */
  readonly terms: KnownTerms;
  /** What looks wrong, but may be meant. */
  readonly notices: readonly Notice[];
  readonly ignores: readonly string[];
  /** `false`: they, and .gitignore, keep no subject out. */
  readonly isIgnoring: boolean;
  /** Folders below the root (relative, `/`) that are projects of their own: they do not belong to this one. */
  readonly inner: readonly string[];
  readonly settings: MergedSettings;
  readonly reporters: JsonObject;
  /** Findings that the user accepts; undefined where there is no such file. */
  readonly exceptions: ExceptionsFile | undefined;
  /** The documents that spoke, in order. */
  readonly documents: readonly CheckedDocument[];
}

/**
 * Finds, reads, merges and checks the config, its presets, plugins and rule files. Throws one `ListingLintError` with every
 * problem at once; opens no subject.
 */
export const loadConfig = async (options: LoadOptions): Promise<ResolvedConfig> => {
  const { builtin, cwd, allowCode = true, view = OWN_PLACES, guard = new Guard() } = options;
  const problems: Problem[] = [];
  const found = await openConfig(options, guard);
  const root = found?.file === undefined ? (options.from ?? cwd) : dirname(found.file);
  const disclosureOf = disclosureFor(root, view);
  const chain = await followExtends(
    found ?? defaultConfig(),
    { builtin, cwd, allowCode, view, guard, disclosureOf },
    problems,
  );
  const args = (options.rules ?? []).map((text) => checkDocument(ruleArgument(text), builtin, problems));
  const documents = [...chain.documents, ...args];

  const plugins = chain.plugins.map((each) => each.plugin);
  const settingsProblems: Problem[] = [];
  const settings = mergeSettings(documents, builtin, plugins, chain.failedPlugins, settingsProblems);
  const registry = registryOf([builtin, ...plugins], builtin.name, settings);
  problems.push(...registry.problems);
  const failedPlugins = chain.failedPlugins + registry.problems.length;
  const ruleFiles = findRuleFiles(documents, { cwd, root, allowCode, disclosureOf }, problems);
  const { rules: ownRules, faulty } = readRuleFiles(ruleFiles.files, registry, cwd, problems);
  const rules = new Map<string, KnownRule>([...ownRules, ...registry.rules]);
  const stated = layersOf(documents, ownRules, { rules, registry, faulty, failedPlugins }, problems);
  const chosen = onlyThese(options.only, stated, rules, problems);
  problems.push(...settingsProblems);
  bringFiles([builtin, ...plugins], settings, root, view);
  checkSettings(documents, builtin, plugins, { settings, root }, problems);
  const { terms, notices } = checkTerms(
    { documents, registry, ownRules: [...ownRules.values()], settings, root },
    problems,
  );
  if (options.reporters !== undefined) {
    checkReporters(documents, reportersByName(options.reporters, registry), failedPlugins, problems);
  }
  const { notChecked, layers } = checkRequires(chosen, rules, settings.tree, builtin, problems);
  const exceptions = options.isWithoutConfig === true ? undefined : readExceptions(root, cwd, rules.keys(), problems);
  if (options.isWithoutConfig !== true) problems.push(...misnamedExceptions(root, cwd));
  const isMissing = found === undefined && options.isWithoutConfig !== true;
  const misnamed = isMissing ? misnamedConfigs(configFinder(options), root, cwd) : [];
  if (problems.length === 0 && options.judges !== false) checkSomethingIsOn(layers, notChecked, documents, problems);
  if (problems.length > 0) {
    const files = [...chain.documents.flatMap(({ document }) => document.file ?? []), join(root, EXCEPTIONS_NAME)];
    const labels = new Map(
      [...files, ...ruleFiles.files.map(({ file }) => file)].map((file) => [labelOf(file, cwd), file]),
    );
    throw invalidConfig(disclosed(problems, labels, disclosureOf));
  }
  return {
    root,
    allowsCode: allowCode,
    originalRoot: view.originalOf(root),
    file: found?.file === undefined ? undefined : fileOf(found.file, root),
    registry,
    plugins: chain.plugins,
    guard,
    rules,
    leftOut: chosen.leftOut,
    isIgnoring: options.ignore !== false,
    ruleFiles: [...ownRules.values()].flatMap(({ file }) => file ?? []),
    layers,
    notChecked,
    terms,
    notices: [...misnamed, ...notices, ...ruleFiles.notices, ...(options.ignore === false ? [IGNORED_TOO] : [])],
    ignores: documents.flatMap((document) => document.ignores),
    inner: [],
    settings,
    reporters: Object.assign({}, ...documents.map((document) => document.reporters)),
    exceptions,
    documents,
  };
};

/** Reporters by the name that the config and `--format` use. */
export const reportersByName = (own: readonly Reporter[], registry: Registry): ReadonlyMap<string, Reporter> =>
  new Map([
    ...own.map((reporter): [string, Reporter] => [reporter.id, reporter]),
    ...[...registry.reporters].map(([id, { reporter }]): [string, Reporter] => [id, reporter]),
  ]);

const IGNORED_TOO: Notice = {
  level: 'warning',
  code: 'no-ignore',
  message: '--no-ignore: what `ignores` and .gitignore name was linted, too',
};

/** What holds where there is no config. */
const defaultConfig = (): ConfigDocument => ({
  ...valueDocument({ extends: 'recommended' }, { kind: 'preset', label: 'no config' }),
  text: 'extends: recommended\n',
  isSound: true,
});

const openConfig = async (options: LoadOptions, guard: Guard) => {
  const { configFile, cwd, from = cwd, allowCode = true } = options;
  if (options.isWithoutConfig === true) return undefined;
  return configFile === undefined
    ? findConfig({ ...options, from, allowCode, guard })
    : readConfig(configFile, { ...options, allowCode, guard });
};

const registryOf = (plugins: readonly Plugin[], builtIn: string, settings: MergedSettings): Registry =>
  createRegistry(plugins, { builtIn, trustBuiltIn: true, settingsOf: validSettings(plugins, settings) });

/** For facts whose shape settings decide: settings that are refused are told, and count as none. */
const validSettings =
  (plugins: readonly Plugin[], settings: MergedSettings) =>
  (name: string): unknown => {
    const plugin = plugins.find((each) => each.name === name);
    return plugin === undefined || settings.isValid(plugin) ? (settings.of(name) ?? {}) : undefined;
  };

/** Of settings that a plugin refuses nothing can be asked; that is told. */
const bringFiles = (plugins: readonly Plugin[], settings: MergedSettings, root: string, view: FileView): void => {
  for (const file of filesOf(plugins.filter(settings.isValid), settings, view.originalOf(root)))
    view.bring(resolve(root, file), 'settings');
};

const ruleArgument = (text: string): ConfigDocument => {
  const label = `--rule '${text}'`;
  const yaml = readYaml({ path: label, text });
  const problem = yaml.problems[0];
  const wrong = (message: string): ConfigDocument => {
    const hint = "write --rule 'id: severity', or --rule 'id: { severity: warn, option: value }'";
    return { ...argumentDocument({}, label), problems: [{ message, file: label, hint }] };
  };
  if (problem !== undefined) return wrong(problem.message);
  if (!isRecord(yaml.value)) return wrong('expected a rule id and a severity');
  return argumentDocument({ rules: yaml.value }, label);
};

const checkSomethingIsOn = (
  layers: readonly Layer[],
  notChecked: readonly NotChecked[],
  documents: readonly CheckedDocument[],
  problems: Problem[],
): void => {
  const on = layers.some(({ entries }) => [...entries.keys()].some((id) => isOnSomewhere(layers, id)));
  const document = documents.findLast((each) => each.document.kind === 'config')?.document;
  if (on || document === undefined) return;
  const needed = [...new Set(notChecked.map(({ requires }) => `\`${requires}\``))].sort();
  problems.push(
    needed.length === 0
      ? document.problemAt([], 'no rule is turned on', 'add `extends: recommended`')
      : document.problemAt([], 'no rule that is turned on can be judged', `set ${needed.join(' and ')}`),
  );
};

const fileOf = (file: string, root: string): { readonly path: string; readonly sha256: string } => ({
  path: relative(root, file).replaceAll('\\', '/'),
  sha256: sha256(readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE })),
});

import { join, relative } from 'node:path';
import { pluginFilesOf } from '../config/input-files.ts';
import type { Layer } from '../config/layers.ts';
import type { ResolvedConfig } from '../config/load.ts';
import type { KnownRule } from '../config/rule-files.ts';
import { ANYWHERE, type PathBound, repositoryOr } from '../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../file/read-file.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Policy, PolicyRule, PolicySource } from '../model/report.ts';
import { plainActivations } from '../plan/activation.ts';
import { canonicalJson, sha256 } from '../text/canonical-json.ts';
import { compareText } from '../text/compare.ts';

export interface PolicyWithTexts {
  readonly policy: Policy;
  /** The texts that the policy names, by their hash. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the subjects are judged by: every text by its hash, every option by its value. `files` are others that verdicts depend on, absolute. */
export const policyOf = (config: ResolvedConfig, files: readonly string[]): PolicyWithTexts => {
  const { root, registry, settings } = config;
  const texts = new Map<string, string>();
  const textSource = (id: string, text: string): PolicySource => {
    const hash = sha256(text);
    texts.set(hash, text);
    return { id, sha256: hash };
  };
  const relativeId = (file: string): string => relative(root, file).replaceAll('\\', '/');
  const presets = config.documents.flatMap(({ document }) => {
    if (document.kind !== 'preset' || document.text === undefined) return [];
    const id = document.file === undefined ? document.label.replace(/^preset /, '') : relativeId(document.file);
    return [textSource(id, document.text)];
  });
  const ruleSource = ({ source, plugin, file }: KnownRule): PolicySource => {
    const id =
      file !== undefined ? relativeId(file) : `${plugin === registry.builtIn ? 'listing-lint' : plugin}:${source.path}`;
    return textSource(id, source.text);
  };
  const own = config.file === undefined ? undefined : join(root, config.file.path);
  const named = [...(own === undefined ? [] : [own]), ...files, ...pluginFilesOf(config)];
  const members = {
    presets: presets.sort(compareSources),
    rules: [...plainActivations(config)].flatMap(([id, { severity, options }]): readonly PolicyRule[] => {
      const known = config.rules.get(id);
      if (known === undefined) return [];
      const defaults = Object.entries(known.rule.options).map(([name, { default: value }]): [string, Json] => [
        name,
        value,
      ]);
      return [{ id, severity, options: { ...Object.fromEntries(defaults), ...options }, source: ruleSource(known) }];
    }),
    overrides: config.layers.flatMap(overrideOf),
    plugins: [
      ...registry.plugins
        .filter(({ name }) => name === registry.builtIn)
        .map(({ name, version }) => ({ name, version })),
      ...config.plugins.map(({ plugin: { name, version }, sha256: hash }) => ({
        name,
        version,
        ...(hash === undefined ? {} : { sha256: hash }),
      })),
    ],
    settings: plain(settings.tree),
    files: [...new Set(named)]
      .flatMap(
        (file) =>
          fileSource(file, relativeId(file), texts, file === own ? ANYWHERE : repositoryOr(root)) ??
          // A baseline outside of the repository is named by its hash; its text stays where it is.
          (files.includes(file) ? fileSource(file, relativeId(file), new Map(), ANYWHERE) : undefined) ??
          [],
      )
      .sort(compareSources),
  };
  return { policy: { sha256: sha256(canonicalJson(members)), ...members }, texts };
};

const TEXT_FILE = /\.(ya?ml|json|[cm]?js|ts)$/;

/** None for what is not there or cannot be read, which the facts that need it tell. */
const fileSource = (
  file: string,
  id: string,
  texts: Map<string, string>,
  within: PathBound,
): PolicySource | undefined => {
  let bytes: Buffer;
  try {
    bytes = readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within });
  } catch {
    return undefined;
  }
  const hash = sha256(bytes);
  if (TEXT_FILE.test(file)) texts.set(hash, bytes.toString('utf8'));
  return { id, sha256: hash };
};

const overrideOf = ({ select, entries }: Layer): readonly JsonObject[] => {
  if (select === undefined) return [];
  const rules = [...entries].map(([id, { severity, options }]): [string, JsonObject] => [
    id,
    { ...(severity === undefined ? {} : { severity }), ...options },
  ]);
  return [{ ...plain(select), rules: Object.fromEntries(rules.sort(([a], [b]) => compareText(a, b))) }];
};

const compareSources = (a: PolicySource, b: PolicySource): number => compareText(a.id, b.id);

/** Settings may hold what only a program can write; the policy holds what can be written down. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

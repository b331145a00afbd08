import { withVocabulary } from '../model/attribute.ts';
import type { Problem } from '../model/error.ts';
import type { Plugin, Word } from '../model/plugin.ts';
import type { Notice } from '../model/report.ts';
import type { LeafCondition, RuleDocument } from '../model/rule.ts';
import type { KnownWords } from '../model/subject-kind.ts';
import type { Registry } from '../registry/registry.ts';
import { conditionParts } from '../rule/parts-of-condition.ts';
import { misspelt } from '../text/nearest.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { documentOf, noticeAt } from './check-settings.ts';
import type { MergedSettings } from './settings.ts';
import type { CheckedDocument } from './validate.ts';

export interface WordSources {
  readonly documents: readonly CheckedDocument[];
  readonly registry: Registry;
  /** The user's own rules, which may ask for words of their own. */
  readonly ownRules: Iterable<RuleDocument>;
  readonly settings: MergedSettings;
  /** Absolute folder of the config. */
  readonly root: string;
}

type Vocabulary = ReturnType<typeof withVocabulary>[number];

/**
 * Values of attributes with a vocabulary are words that a user may choose. One that settings give to subjects and that nothing asks for,
 * or the other way round, is a problem where it is a slip of a known one; any other that nothing asks for may be said in a notice. Gives
 * all words that the config, its presets and rules speak of.
 */
export const checkWords = (
  sources: WordSources,
  problems: Problem[],
): { readonly words: KnownWords; readonly notices: readonly Notice[] } => {
  const words: { [key: string]: ReadonlySet<string> } = {};
  const notices: Notice[] = [];
  for (const attribute of withVocabulary(sources.registry.attributes)) {
    const checked = checkAttribute(attribute, sources, problems);
    words[keyOf(attribute)] = checked.words;
    if (attribute.vocabulary.tellsUnknown === true) notices.push(...checked.notices);
  }
  return { words, notices };
};

/** The key under which its words are given: that of overrides. */
const keyOf = ({ name, select }: Vocabulary): string => select?.key ?? name;

const checkAttribute = (attribute: Vocabulary, sources: WordSources, problems: Problem[]) => {
  const { documents, registry } = sources;
  const { noun } = attribute.vocabulary;
  const words = registry.plugins.flatMap((plugin) => wordsOf(attribute, plugin, sources));
  const given = words.filter(({ path }) => path !== undefined);
  const known = new Set([
    ...words.flatMap(({ word, path }) => (path === undefined ? word : [])),
    ...fromRules(attribute, sources),
  ]);
  const selected = documents.flatMap((document) => selectedWords(keyOf(attribute), document));
  const asked = new Set([...known, ...selected.map(({ word }) => word)]);
  const either = new Set([...known, ...given.map(({ word }) => word)]);
  for (const { word, path, document } of selected) {
    const near = either.has(word) ? undefined : misspelt(word, either);
    if (near !== undefined)
      problems.push(document.problemAt(path, `unknown ${noun} "${word}"`, `did you mean "${near}"?`));
  }
  const notices: Notice[] = [];
  for (const { word, path = [] } of given) {
    const source = asked.has(word) ? undefined : documentOf(documents, path);
    if (source === undefined) continue;
    const near = misspelt(word, asked);
    if (near !== undefined) {
      problems.push(source.document.problemAt(path, `unknown ${noun} "${word}"`, `did you mean "${near}"?`));
      continue;
    }
    const message = `no rule, preset or override knows the ${noun} "${word}" (known: ${[...known].sort().join(', ')})`;
    notices.push(noticeAt(source, path, { level: 'warning', code: `${noun}-unknown`, message }, sources.root));
  }
  return { words: new Set([...asked, ...either]), notices };
};

const wordsOf = (
  attribute: Vocabulary,
  plugin: Plugin,
  { settings, registry: { builtIn } }: WordSources,
): readonly Word[] => {
  const value = settings.of(plugin.name);
  if (plugin.words === undefined || plugin.settings?.safeParse(value).success === false) return [];
  const base = plugin.name === builtIn ? [] : ['settings', plugin.name];
  return (plugin.words(value)[keyOf(attribute)] ?? []).map(({ word, path }) => ({
    word,
    ...(path === undefined ? {} : { path: [...base, ...path] }),
  }));
};

/** What presets are named after, and what rules outside the built-in plugin (which says its words itself) compare with. */
const fromRules = (attribute: Vocabulary, { registry, ownRules }: WordSources): readonly string[] => [
  ...[...registry.presets.keys()].flatMap((id) => valueOfPreset(attribute, id) ?? []),
  ...[...ownRules, ...pluginRules(registry)].flatMap((rule) => askedBy(rule, attribute, registry)),
];

/** `blue` of the preset `colours/blue` or `acme/colours/blue`, where presets about a value of the attribute lie in `colours`. */
export const valueOfPreset = ({ vocabulary: { reach } }: Vocabulary, preset: string): string | undefined => {
  const [value, folder] = preset.split('/').reverse();
  return reach !== undefined && folder === reach.folder ? value : undefined;
};

const pluginRules = ({ plugins, builtIn, rules }: Registry): readonly RuleDocument[] =>
  plugins.every(({ name }) => name === builtIn)
    ? []
    : [...rules.keys()].filter((id) => id.includes('/')).flatMap((id) => rules.get(id)?.rule ?? []);

const askedBy = (rule: RuleDocument, attribute: Vocabulary, registry: Registry): readonly string[] => {
  const conditions = [...(rule.when === undefined ? [] : [rule.when]), rule.assert];
  const leaves = conditions.flatMap((condition) => conditionParts(condition, rule.scope, registry).leaves);
  const paths: readonly (string | undefined)[] = [attribute.vocabulary.noun, keyOf(attribute)];
  return leaves.filter(({ leaf }) => paths.includes(leaf.path)).flatMap(({ leaf }) => textsOf(leaf.value, rule));
};

const textsOf = (value: LeafCondition['value'], rule: RuleDocument): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  const option = typeof value === 'object' && value !== null && 'option' in value ? String(value.option) : undefined;
  const fallback = option === undefined ? undefined : rule.options[option]?.default;
  return fallback === undefined ? [] : textsOf(fallback, { ...rule, options: {} });
};

const selectedWords = (key: string, { document, overrides }: CheckedDocument) =>
  overrides.flatMap(({ select }, index) =>
    (select[key] ?? []).map((word, at) => ({
      word,
      document,
      path: pathOf(document.value, ['overrides', index, key], at),
    })),
  );

/** The place of one word, which may stand alone or in a list. */
const pathOf = (root: unknown, path: KeyPath, at: number): KeyPath => {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    root,
  );
  return Array.isArray(value) ? [...path, at] : path;
};

import { withTerms } from '../model/attribute.ts';
import type { Problem } from '../model/error.ts';
import type { Plugin, Term } from '../model/plugin.ts';
import type { Notice } from '../model/report.ts';
import type { LeafCondition, RuleDocument } from '../model/rule.ts';
import type { KnownTerms } from '../model/subject-kind.ts';
import type { Registry } from '../registry/registry.ts';
import { conditionParts } from '../rule/parts-of-condition.ts';
import { misspelt } from '../text/nearest.ts';
import { type KeyPath, readYaml } from '../text/yaml-document.ts';
import { documentOf, noticeAt } from './check-settings.ts';
import type { KnownRule } from './rule-files.ts';
import type { MergedSettings } from './settings.ts';
import type { CheckedDocument } from './validate.ts';

export interface TermSources {
  readonly documents: readonly CheckedDocument[];
  readonly registry: Registry;
  /** The user's own rules, which may ask for terms of their own. */
  readonly ownRules: readonly KnownRule[];
  readonly settings: MergedSettings;
  /** Absolute folder of the config. */
  readonly root: string;
}

type WithTerms = ReturnType<typeof withTerms>[number];

/**
 * Values of attributes with terms are words that a user may choose. One that settings give to subjects and that nothing asks for,
 * or the other way round, is a problem where it is a slip of a known one; any other that nothing asks for may be said in a notice. Gives
 * all terms that the config, its presets and rules speak of.
 */
export const checkTerms = (
  sources: TermSources,
  problems: Problem[],
): { readonly terms: KnownTerms; readonly notices: readonly Notice[] } => {
  const terms: { [key: string]: ReadonlySet<string> } = {};
  const notices: Notice[] = [];
  for (const attribute of withTerms(sources.registry.attributes)) {
    const checked = checkAttribute(attribute, sources, problems);
    terms[keyOf(attribute)] = checked.terms;
    if (attribute.terms.tellsUnknown === true) notices.push(...checked.notices);
  }
  return { terms, notices };
};

/** The key under which its terms are given: that of overrides. */
const keyOf = ({ name, select }: WithTerms): string => select?.key ?? name;

const checkAttribute = (attribute: WithTerms, sources: TermSources, problems: Problem[]) => {
  const { documents, registry } = sources;
  const { noun } = attribute.terms;
  const terms = registry.plugins.flatMap((plugin) => termsOf(attribute, plugin, sources));
  const given = terms.filter(({ path }) => path !== undefined);
  const ofRules = sources.ownRules.flatMap((own) =>
    askedBy(own.rule, attribute, registry).map((term) => ({ term, own })),
  );
  const shared = [
    ...terms.flatMap(({ term, path }) => (path === undefined ? term : [])),
    ...fromPresetsAndPlugins(attribute, sources),
  ];
  const known = new Set([...shared, ...ofRules.map(({ term }) => term)]);
  const selected = documents.flatMap((document) => selectedTerms(keyOf(attribute), document));
  const asked = new Set([...known, ...selected.map(({ term }) => term)]);
  const either = new Set([...known, ...given.map(({ term }) => term)]);
  for (const { term, path, document } of selected) {
    const near = either.has(term) ? undefined : misspelt(term, either);
    if (near !== undefined)
      problems.push(document.problemAt(path, `unknown ${noun} "${term}"`, `did you mean "${near}"?`));
  }
  const elsewhere = new Set([...shared, ...[...given, ...selected].map(({ term }) => term)]);
  for (const { term, own } of ofRules) {
    const near = elsewhere.has(term) ? undefined : misspelt(term, elsewhere);
    if (near !== undefined) problems.push(problemInRule(own, term, `unknown ${noun} "${term}"`, near));
  }
  const notices: Notice[] = [];
  for (const { term, path = [] } of given) {
    const source = asked.has(term) ? undefined : documentOf(documents, path);
    if (source === undefined) continue;
    const near = misspelt(term, asked);
    if (near !== undefined) {
      problems.push(source.document.problemAt(path, `unknown ${noun} "${term}"`, `did you mean "${near}"?`));
      continue;
    }
    const message = `no rule, preset or override knows the ${noun} "${term}" (known: ${[...known].sort().join(', ')})`;
    notices.push(noticeAt(source, path, { level: 'warning', code: `${noun}-unknown`, message }, sources.root));
  }
  return { terms: new Set([...asked, ...either]), notices };
};

const termsOf = (
  attribute: WithTerms,
  plugin: Plugin,
  { settings, registry: { builtIn } }: TermSources,
): readonly Term[] => {
  const value = settings.of(plugin.name);
  if (plugin.terms === undefined || !settings.isValid(plugin)) return [];
  const base = plugin.name === builtIn ? [] : ['settings', plugin.name];
  return (plugin.terms(value)[keyOf(attribute)] ?? []).map(({ term, path }) => ({
    term,
    ...(path === undefined ? {} : { path: [...base, ...path] }),
  }));
};

/** What presets are named after, and what rules of other plugins compare with (the built-in plugin says its terms itself). */
const fromPresetsAndPlugins = (attribute: WithTerms, { registry }: TermSources): readonly string[] => [
  ...[...registry.presets.keys()].flatMap((id) => valueOfPreset(attribute, id) ?? []),
  ...pluginRules(registry).flatMap((rule) => askedBy(rule, attribute, registry)),
];

/** The problem of a term in the user's own rule, at the first place of the file that holds the term. */
const problemInRule = ({ source }: KnownRule, term: string, message: string, near: string): Problem => {
  const { value, problemAt } = readYaml(source);
  return problemAt(placeOfText(value, term) ?? [], message, `did you mean "${near}"?`);
};

const placeOfText = (node: unknown, text: string): KeyPath | undefined => {
  if (node === text) return [];
  if (typeof node !== 'object' || node === null) return undefined;
  for (const [key, value] of Object.entries(node)) {
    const place = placeOfText(value, text);
    if (place !== undefined) return [Array.isArray(node) ? Number(key) : key, ...place];
  }
  return undefined;
};

/** `blue` of the preset `colours/blue` or `acme/colours/blue`, where presets about a value of the attribute lie in `colours`. */
export const valueOfPreset = ({ terms: { reach } }: WithTerms, preset: string): string | undefined => {
  const [value, folder] = preset.split('/').reverse();
  return reach !== undefined && folder === reach.folder ? value : undefined;
};

/** Names of the presets that documents are. */
export const presetsIn = (documents: readonly CheckedDocument[]): readonly string[] =>
  documents.flatMap(({ document }) => /^preset (.*)$/.exec(document.label)?.[1] ?? []);

/** Values of attributes that the presets among documents are about, by the key of their settings. */
export const termsOfPresets = (
  documents: readonly CheckedDocument[],
  { attributes }: Pick<Registry, 'attributes'>,
): { readonly [key: string]: readonly string[] } =>
  Object.fromEntries(
    withTerms(attributes).map((attribute) => [
      keyOf(attribute),
      [...new Set(presetsIn(documents).flatMap((preset) => valueOfPreset(attribute, preset) ?? []))],
    ]),
  );

const pluginRules = ({ plugins, builtIn, rules }: Registry): readonly RuleDocument[] =>
  plugins.every(({ name }) => name === builtIn)
    ? []
    : [...rules.keys()].filter((id) => id.includes('/')).flatMap((id) => rules.get(id)?.rule ?? []);

const askedBy = (rule: RuleDocument, attribute: WithTerms, registry: Registry): readonly string[] => {
  const conditions = [...(rule.when === undefined ? [] : [rule.when]), rule.assert];
  const leaves = conditions.flatMap((condition) => conditionParts(condition, rule.scope, registry).leaves);
  const paths: readonly (string | undefined)[] = [attribute.terms.noun, keyOf(attribute)];
  return leaves.filter(({ leaf }) => paths.includes(leaf.path)).flatMap(({ leaf }) => textsOf(leaf.value, rule));
};

const textsOf = (value: LeafCondition['value'], rule: RuleDocument): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  const option = typeof value === 'object' && value !== null && 'option' in value ? String(value.option) : undefined;
  const fallback = option === undefined ? undefined : rule.options[option]?.default;
  return fallback === undefined ? [] : textsOf(fallback, { ...rule, options: {} });
};

const selectedTerms = (key: string, { document, overrides }: CheckedDocument) =>
  overrides.flatMap(({ select }, index) =>
    (select[key] ?? []).map((term, at) => ({
      term,
      document,
      path: pathOf(document.value, ['overrides', index, key], at),
    })),
  );

/** The place of one term, which may stand alone or in a list. */
const pathOf = (root: unknown, path: KeyPath, at: number): KeyPath => {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    root,
  );
  return Array.isArray(value) ? [...path, at] : path;
};

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

type Kind = 'role' | 'channel';

/**
 * Roles and channels are words that a seller may choose. One that settings give to subjects and that nothing asks for, or the other
 * way round, is a problem where it is a slip of a known one; any other channel that nothing asks for is said in a notice. Gives all
 * words that the config, its presets and rules speak of.
 */
export const checkWords = (
  sources: WordSources,
  problems: Problem[],
): { readonly words: KnownWords; readonly notices: readonly Notice[] } => {
  const roles = checkKind('role', sources, problems);
  const channels = checkKind('channel', sources, problems);
  return { words: { roles: roles.words, channels: channels.words }, notices: channels.notices };
};

const checkKind = (kind: Kind, sources: WordSources, problems: Problem[]) => {
  const { documents, registry } = sources;
  const words = registry.plugins.flatMap((plugin) => wordsOf(kind, plugin, sources));
  const given = words.filter(({ path }) => path !== undefined);
  const known = new Set([
    ...words.flatMap(({ word, path }) => (path === undefined ? word : [])),
    ...fromRules(kind, sources),
  ]);
  const selected = documents.flatMap((document) => selectedWords(kind, document));
  const asked = new Set([...known, ...selected.map(({ word }) => word)]);
  const either = new Set([...known, ...given.map(({ word }) => word)]);
  for (const { word, path, document } of selected) {
    const near = either.has(word) ? undefined : misspelt(word, either);
    if (near !== undefined)
      problems.push(document.problemAt(path, `unknown ${kind} "${word}"`, `did you mean "${near}"?`));
  }
  const notices: Notice[] = [];
  for (const { word, path = [] } of given) {
    const source = asked.has(word) ? undefined : documentOf(documents, path);
    if (source === undefined) continue;
    const near = misspelt(word, asked);
    if (near !== undefined) {
      problems.push(source.document.problemAt(path, `unknown ${kind} "${word}"`, `did you mean "${near}"?`));
      continue;
    }
    const message = `no rule, preset or override knows the ${kind} "${word}" (known: ${[...known].sort().join(', ')})`;
    notices.push(noticeAt(source, path, { level: 'warning', code: `${kind}-unknown`, message }, sources.root));
  }
  return { words: new Set([...asked, ...either]), notices };
};

const wordsOf = (kind: Kind, plugin: Plugin, { settings, registry: { builtIn } }: WordSources): readonly Word[] => {
  const value = settings.of(plugin.name);
  if (plugin.words === undefined || plugin.settings?.safeParse(value).success === false) return [];
  const base = plugin.name === builtIn ? [] : ['settings', plugin.name];
  return (plugin.words(value)[`${kind}s`] ?? []).map(({ word, path }) => ({
    word,
    ...(path === undefined ? {} : { path: [...base, ...path] }),
  }));
};

/** What `channels/…` presets are named after, and what rules outside the built-in plugin (which says its words itself) compare with. */
const fromRules = (kind: Kind, { registry, ownRules }: WordSources): readonly string[] => [
  ...(kind === 'channel' ? [...registry.presets.keys()].flatMap((id) => channelOf(id) ?? []) : []),
  ...[...ownRules, ...pluginRules(registry)].flatMap((rule) => askedBy(rule, kind, registry)),
];

/** `amazon` of the preset `channels/amazon` or `acme/channels/amazon`. */
export const channelOf = (preset: string): string | undefined => /(?:^|\/)channels\/([^/]+)$/.exec(preset)?.[1];

const pluginRules = ({ plugins, builtIn, rules }: Registry): readonly RuleDocument[] =>
  plugins.every(({ name }) => name === builtIn)
    ? []
    : [...rules.keys()].filter((id) => id.includes('/')).flatMap((id) => rules.get(id)?.rule ?? []);

const askedBy = (rule: RuleDocument, kind: Kind, registry: Registry): readonly string[] => {
  const conditions = [...(rule.when === undefined ? [] : [rule.when]), rule.assert];
  const leaves = conditions.flatMap((condition) => conditionParts(condition, rule.scope, registry).leaves);
  const paths: readonly (string | undefined)[] = [kind, `${kind}s`];
  return leaves.filter(({ leaf }) => paths.includes(leaf.path)).flatMap(({ leaf }) => textsOf(leaf.value, rule));
};

const textsOf = (value: LeafCondition['value'], rule: RuleDocument): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  const option = typeof value === 'object' && value !== null && 'option' in value ? String(value.option) : undefined;
  const fallback = option === undefined ? undefined : rule.options[option]?.default;
  return fallback === undefined ? [] : textsOf(fallback, { ...rule, options: {} });
};

const selectedWords = (kind: Kind, { document, overrides }: CheckedDocument) =>
  overrides.flatMap(({ select }, index) =>
    (select[`${kind}s`] ?? []).map((word, at) => ({
      word,
      document,
      path: pathOf(document.value, ['overrides', index, `${kind}s`], at),
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

import type { Problem } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { Registry } from '../registry/registry.ts';
import { checkOptions } from '../rule/options.ts';
import { nearest, suggest } from '../text/nearest.ts';
import type { ConfigDocument } from './document.ts';
import type { KnownRule } from './rule-files.ts';
import type { SettableSeverity } from './schema.ts';
import type { CheckedDocument, RuleSetting, Selector } from './validate.ts';

/** What one place of the config says of one rule. */
export interface LayerEntry {
  readonly severity?: SettableSeverity;
  readonly options: { readonly [name: string]: Json };
  /** Gives `listing-lint.config.yaml:12:3`: the text of a preset is only read for it. */
  readonly from: () => string;
}

/** Settings of one place that hold together; later layers win. */
export interface Layer {
  /** The user's own word: what it turns on must be able to run. */
  readonly explicit: boolean;
  readonly select?: Selector;
  readonly entries: ReadonlyMap<string, LayerEntry>;
  readonly document?: ConfigDocument;
  readonly settings?: readonly RuleSetting[];
}

/** What rule ids in a config are held against. */
export interface Known {
  readonly rules: ReadonlyMap<string, KnownRule>;
  readonly registry: Registry;
  readonly faulty: ReadonlySet<string>;
  readonly failedPlugins: number;
}

/** Rules of `ruleFiles` run at their own severity; then every document's `rules`, then its `overrides`, in order. */
export const layersOf = (
  documents: readonly CheckedDocument[],
  ownRules: ReadonlyMap<string, KnownRule>,
  known: Known,
  problems: Problem[],
): readonly Layer[] => {
  const check = (document: ConfigDocument, settings: readonly RuleSetting[]): ReadonlyMap<string, LayerEntry> =>
    new Map(settings.flatMap((setting) => checkSetting(document, setting, known, problems)));
  const own: Layer = {
    explicit: true,
    entries: new Map(
      [...ownRules].map(([id, { rule, source }]) => [
        id,
        { severity: rule.severity, options: {}, from: () => source.path },
      ]),
    ),
  };
  const stated = documents.flatMap(({ document, rules, overrides }): readonly Layer[] => {
    const explicit = document.kind !== 'preset';
    return [
      { explicit, entries: check(document, rules), document, settings: rules },
      ...overrides.map((override) => ({
        explicit,
        select: override.select,
        entries: check(document, override.rules),
        document,
        settings: override.rules,
      })),
    ];
  });
  return [own, ...stated].filter((layer) => layer.entries.size > 0);
};

const checkSetting = (
  document: ConfigDocument,
  { id, path, value, faulty = false }: RuleSetting,
  { rules, registry, faulty: faultyRules, failedPlugins }: Known,
  problems: Problem[],
): readonly [string, LayerEntry][] => {
  const rule = rules.get(id)?.rule;
  if (rule === undefined) {
    if (faultyRules.has(id) || (failedPlugins > 0 && id.includes('/'))) return [];
    problems.push(
      document.problemAt(path, `unknown rule "${id}"`, suggest(id, rules.keys()) ?? 'see `listing-lint rules`', 'key'),
    );
    return [];
  }
  const { severity, ...options } = value;
  const found = document.isSound === true ? [] : checkOptions(rule, options, registry);
  for (const { key, message, hint } of found) {
    if (Object.hasOwn(rule.options, key)) problems.push(document.problemAt([...path, key], message, hint));
    else {
      // Beside the options stands the severity, whose name can be misspelt as well.
      const near = nearest(key, ['severity', ...Object.keys(rule.options)]);
      const meant = near === 'severity' ? `did you mean "${near}"?` : hint;
      problems.push(document.problemAt([...path, key], message, meant, 'key'));
    }
  }
  if (faulty) return [];
  return [[id, { ...(severity === undefined ? {} : { severity }), options, from: () => document.placeOf(path) }]];
};

import {
  compileRule,
  isKnownError,
  type JsonObject,
  ListingLintError,
  plainActivations,
  type ResolvedConfig,
  ruleInWords,
  type Severity,
  suggest,
} from '@listing-lint/core';
import { loadFor, loadWithoutConfig } from '../../project/load.ts';
import { CONFIG_QUERY, checkCall, TEXT } from '../check-call.ts';
import { type RuleInfo, ruleInfo } from '../config.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { ruleExamples } from './rule-page.ts';

/** What there is to say of a rule. */
export interface RuleExplanation extends RuleInfo {
  /** The severity that the rule gives itself. */
  readonly ownSeverity: Severity;
  readonly isBuiltIn: boolean;
  /** The plugin that brings it; null for a rule file of the config. */
  readonly plugin: string | null;
  /** The file that it is written in, as messages name it. */
  readonly path: string;
  /** `false`: the config has mistakes, so that severity and options here are those without a config. */
  readonly isConfigRead: boolean;
  /** Values of its options here; empty where it is off. */
  readonly optionsHere: JsonObject;
  /** Settings that it needs in the config. */
  readonly requires: readonly string[];
  /** What it checks, in sentences; empty for a built-in rule, whose `examples` say it. */
  readonly checks: readonly string[];
  /** For a built-in rule, what it checks and examples, as plain text; empty otherwise. */
  readonly examples: string;
}

/** Gives `explainRule` for a program that holds the guard of plugins. */
export const ruleExplainer =
  (program?: Program) =>
  async (id: string, query: ConfigQuery = {}): Promise<RuleExplanation> => {
    checkCall({ name: 'explainRule', args: { id: [id, TEXT] }, options: query, kinds: CONFIG_QUERY });
    const { config, isConfigRead } = await configFor(id, configOptionsOf(query), surroundingsOf(query, program));
    const known = config.rules.get(id);
    if (known === undefined) {
      const hint = suggest(id, config.rules.keys()) ?? 'see `listing-lint rules`';
      throw new ListingLintError('usage', `there is no rule "${id}"`, [{ message: hint }]);
    }
    const { rule, source, plugin } = known;
    const optionsHere = plainActivations(config).get(rule.id)?.options ?? {};
    const isBuiltIn = plugin !== undefined && plugin === config.registry.builtIn;
    const compiled = compileRule(rule, optionsHere, config.registry);
    return {
      ...ruleInfo(rule, config),
      ownSeverity: rule.severity,
      isConfigRead,
      isBuiltIn,
      plugin: plugin ?? null,
      path: source.path,
      optionsHere,
      requires: rule.requires,
      checks: isBuiltIn ? [] : ruleInWords(compiled),
      examples: isBuiltIn ? ruleExamples(rule.id) : '',
    };
  };

/** The config; where it has mistakes, what holds without one, if that knows the rule. */
const configFor = async (
  id: string,
  ...asked: Parameters<typeof loadWithoutConfig>
): Promise<{ readonly config: ResolvedConfig; readonly isConfigRead: boolean }> => {
  try {
    return { config: await loadFor(...asked), isConfigRead: true };
  } catch (error) {
    if (!isKnownError(error, 'config-invalid')) throw error;
    const config = await loadWithoutConfig(...asked);
    if (!config.rules.has(id)) throw error;
    return { config, isConfigRead: false };
  }
};

/** What a rule checks, why, how to fix it, and its options. Rejects with `usage` where the config knows no such rule. */
export const explainRule: (id: string, query?: ConfigQuery) => Promise<RuleExplanation> = ruleExplainer();

import type { Problem } from '../model/error.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry.ts';
import type { YamlDocument } from '../text/yaml-document.ts';

export interface ParsedRule {
  /** Present when there is no problem. Ids of facts and operators in it are full ids. */
  readonly rule?: RuleDocument;
  readonly document: YamlDocument;
  readonly problems: readonly Problem[];
}

/**
 * Reads a YAML rule and finds everything that is wrong with it at once, each with its place. Never throws for a bad text.
 * `plugin` names the plugin whose rule it is: its id gets the plugin's prefix, and it may use the plugin's short ids.
 */
export const parseRule = (
  _source: YamlSource,
  _registry: Registry,
  _options: { readonly plugin?: string } = {},
): ParsedRule => {
  throw new Error('not implemented');
};

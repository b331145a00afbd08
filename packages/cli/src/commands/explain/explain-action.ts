import {
  compileRule,
  escapeControlLines,
  type KnownRule,
  ListingLintError,
  plainActivations,
  type ResolvedConfig,
  ruleInWords,
  suggest,
} from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { loadFor } from '../../project/load.ts';
import { severityHere } from '../../project/severity-here.ts';
import { ruleExamples } from './rule-page.ts';

/** Prints a page about one rule. */
export const explainAction = async (id: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const config = await loadFor(flags, io);
  const known = config.rules.get(id);
  if (known === undefined) {
    const hint = suggest(id, config.rules.keys()) ?? 'see `listing-lint rules`';
    throw new ListingLintError('usage', `there is no rule "${id}"`, [{ message: hint }]);
  }
  io.stdout(escapeControlLines(page(known, config)));
  return 0;
};

const page = ({ rule, source, plugin }: KnownRule, config: ResolvedConfig): string => {
  const activation = plainActivations(config).get(rule.id);
  const builtIn = plugin !== undefined && plugin === config.registry.builtIn;
  const options = Object.entries(rule.options).map(([name, { type, default: fallback, title, minimum, maximum }]) => {
    const value = activation?.options[name];
    const range = [minimum, maximum].some((bound) => bound !== undefined)
      ? `, ${minimum ?? '…'} to ${maximum ?? '…'}`
      : '';
    const now = value === undefined ? '' : `; here ${JSON.stringify(value)}`;
    return `  ${name} (${type}${range}; default ${JSON.stringify(fallback)}${now})${title === undefined ? '' : `\n    ${title}`}`;
  });
  const sources = rule.references.map(({ title, url, read }) => `  ${title}\n    ${url} (read ${read})`);
  const compiled = compileRule(rule, activation?.options ?? {}, config.registry);
  const checks = builtIn ? [] : ruleInWords(compiled).map((line) => `  ${line}`);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Why', [`  ${rule.why.trim()}`]],
    ['How to fix', [`  ${rule.fix.trim()}`]],
    ['What it checks', checks],
    ['Options', options],
    ['Needs in the config', rule.requires.map((key) => `  ${key}`)],
    ['Sources', sources],
  ];
  const head = [
    `${rule.id}: ${rule.title}`,
    `Judges each ${rule.scope}; ${rule.severity} by itself, ${severityHere(config, rule.id)} here. ${builtIn ? 'Built in' : `Defined in ${plugin === undefined ? source.path : `${plugin}: ${source.path}`}`}.`,
  ].join('\n');
  const rest = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, ...lines].join('\n'));
  const examples = builtIn ? ruleExamples(rule.id) : '';
  return `${[head, ...rest, ...(examples === '' ? [] : [examples])].join('\n\n')}\n`;
};

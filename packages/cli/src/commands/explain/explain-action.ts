import { type RuleExplanation, ruleExplainer } from '../../api/explain/explain-rule.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { shownLines } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

/** Prints a page about one rule. */
export const explainAction = async (id: string, flags: ConfigOptions, io: Io): Promise<number> => {
  io.stdout(shownLines(page(await ruleExplainer(io)(id, queryOf(flags, io)))));
  return 0;
};

const page = (rule: RuleExplanation): string => {
  const { isBuiltIn, plugin, path, optionsHere, examples } = rule;
  const options = Object.entries(rule.options).map(([name, { type, default: fallback, title, minimum, maximum }]) => {
    const value = optionsHere[name];
    const range = [minimum, maximum].some((bound) => bound !== undefined)
      ? `, ${minimum ?? '…'} to ${maximum ?? '…'}`
      : '';
    const now = value === undefined || !rule.isConfigRead ? '' : `; here ${JSON.stringify(value)}`;
    return `  ${name} (${type}${range}; default ${JSON.stringify(fallback)}${now})${title === undefined ? '' : `\n    ${title}`}`;
  });
  const sources = rule.references.map(({ title, url, read }) => `  ${title}\n    ${url} (read ${read})`);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Why', [`  ${rule.why.trim()}`]],
    ['How to fix', [`  ${rule.fix.trim()}`]],
    ['What it checks', rule.checks.map((line) => `  ${line}`)],
    ['Options', options],
    ['Needs in the config', rule.requires.map((key) => `  ${key}`)],
    ['Sources', sources],
  ];
  const head = [
    `${rule.id}: ${rule.title}`,
    `Judges each ${rule.scope}; ${rule.ownSeverity} by itself, ${rule.isConfigRead ? `${rule.severity} here` : 'here not known, as the config has mistakes (run `listing-lint` to see them)'}. ${isBuiltIn ? 'Built in' : `Defined in ${plugin === null ? path : `${plugin}: ${path}`}`}.`,
  ].join('\n');
  const rest = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, ...lines].join('\n'));
  return `${[head, ...rest, ...(examples === '' ? [] : [examples])].join('\n\n')}\n`;
};

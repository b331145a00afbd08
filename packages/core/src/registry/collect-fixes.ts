import type { Problem } from '../model/error.ts';
import type { Fix } from '../model/fix.ts';
import type { Plugin } from '../model/plugin.ts';
import type { RuleDocument } from '../model/rule.ts';
import { suggest } from '../text/nearest.ts';
import { withArticle } from '../value/kinds.ts';
import { Collection, fullId } from '../vocabulary/collect.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** A plugin's fix, its id and those of its rules in full. */
export interface FixEntry {
  readonly id: string;
  readonly ruleIds: readonly string[];
  readonly fix: Fix;
  readonly plugin: string;
}

export interface FixSurroundings {
  readonly builtIn: string | undefined;
  readonly rules: ReadonlyMap<string, { readonly rule: RuleDocument }>;
  readonly scopes: Vocabulary['scopes'];
}

/** The fixes of plugins. One that names a rule that is not there, or that has a fix already, or files that must not be mended, is a problem. */
export const collectFixes = (
  plugins: readonly Plugin[],
  { builtIn, rules, scopes }: FixSurroundings,
): {
  readonly all: ReadonlyMap<string, FixEntry>;
  readonly ofRule: ReadonlyMap<string, FixEntry>;
  readonly problems: readonly Problem[];
} => {
  const fixes = new Collection<FixEntry>('fix');
  const ofRule = new Map<string, FixEntry>();
  const problems: Problem[] = [];
  for (const plugin of plugins) {
    for (const fix of plugin.fixes ?? []) {
      const complain = (message: string, hint?: string): void => {
        const what = `plugin "${plugin.name}": the fix "${fix.id}" ${message}`;
        problems.push({ message: what, ...(hint === undefined ? {} : { hint }) });
      };
      const ruleIds: string[] = [];
      for (const short of fix.rules) {
        const own = fullId(plugin, short, builtIn);
        const id = rules.has(own) ? own : short;
        const rule = rules.get(id)?.rule;
        const other = ofRule.get(id);
        if (rule === undefined) complain(`mends a rule "${short}", which is not there`, suggest(short, rules.keys()));
        else if (rule.scope !== fix.scope)
          complain(`is for ${fix.scope}s, and "${id}" judges ${withArticle(rule.scope)}`);
        else if (other !== undefined) complain(`mends "${id}", as "${other.id}" does: a rule has one fix`);
        else ruleIds.push(id);
      }
      if (scopes.get(fix.scope)?.kind.fixing === undefined)
        complain(`is for ${fix.scope}s, whose files are not mended`, 'its subject kind has to say how, by `fixing`');
      const entry: FixEntry = { id: fullId(plugin, fix.id, builtIn), ruleIds, fix, plugin: plugin.name };
      fixes.add(entry.id, entry, plugin);
      for (const id of ruleIds) ofRule.set(id, entry);
    }
  }
  return { all: fixes.all, ofRule, problems: [...fixes.problems, ...problems] };
};

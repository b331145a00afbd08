import type { ResolvedConfig } from '../../config/load.ts';
import { valueOfPreset } from '../../config/terms.ts';
import { type Attribute, valuesOf, withTerms } from '../../model/attribute.ts';
import type { NotChecked, Notice } from '../../model/report.ts';
import type { Plan } from '../../plan/plan.ts';
import { type CompiledRule, isQuantifiedLeaf, requiredLeaves } from '../../rule/formula/formula.ts';
import { compareText } from '../../text/compare.ts';
import type { SubjectSet } from '../discover.ts';

/**
 * Rules that are on, but only for a value of an attribute that no subject of the whole set has, and presets of such values that turn on no
 * rule of their own: what a user who has named the preset believes to be checked.
 */
export const unreachedIn = (
  { documents, registry }: Pick<ResolvedConfig, 'documents' | 'registry'>,
  plan: Plan,
  subjects: SubjectSet,
): { readonly notChecked: readonly NotChecked[]; readonly notices: readonly Notice[] } => {
  const all = [...subjects.values()].flat();
  // Most subjects have their rules in common.
  const lists = new Set(all.map((subject) => plan.rulesFor(subject)));
  const rules = new Map([...lists].flatMap((list) => list.map(({ id, compiled }) => [id, compiled] as const)));
  const presets = documents.flatMap(({ document }) => /^preset (.*)$/.exec(document.label)?.[1] ?? []);
  const found = withTerms(registry.attributes).map((attribute) => {
    const { noun, reach } = attribute.terms;
    const reached = new Set(all.flatMap((subject) => valuesOf(subject, attribute)));
    const notChecked = [...rules].flatMap(([ruleId, compiled]): NotChecked[] => {
      const value = reach && guardedValue(compiled, attribute);
      return value === undefined || reached.has(value) ? [] : [{ ruleId, requires: attribute.name, [noun]: value }];
    });
    const told = new Set(notChecked.map((each) => each[noun]));
    const notices = presets.flatMap((preset): Notice[] => {
      const value = valueOfPreset(attribute, preset);
      if (reach === undefined || value === undefined || reached.has(value) || told.has(value)) return [];
      const message = reach.message.replace('{{value}}', () => value).replace('{{preset}}', () => preset);
      return [{ level: 'warning', code: `${noun}-unused`, message }];
    });
    return { notChecked, notices };
  });
  return {
    notChecked: found.flatMap((each) => each.notChecked).sort((a, b) => compareText(a.ruleId, b.ruleId)),
    notices: found.flatMap((each) => each.notices),
  };
};

/** The one value that `when` asks for, where it asks for one whatever else holds. */
const guardedValue = ({ when }: CompiledRule, { name }: Attribute): string | undefined =>
  requiredLeaves(when).flatMap((leaf) => {
    if (isQuantifiedLeaf(leaf) || leaf.of !== undefined) return [];
    const { path, operator, negated, expected } = leaf;
    return path === name && operator.id === 'contains' && !negated && typeof expected === 'string' ? [expected] : [];
  })[0];

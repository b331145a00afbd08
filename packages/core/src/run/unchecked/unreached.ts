import type { ResolvedConfig } from '../../config/load.ts';
import { presetsIn, valueOfPreset } from '../../config/terms.ts';
import { type Attribute, valuesOf, withTerms } from '../../model/attribute.ts';
import type { NotChecked, Notice } from '../../model/report.ts';
import type { Plan } from '../../plan/plan.ts';
import { type CompiledRule, formulaLeaves, isQuantifiedLeaf, requiredLeaves } from '../../rule/formula/formula.ts';
import { compareText } from '../../text/compare.ts';
import type { SubjectSet } from '../discover.ts';

/**
 * Reports enabled rules and presets that no subject is affected by, and attribute values of subjects that no enabled rule or preset covers.
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
  const presets = presetsIn(documents);
  const found = withTerms(registry.attributes).map((attribute) => {
    const { noun, reach } = attribute.terms;
    const reached = new Set(all.flatMap((subject) => valuesOf(subject, attribute)));
    const notChecked = [...rules].flatMap(([ruleId, compiled]): NotChecked[] => {
      const value = reach && guardedValue(compiled, attribute);
      return value === undefined || reached.has(value) ? [] : [{ ruleId, requires: attribute.name, [noun]: value }];
    });
    const reported = new Set(notChecked.map((each) => each[noun]));
    const notices = presets.flatMap((preset): Notice[] => {
      const value = valueOfPreset(attribute, preset);
      if (reach === undefined || value === undefined || reached.has(value) || reported.has(value)) return [];
      return [{ level: 'warning', code: `${noun}-unused`, message: filled(reach.message, value, preset) }];
    });
    const isConfigured = configuredValues(attribute, documents, presets, [...rules.values()]);
    const unchecked = [...registry.presets.keys()].flatMap((preset): Notice[] => {
      const value = valueOfPreset(attribute, preset);
      if (reach?.unasked === undefined || value === undefined || !reached.has(value) || isConfigured(value)) return [];
      return [{ level: 'warning', code: `${noun}-unchecked`, message: filled(reach.unasked, value, preset) }];
    });
    return { notChecked, notices: [...notices, ...unchecked] };
  });
  return {
    notChecked: found.flatMap((each) => each.notChecked).sort((a, b) => compareText(a.ruleId, b.ruleId)),
    notices: found.flatMap((each) => each.notices),
  };
};

/** Returns the one value that `when` always requires of the attribute, if any. */
const guardedValue = ({ when }: CompiledRule, { name }: Attribute): string | undefined =>
  requiredLeaves(when).flatMap((leaf) => {
    if (isQuantifiedLeaf(leaf) || leaf.of !== undefined) return [];
    const { path, operator, negated, expected } = leaf;
    return path === name && operator.id === 'contains' && !negated && typeof expected === 'string' ? [expected] : [];
  })[0];

const filled = (message: string, value: string, preset: string): string =>
  message.replace('{{value}}', () => value).replace('{{preset}}', () => preset);

/** Returns a predicate: whether a preset, an override or a rule that is on names a value. */
const configuredValues = (
  attribute: ReturnType<typeof withTerms>[number],
  documents: ResolvedConfig['documents'],
  presets: readonly string[],
  rules: readonly CompiledRule[],
): ((value: string) => boolean) => {
  const key = attribute.select?.key ?? attribute.name;
  const named = new Set<unknown>([
    ...presets.flatMap((preset) => valueOfPreset(attribute, preset) ?? []),
    ...documents.flatMap(({ overrides }) => overrides.flatMap(({ select }) => select[key] ?? [])),
    ...rules.flatMap(({ when, assert }) =>
      [...(when === undefined ? [] : formulaLeaves(when)), ...formulaLeaves(assert)].flatMap((leaf) =>
        isQuantifiedLeaf(leaf) || leaf.path !== attribute.name ? [] : leaf.expected,
      ),
    ),
  ]);
  return (value) => named.has(value);
};

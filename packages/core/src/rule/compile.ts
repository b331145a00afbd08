import { parseTemplate, type TemplatePart } from '../message/template.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import type { Condition, LeafCondition, RuleDocument } from '../model/rule.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { isUnknownStep } from '../vocabulary/shape.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { bindDefaults } from './options.ts';
import { bindOptions, bindParams, type FactReference, factReference } from './references.ts';

/** A fact that a rule may ask for, with the params it asks it with (options bound). */
export interface FactUse {
  readonly fact: string;
  readonly params: JsonObject;
}

/** A fact and the place in it that is meant; empty for the whole. */
export interface PlacedUse extends FactUse {
  readonly path: string;
}

/** One comparison with options bound. `negated`: it must not hold. */
export interface BoundLeaf {
  readonly fact: string;
  readonly path: string;
  readonly params: JsonObject;
  readonly operator: Operator;
  readonly negated: boolean;
  /** The literal to compare with; null where `reference` gives it. */
  readonly expected: Json;
  readonly reference?: PlacedUse;
  readonly message?: readonly TemplatePart[];
  /** What `{{fact.path}}` in the message stands for, by name. */
  readonly messageFacts: ReadonlyMap<string, PlacedUse>;
  /** What the value is called in sentences. */
  readonly label: string;
  /** Of the number, where the fact's schema says one. */
  readonly unit: string | undefined;
}

/**
 * Negation normal form: `not` stands at leaves only, so that the value of the whole never falls when a leaf's rises. That is why
 * trying unknown leaves once as true and once as false is exactly Kleene's logic.
 */
export type Formula = BoundLeaf | { readonly all: readonly Formula[] } | { readonly any: readonly Formula[] };

/** A rule ready to be evaluated any number of times, side by side. */
export interface CompiledRule {
  readonly rule: RuleDocument;
  /** Defaults with the given values over them. */
  readonly options: JsonObject;
  readonly when?: Formula;
  readonly assert: Formula;
  /** Facts of `when`: always asked. */
  readonly guardFacts: readonly FactUse[];
  /** Facts of `assert`, of values and of messages: asked only when `when` holds. */
  readonly assertFacts: readonly FactUse[];
}

/** Binds options. The values must have passed `checkOptions`, the rule `parseRule`. */
export const compileRule = (
  rule: RuleDocument,
  values: { readonly [name: string]: Json },
  vocabulary: Vocabulary,
): CompiledRule => {
  const options = bindDefaults(rule, values);
  const bind = (condition: Condition): Formula =>
    toFormula(condition, false, (leaf, negated) => bindLeaf(leaf, negated, rule, options, vocabulary));
  const when = rule.when && bind(rule.when);
  const assert = bind(rule.assert);
  return {
    rule,
    options,
    ...(when ? { when } : {}),
    assert,
    guardFacts: when ? factsOf(when) : [],
    assertFacts: factsOf(assert),
  };
};

export const isLeaf = (formula: Formula): formula is BoundLeaf => 'operator' in formula;

export const formulaLeaves = (formula: Formula): readonly BoundLeaf[] =>
  isLeaf(formula) ? [formula] : ('all' in formula ? formula.all : formula.any).flatMap(formulaLeaves);

const toFormula = (
  condition: Condition,
  negated: boolean,
  bind: (leaf: LeafCondition, negated: boolean) => BoundLeaf,
): Formula => {
  if ('not' in condition) return toFormula(condition.not, !negated, bind);
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const children = (isAll ? condition.all : condition.any).map((child) => toFormula(child, negated, bind));
    return isAll !== negated ? { all: children } : { any: children };
  }
  return bind(condition, negated);
};

const bindLeaf = (
  leaf: LeafCondition,
  negated: boolean,
  rule: RuleDocument,
  options: JsonObject,
  vocabulary: Vocabulary,
): BoundLeaf => {
  const operator = vocabulary.operators.get(leaf.operator);
  if (!operator) throw new Error(`rule ${rule.id} was compiled with another vocabulary: no operator ${leaf.operator}`);
  const reference = factReference(leaf.value);
  const message = leaf.message === undefined ? undefined : parseTemplate(leaf.message).parts;
  const words = (): { readonly title?: string; readonly unit?: string } => {
    const shape = vocabulary.fact(rule.scope, leaf.fact)?.shape.at(leaf.path ?? '');
    return shape && !isUnknownStep(shape) ? shape : {};
  };
  return {
    fact: leaf.fact,
    path: leaf.path ?? '',
    params: bindParams(leaf.params ?? {}, options),
    operator,
    negated,
    expected: reference ? null : bindOptions(leaf.value, options),
    ...(reference ? { reference: placed(reference, options) } : {}),
    ...(message ? { message } : {}),
    messageFacts: new Map((message ?? []).flatMap((part) => messageFact(part, operator, rule, vocabulary))),
    // Asked for by sentences alone; most runs need few, and reading a schema is dear.
    get label() {
      return shortTitle(words().title) ?? inWords(leaf.fact, leaf.path);
    },
    get unit() {
      return words().unit;
    },
  };
};

const LONGEST_LABEL = 40;

/** The words of a title that name the thing; what follows a semicolon explains its values. None where it is a whole sentence. */
const shortTitle = (title: string | undefined): string | undefined => {
  const name = title?.split(';', 1)[0];
  return name !== undefined && name.length <= LONGEST_LABEL ? name : undefined;
};

/** `image`, `shortSide` → "image short side". A path that says it all (`watermark.status`) keeps the fact's name before it. */
const inWords = (fact: string, path: string | undefined): string =>
  [...(fact.split('/').at(-1) ?? fact).split('.'), ...(path ?? '').split('.')]
    .filter((step) => step !== '')
    .map((step) =>
      /^[a-z]+([A-Z][a-z]+)*$/.test(step) ? step.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : step,
    )
    .join(' ');

/** The facts of a formula, of its values and of its messages, each use once. */
const factsOf = (formula: Formula): readonly FactUse[] => {
  const uses = formulaLeaves(formula).flatMap((leaf): FactUse[] => [
    { fact: leaf.fact, params: leaf.params },
    ...(leaf.reference ? [{ fact: leaf.reference.fact, params: leaf.reference.params }] : []),
    ...[...leaf.messageFacts.values()].map(({ fact, params }) => ({ fact, params })),
  ]);
  return [...new Map(uses.map((use) => [useKey(use), use])).values()];
};

const placed = (reference: FactReference, options: JsonObject): PlacedUse => ({
  fact: reference.fact,
  path: reference.path ?? '',
  params: bindParams(reference.params ?? {}, options),
});

/** The fact that `{{fact.path}}` names; none for text, `actual`, `expected`, an operator's words and options. */
const messageFact = (
  part: TemplatePart,
  operator: Operator,
  rule: RuleDocument,
  vocabulary: Vocabulary,
): readonly (readonly [string, PlacedUse])[] => {
  if (typeof part === 'string' || ['actual', 'expected', ...(operator.words ?? [])].includes(part.name)) return [];
  const [head = '', ...rest] = part.name.split('.');
  const plugin = rule.id.includes('/') ? rule.id.slice(0, rule.id.lastIndexOf('/')) : undefined;
  const entry = head === 'option' ? undefined : vocabulary.fact(rule.scope, head, plugin);
  return entry ? [[part.name, { fact: entry.id, path: rest.join('.'), params: {} }]] : [];
};

/** One text for one fact and its params, whatever the order of the keys. */
export const useKey = (use: FactUse): string => `${use.fact} ${canonicalJson(use.params)}`;

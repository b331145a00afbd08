import type { TemplatePart } from '../../message/template.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Operator } from '../../model/operator.ts';
import type { Quantifier, RuleDocument } from '../../model/rule.ts';
import { canonicalJson } from '../../text/canonical-json.ts';
import type { RelationEntry } from '../../vocabulary/relations.ts';
import type { Tolerance } from './tolerance.ts';

/** A fact that a rule may ask for, with the params it asks it with (options bound). */
export interface FactUse {
  readonly fact: string;
  readonly params: JsonObject;
}

/** A fact and the place in it that is meant; empty for the whole. */
export interface PlacedUse extends FactUse {
  readonly path: string;
  /** One text for the fact and its params, made beforehand: a fact is asked for again and again. */
  readonly key: string;
  /** Whose it is, where that is a related subject. */
  readonly of?: RelationEntry;
}

/** What a message is filled with, and what the value is called in sentences. */
export interface Spoken {
  readonly message?: readonly TemplatePart[];
  /** What `{{fact.path}}` in the message stands for, by name. */
  readonly messageFacts: ReadonlyMap<string, PlacedUse>;
}

/** What a place is called in sentences, and the unit of its number, where the fact's schema says one. */
export interface Named {
  readonly label: string;
  readonly unit: string | undefined;
}

/** One comparison with options bound. `negated`: it must not hold. */
export interface BoundLeaf extends PlacedUse, Spoken, Named {
  readonly operator: Operator;
  readonly negated: boolean;
  /** The literal to compare with; null where `reference` gives it. */
  readonly expected: Json;
  readonly reference?: PlacedUse;
}

/** What a number of members, or of their values, is compared by. */
export interface BoundNumber {
  readonly operator: Operator;
  readonly expected: Json;
  readonly reference?: PlacedUse;
}

/**
 * A condition over related subjects with options bound. Its truth is derived from what is true of each member before the formula that
 * it stands in is evaluated: for that it is a leaf like any other.
 */
export interface QuantifiedLeaf extends Spoken {
  readonly relation: RelationEntry;
  readonly quantifier: Quantifier;
  readonly negated: boolean;
  /** Of the members' scope. */
  readonly where?: Formula;
  readonly that?: Formula;
  /** The value of each member that is compared among them. */
  readonly place?: PlacedUse & Named;
  readonly tolerance?: Tolerance;
  readonly number?: BoundNumber;
}

export type Leaf = BoundLeaf | QuantifiedLeaf;

/**
 * Negation normal form: `not` stands at leaves only, so that the value of the whole never falls when a leaf's rises. That is why
 * trying unknown leaves once as true and once as false is exactly Kleene's logic.
 */
export type Formula = Leaf | { readonly all: readonly Formula[] } | { readonly any: readonly Formula[] };

/** A rule ready to be evaluated any number of times, side by side. */
export interface CompiledRule {
  readonly rule: RuleDocument;
  /** Defaults with the given values over them. */
  readonly options: JsonObject;
  readonly when?: Formula;
  readonly assert: Formula;
  /** What a finding of several causes says above them. */
  readonly headline?: Spoken;
  /** Facts of `when`: always asked. */
  readonly guardFacts: readonly FactUse[];
  /** Facts of `assert`, of values and of messages: asked only when `when` holds. */
  readonly assertFacts: readonly FactUse[];
}

export const isLeaf = (formula: Formula): formula is Leaf => !('all' in formula || 'any' in formula);

export const isQuantifiedLeaf = (leaf: Leaf): leaf is QuantifiedLeaf => 'quantifier' in leaf;

/** The leaves that have to hold whatever else does. */
export const requiredLeaves = (formula: Formula | undefined): readonly Leaf[] => {
  if (formula === undefined) return [];
  return isLeaf(formula) ? [formula] : 'all' in formula ? formula.all.filter(isLeaf) : [];
};

/** The leaves of a formula, in the order in which they are written; those of members' formulas are not among them. */
export const formulaLeaves = (formula: Formula): readonly Leaf[] =>
  isLeaf(formula) ? [formula] : ('all' in formula ? formula.all : formula.any).flatMap(formulaLeaves);

/** What a leaf asks of the subject itself and of subjects that are one to it: its values and those of its message. */
export const usesOf = (leaf: Leaf): readonly PlacedUse[] => {
  const reference = isQuantifiedLeaf(leaf) ? leaf.number?.reference : leaf.reference;
  return [...(isQuantifiedLeaf(leaf) ? [] : [leaf]), ...(reference ? [reference] : []), ...leaf.messageFacts.values()];
};

/** One text for one fact and its params, whatever the order of the keys. */
export const useKey = (use: FactUse): string => `${use.fact} ${canonicalJson(use.params)}`;

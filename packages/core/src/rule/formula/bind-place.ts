import { parseTemplate, type TemplatePart } from '../../message/template.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RuleDocument } from '../../model/rule.ts';
import type { RelationEntry } from '../../vocabulary/relations.ts';
import { isUnknownStep } from '../../vocabulary/shape.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { bindParams, type FactReference } from '../references.ts';
import { type FactUse, type Named, type PlacedUse, type Spoken, useKey } from './formula.ts';

/** What the parts of one rule are bound with. `scope` is that of the subjects that a condition is made for. */
export interface BindContext {
  readonly rule: RuleDocument;
  readonly scope: string;
  readonly options: JsonObject;
  readonly vocabulary: Vocabulary;
}

/** A relation that a checked rule names. */
export const relationOf = (name: string, { rule, scope, vocabulary }: BindContext): RelationEntry => {
  const entry = vocabulary.relations(scope).get(name);
  if (!entry) throw new Error(`rule ${rule.id} was compiled with another vocabulary: no relation ${name} of ${scope}`);
  return entry;
};

export const placed = (reference: FactReference, context: BindContext): PlacedUse => {
  const use = { fact: reference.fact, params: bindParams(reference.params ?? {}, context.options) };
  return {
    ...use,
    path: reference.path ?? '',
    key: useKey(use),
    ...(reference.of === undefined ? {} : { of: relationOf(reference.of, context) }),
  };
};

/** What a place is called in sentences. Asked for by sentences alone: most runs need few, and reading a schema is dear. */
export const placeNames = (reference: FactReference, context: BindContext): Named => {
  const scope = reference.of === undefined ? context.scope : relationOf(reference.of, context).relation.scope;
  const words = (): { readonly title?: string; readonly unit?: string } => {
    const shape = context.vocabulary.fact(scope, reference.fact)?.shape.at(reference.path ?? '');
    return shape && !isUnknownStep(shape) ? shape : {};
  };
  return {
    get label() {
      return shortTitle(words().title) ?? inWords(reference.fact, reference.path);
    },
    get unit() {
      return words().unit;
    },
  };
};

/** A message and the facts of the subject that it names. `words`: names that are none. */
export const spoken = (message: string | undefined, words: readonly string[], context: BindContext): Spoken => {
  if (message === undefined) return { messageFacts: new Map() };
  const { parts } = parseTemplate(message);
  return { message: parts, messageFacts: new Map(parts.flatMap((part) => messageFact(part, words, context))) };
};

/** The headline of a rule. A fact in it is the one that the conditions ask for, with their params; of several the first. */
export const headline = (uses: readonly FactUse[], words: readonly string[], context: BindContext): Spoken => {
  const { message, messageFacts } = spoken(context.rule.headline, words, context);
  const asked = [...messageFacts].map(([name, place]): readonly [string, PlacedUse] => {
    const use = uses.find(({ fact }) => fact === place.fact) ?? place;
    return [name, { ...place, params: use.params, key: useKey(use) }];
  });
  return { ...(message === undefined ? {} : { message }), messageFacts: new Map(asked) };
};

/** The fact that `{{fact.path}}` names; none for text, `actual`, `expected`, the words of an operator or quantifier, and options. */
const messageFact = (
  part: TemplatePart,
  words: readonly string[],
  { rule, scope, vocabulary }: BindContext,
): readonly (readonly [string, PlacedUse])[] => {
  if (typeof part === 'string' || ['actual', 'expected', 'each', ...words].includes(part.name)) return [];
  const [head = '', ...rest] = part.name.split('.');
  const plugin = rule.id.includes('/') ? rule.id.slice(0, rule.id.lastIndexOf('/')) : undefined;
  const entry = head === 'option' ? undefined : vocabulary.fact(scope, head, plugin);
  if (!entry) return [];
  const use = { fact: entry.id, params: {} };
  return [[part.name, { ...use, path: rest.join('.'), key: useKey(use) }]];
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

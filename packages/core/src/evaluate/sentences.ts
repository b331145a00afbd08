import { plain, quoted } from '../message/format.ts';
import { parseTemplate, renderTemplate, type TemplatePart } from '../message/template.ts';
import type { Json } from '../model/json.ts';
import type { BoundLeaf, BoundNumber, CompiledRule, Formula, Leaf, QuantifiedLeaf } from '../rule/formula/formula.ts';
import { isLeaf, isQuantifiedLeaf } from '../rule/formula/formula.ts';
import type { Frame } from './judged.ts';
import { operandValue } from './operand.ts';

/** What the names in a message stand for: the words of its condition, options, facts of the subject. */
export const lookUpIn = async (
  { messageFacts }: Pick<Leaf, 'messageFacts'>,
  given: { readonly [name: string]: Json },
  { ask }: Frame,
  options: { readonly [name: string]: Json },
): Promise<(name: string) => Json | undefined> => {
  const words: { [name: string]: Json } = { ...given };
  for (const [name, use] of messageFacts) words[name] = operandValue(await ask(use));
  return (name) => (name.startsWith('option.') ? options[name.slice('option.'.length)] : words[name]);
};

type Phrased = Pick<BoundLeaf, 'operator' | 'unit'>;

/** How a sentence of our own writes values. A length of time and `today` are words, not texts of the subject. */
export const writerOf = ({ operator, unit }: Phrased) => {
  const isTime = operator.accepts.every((kind) => kind === 'date');
  return (value: Json, other: Json | undefined): string => {
    if (isTime) return plain(value);
    return operator.id === 'between' && Array.isArray(value)
      ? value.map((bound) => (bound === 'today' ? bound : quoted(bound, undefined, unit))).join(' and ')
      : quoted(value, other, unit);
  };
};

/** "image width is 500 px but must be at least 1000 px", for a condition without a message. */
export const defaultTemplate = (
  label: string,
  leaf: Pick<BoundLeaf, 'operator' | 'negated'>,
  expected: Json,
): readonly TemplatePart[] => [
  `${label} is `,
  { name: 'actual' },
  ` but must ${leaf.negated ? 'not ' : ''}`,
  ...parseTemplate(phraseOf(leaf, expected)).parts,
];

const phraseOf = ({ operator }: Pick<BoundNumber, 'operator'>, expected: Json): string =>
  typeof operator.phrase === 'function'
    ? operator.phrase(expected)
    : (operator.phrase ?? `satisfy ${operator.id} {{expected}}`);

/** "be at least 3": what a number has to do. */
export const demandOf = (number: BoundNumber, expected: Json): string =>
  renderTemplate(
    parseTemplate(phraseOf(number, expected)).parts,
    (name) => (name === 'expected' ? expected : undefined),
    () => undefined,
    writerOf({ operator: number.operator, unit: undefined }),
  );

/** "image short side must be at least 2000 px": what a formula asks of a subject, in words. */
export const demand = (formula: Formula): string => {
  if (!isLeaf(formula)) {
    const parts = ('all' in formula ? formula.all : formula.any).map((part) =>
      isLeaf(part) ? demand(part) : `(${demand(part)})`,
    );
    return parts.join('all' in formula ? ' and ' : ' or ');
  }
  if (isQuantifiedLeaf(formula)) return demandOnMembers(formula);
  const { label, negated, expected, reference, of } = formula;
  const phrase = parseTemplate(phraseOf(formula, expected)).parts;
  const against = reference && [reference.of?.name, reference.fact, reference.path].filter(Boolean).join(' ');
  const value = renderTemplate(
    phrase,
    (name) => (name === 'expected' ? (against ?? expected) : undefined),
    () => undefined,
    against === undefined ? writerOf(formula) : plain,
  );
  return `${label}${of === undefined ? '' : ` of its ${of.name}`} must ${negated ? 'not ' : ''}${value}`;
};

/** "every one of its pictures: image short side must be at least 2000 px". */
const demandOnMembers = (leaf: QuantifiedLeaf): string => {
  const { quantifier, relation, where, that, place, number, negated } = leaf;
  const members = `its ${relation.name}${where === undefined ? '' : ` (those of which ${demand(where)})`}`;
  const what = that === undefined ? '' : `: ${demand(that)}`;
  const compared = number === undefined ? '' : ` must ${demandOf(number, number.expected)}`;
  const words: { readonly [each in QuantifiedLeaf['quantifier']]: string } = {
    any: `at least one of ${members}${what}`,
    every: `every one of ${members}${what}`,
    none: `none of ${members}${what}`,
    atLeast: `the number of ${members}${compared}${what}`,
    atMost: `the number of ${members}${compared}${what}`,
    count: `the number of ${members}${compared}${what}`,
    same: `${place?.label ?? ''} is the same for all of ${members}`,
    distinct: `${place?.label ?? ''} differs among all of ${members}`,
    unique: `${place?.label ?? ''} is that of no other of ${members}`,
    exist: `all of ${members} exist`,
  };
  const said =
    quantifier === 'distinct' && number !== undefined
      ? `the number of different values of ${place?.label ?? ''} among ${members}${compared}`
      : words[quantifier];
  return negated ? `not (${said})` : said;
};

/** What a rule asks, in words: which subjects it judges, and what must hold of them. */
export const ruleInWords = ({ when, assert }: CompiledRule): readonly string[] => [
  ...(when === undefined ? [] : [`when ${demand(when)}`]),
  demand(assert),
];

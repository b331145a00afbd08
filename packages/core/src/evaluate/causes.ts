import { plain, quoted } from '../message/format.ts';
import { parseTemplate, renderTemplate } from '../message/template.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Cause } from '../model/report.ts';
import type { BoundLeaf, CompiledRule } from '../rule/compile.ts';
import type { JudgedLeaf } from './json-rules.ts';
import { isUnknown, type Operand, operandAt } from './operand.ts';

/** What a leaf that does not hold, or is unknown, says in a finding. */
export const causeOf = async (
  judged: JudgedLeaf,
  compiled: CompiledRule,
  ask: (fact: string, params: JsonObject) => Promise<Operand>,
): Promise<Cause> => {
  const { leaf } = judged;
  const actual = operandValue(judged.actual);
  const expected = operandValue(judged.expected);
  const unknown = judged.unknown === undefined ? undefined : ((await reasonBeside(judged, ask)) ?? judged.unknown);
  return {
    fact: leaf.fact,
    ...(leaf.path === '' ? {} : { path: leaf.path }),
    operator: leaf.negated ? `not ${leaf.operator.id}` : leaf.operator.id,
    actual,
    expected,
    ...(unknown === undefined ? {} : { unknown }),
    message:
      unknown === undefined ? await sentence(judged, actual, expected, compiled, ask) : unknownSentence(leaf, unknown),
  };
};

/** Why a part of a fact is null, where a `reason` stands beside it. */
const reasonBeside = async (
  { leaf, actual }: JudgedLeaf,
  ask: (fact: string, params: JsonObject) => Promise<Operand>,
): Promise<string | undefined> => {
  if (isUnknown(actual) || actual.value !== null || leaf.path === '') return undefined;
  const beside = [...leaf.path.split('.').slice(0, -1), 'reason'].join('.');
  const reason = operandValue(operandAt(await ask(leaf.fact, leaf.params), beside));
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
};

const operandValue = (operand: Operand): Json => (isUnknown(operand) ? null : operand.value);

const unknownSentence = (leaf: BoundLeaf, reason: string): string => `${leaf.label} could not be judged: ${reason}`;

const sentence = async (
  judged: JudgedLeaf,
  actual: Json,
  expected: Json,
  compiled: CompiledRule,
  ask: (fact: string, params: JsonObject) => Promise<Operand>,
): Promise<string> => {
  const { leaf } = judged;
  const words: { [name: string]: Json } = { ...leaf.operator.explain?.(actual, expected), actual, expected };
  for (const [name, use] of leaf.messageFacts)
    words[name] = operandValue(operandAt(await ask(use.fact, use.params), use.path));
  const lookUp = (name: string): Json | undefined =>
    name.startsWith('option.') ? compiled.options[name.slice('option.'.length)] : words[name];
  const besides = (name: string): Json | undefined =>
    name === 'actual' ? expected : name === 'expected' ? actual : undefined;
  if (leaf.message !== undefined) return renderTemplate(leaf.message, lookUp, besides);
  return renderTemplate(defaultTemplate(leaf, expected), lookUp, besides, writerOf(leaf));
};

/** How a sentence of our own writes values. A length of time and `today` are words, not texts of the subject. */
const writerOf = ({ operator, unit }: BoundLeaf) => {
  const isTime = operator.accepts.every((kind) => kind === 'date');
  return (value: Json, other: Json | undefined): string => {
    if (isTime) return plain(value);
    return operator.id === 'between' && Array.isArray(value)
      ? value.map((bound) => (bound === 'today' ? bound : quoted(bound, undefined, unit))).join(' and ')
      : quoted(value, other, unit);
  };
};

/** "image width is 500 px but must be at least 1000 px", for a leaf without a message. */
const defaultTemplate = (leaf: BoundLeaf, expected: Json) => {
  const phrase = phraseOf(leaf, expected);
  return [
    `${leaf.label} is `,
    { name: 'actual' },
    ` but must ${leaf.negated ? 'not ' : ''}`,
    ...parseTemplate(phrase).parts,
  ];
};

const phraseOf = ({ operator }: BoundLeaf, expected: Json): string =>
  typeof operator.phrase === 'function'
    ? operator.phrase(expected)
    : (operator.phrase ?? `satisfy ${operator.id} {{expected}}`);

/** The sentences of a finding, joined; each once. */
export const messageOf = (causes: readonly Cause[]): string =>
  [...new Set(causes.map((cause) => cause.message))].join('; ');

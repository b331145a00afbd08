import { renderTemplate } from '../message/template.ts';
import type { Json } from '../model/json.ts';
import type { Cause } from '../model/report.ts';
import type { BoundLeaf } from '../rule/formula/formula.ts';
import type { Frame, JudgedComparison } from './judged.ts';
import { isUnknown, operandValue } from './operand.ts';
import { defaultTemplate, lookUpIn, writerOf } from './sentences.ts';

/** What a comparison that does not hold, or is unknown, says in a finding. */
export const causeOf = async (
  judged: JudgedComparison,
  frame: Frame,
  options: { readonly [name: string]: Json },
): Promise<Cause> => {
  const { leaf } = judged;
  const actual = operandValue(judged.actual);
  const expected = operandValue(judged.expected);
  const unknown = judged.unknown === undefined ? undefined : ((await reasonBeside(judged, frame)) ?? judged.unknown);
  return {
    ...(leaf.of === undefined ? {} : { of: leaf.of.name }),
    fact: leaf.fact,
    ...(leaf.path === '' ? {} : { path: leaf.path }),
    operator: leaf.negated ? `not ${leaf.operator.id}` : leaf.operator.id,
    actual,
    expected,
    ...(unknown === undefined ? {} : { unknown }),
    message:
      unknown === undefined ? await sentence(judged, actual, expected, frame, options) : unknownSentence(leaf, unknown),
  };
};

/** Why a part of a fact is null, where a `reason` stands beside it. */
const reasonBeside = async ({ leaf, actual }: JudgedComparison, { ask }: Frame): Promise<string | undefined> => {
  if (isUnknown(actual) || actual.value !== null || leaf.path === '') return undefined;
  const path = [...leaf.path.split('.').slice(0, -1), 'reason'].join('.');
  const { fact, params, key, of } = leaf;
  const reason = operandValue(await ask({ fact, params, key, path, ...(of === undefined ? {} : { of }) }));
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
};

/** Whose value it is, where that is not the subject itself. */
const labelOf = ({ of, label }: BoundLeaf): string => (of === undefined ? label : `${label} of its ${of.name}`);

const unknownSentence = (leaf: BoundLeaf, reason: string): string => `${labelOf(leaf)} could not be judged: ${reason}`;

const sentence = async (
  { leaf }: JudgedComparison,
  actual: Json,
  expected: Json,
  frame: Frame,
  options: { readonly [name: string]: Json },
): Promise<string> => {
  const words = { ...leaf.operator.explain?.(actual, expected), actual, expected };
  const lookUp = await lookUpIn(leaf, words, frame, options);
  const besides = (name: string): Json | undefined =>
    name === 'actual' ? expected : name === 'expected' ? actual : undefined;
  if (leaf.message !== undefined) return renderTemplate(leaf.message, lookUp, besides);
  const template = defaultTemplate(labelOf(leaf), leaf, expected);
  return renderTemplate(template, lookUp, besides, writerOf(leaf));
};

/** The sentences of a finding, joined; each once. */
export const messageOf = (causes: readonly Cause[]): string =>
  [...new Set(causes.map((cause) => cause.message))].join('; ');

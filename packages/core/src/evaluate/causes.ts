import { plainSentence, sentenceList } from '../message/format.ts';
import { renderTemplate } from '../message/template.ts';
import type { Json } from '../model/json.ts';
import type { Cause } from '../model/report.ts';
import type { BoundLeaf, PlacedUse, Spoken } from '../rule/formula/formula.ts';
import type { Frame, JudgedComparison } from './judged.ts';
import { isUnknown, type Operand, operandValue } from './operand.ts';
import { defaultTemplate, lookUpIn, writerOf } from './sentences.ts';

type Options = { readonly [name: string]: Json };

/** What a comparison that does not hold, or is unknown, says in a finding: a cause, or of a list whose items a message tells (`{{each}}`) one for every item. */
export const causesOf = (judged: JudgedComparison, frame: Frame, options: Options): Promise<readonly Cause[]> => {
  const { leaf } = judged;
  const value = judged.unknown === undefined ? operandValue(judged.actual) : null;
  const items = tellsEach(leaf) && Array.isArray(value) && value.length > 0 ? value.map((item) => [item]) : [undefined];
  return Promise.all(items.map((item) => causeOf(judged, frame, options, item)));
};

const tellsEach = ({ message = [] }: Pick<BoundLeaf, 'message'>): boolean =>
  message.some((part) => typeof part !== 'string' && part.name === 'each');

/** `item`: a list of the one item of the value that the cause is about; without it, it is about all of the value. */
const causeOf = async (
  judged: JudgedComparison,
  frame: Frame,
  options: Options,
  item: readonly Json[] | undefined,
): Promise<Cause> => {
  const { leaf } = judged;
  const actual = item === undefined ? operandValue(judged.actual) : [...item];
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

/** Why a part of a fact is null, where a `reason` stands beside it: of the value that is judged, or of the one that it is compared with. */
export const reasonBeside = async (judged: JudgedComparison, frame: Frame): Promise<string | undefined> => {
  const { leaf, actual, expected } = judged;
  if (isNull(actual)) return reasonOfUse(leaf, frame);
  const { reference } = leaf;
  if (reference === undefined || !isNull(expected)) return undefined;
  const reason = await reasonOfUse(reference, frame);
  return reason === undefined ? undefined : `${judged.unknown}: ${reason}`;
};

const isNull = (operand: Operand): boolean => !isUnknown(operand) && operand.value === null;

const reasonOfUse = async ({ fact, params, key, path, of }: PlacedUse, { ask }: Frame): Promise<string | undefined> => {
  if (path === '') return undefined;
  const beside = [...path.split('.').slice(0, -1), 'reason'].join('.');
  const reason = operandValue(await ask({ fact, params, key, path: beside, ...(of === undefined ? {} : { of }) }));
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
};

/** Whose value it is, where that is not the subject itself. */
const labelOf = ({ of, label }: BoundLeaf): string => (of === undefined ? label : `${label} of its ${of.name}`);

/** What is said behind whatever could not be judged for a reason. */
export const unjudged = (reason: string): string => ` could not be judged: ${reason}`;
const unknownSentence = (leaf: BoundLeaf, reason: string): string => `${labelOf(leaf)}${unjudged(reason)}`;

const sentence = async (
  { leaf }: JudgedComparison,
  actual: Json,
  expected: Json,
  frame: Frame,
  options: Options,
): Promise<string> => {
  const [each = null] = Array.isArray(actual) ? actual : [];
  const words = { ...leaf.operator.explain?.(actual, expected), actual, expected, each };
  const lookUp = await lookUpIn(leaf, words, frame, options);
  const besides = (name: string): Json | undefined =>
    name === 'actual' ? expected : name === 'expected' ? actual : undefined;
  if (leaf.message !== undefined) {
    return tellsEach(leaf)
      ? renderTemplate(leaf.message, lookUp, besides, plainSentence)
      : renderTemplate(leaf.message, lookUp, besides);
  }
  const template = defaultTemplate(labelOf(leaf), leaf, expected);
  return renderTemplate(template, lookUp, besides, writerOf(leaf));
};

/** What a finding says first: the headline of its rule where it has several causes, else their sentences. */
export const headlineOf = async (
  headline: Spoken | undefined,
  causes: readonly Cause[],
  frame: Frame,
  options: Options,
): Promise<string> => {
  const count = new Set(causes.map(({ message }) => message)).size;
  if (headline?.message === undefined || count < 2) return messageOf(causes);
  const words = { causes: count, first: causes[0]?.message ?? '' };
  const lookUp = await lookUpIn(headline, words, frame, options);
  return renderTemplate(headline.message, lookUp, () => undefined, plainSentence);
};

/** The sentences of a finding, joined; each once, and one for all that could not be judged for the same reason. */
export const messageOf = (causes: readonly Cause[]): string => {
  const subjectsOf = new Map<string, Set<string>>();
  for (const { message, unknown } of causes) {
    const end = unknown === undefined ? '' : unjudged(unknown);
    const said = end !== '' && message.endsWith(end) ? end : message;
    const subjects = subjectsOf.get(said) ?? new Set();
    subjectsOf.set(said, subjects);
    if (said === end) subjects.add(message.slice(0, -end.length));
  }
  return [...subjectsOf]
    .map(([said, subjects]) => (subjects.size === 0 ? said : `${sentenceList([...subjects])}${said}`))
    .join('; ');
};

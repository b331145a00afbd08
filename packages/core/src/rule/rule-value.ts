import type { Condition, OptionSpec, RuleDocument } from '../model/rule.ts';

type Mapping = { readonly [key: string]: unknown };
/** What a text may leave out. */
type WithDefault = 'references' | 'options' | 'requires';
type WrittenRule = Omit<RuleDocument, WithDefault> & Partial<Pick<RuleDocument, WithDefault>>;

/**
 * A rule from what its text says. Its form alone is checked, by hand: `parseRule`, which looks up every name, and even its schema take
 * longer than all else at the start of a run. Undefined where the form is wrong.
 */
export const ruleOfValue = (value: unknown): RuleDocument | undefined =>
  isWrittenRule(value) ? { references: [], options: {}, requires: [], ...value } : undefined;

const TEXTS = ['id', 'scope', 'title', 'why', 'fix'];
const SEVERITIES: readonly unknown[] = ['error', 'warn', 'info'];

const isWrittenRule = (value: unknown): value is WrittenRule =>
  isMapping(value) &&
  TEXTS.every((key) => typeof value[key] === 'string') &&
  SEVERITIES.includes(value.severity) &&
  (value.references === undefined || isListOf(value.references, isReference)) &&
  (value.options === undefined || (isMapping(value.options) && Object.values(value.options).every(isOptionSpec))) &&
  (value.requires === undefined || isListOf(value.requires, isText)) &&
  (value.headline === undefined || isText(value.headline)) &&
  (value.when === undefined || isCondition(value.when)) &&
  isCondition(value.assert);

const OPTION_TYPES: readonly unknown[] = ['number', 'integer', 'string', 'boolean', 'array'];

const isOptionSpec = (value: unknown): value is OptionSpec =>
  isMapping(value) && OPTION_TYPES.includes(value.type) && value.default !== undefined;

const isReference = (value: unknown): boolean =>
  isMapping(value) && isText(value.title) && isText(value.url) && isText(value.read);

const isCondition = (value: unknown): value is Condition => {
  if (!isMapping(value)) return false;
  const { all, any, not } = value;
  if (isText(value.of) && value.fact === undefined) return isOverMembers(value);
  if (all !== undefined || any !== undefined) return isListOf(all ?? any, isCondition);
  return not === undefined ? isLeaf(value) : isCondition(not);
};

const isOverMembers = ({ where, that, any, every, none, count }: Mapping): boolean =>
  [where, that, any, every, none, count].every((each) => each === undefined || each === 'all' || isCondition(each));

const isLeaf = ({ fact, operator, value, path, params, message }: Mapping): boolean =>
  isText(fact) &&
  isText(operator) &&
  value !== undefined &&
  (path === undefined || isText(path)) &&
  (message === undefined || isText(message)) &&
  (params === undefined || isMapping(params));

const isText = (value: unknown): value is string => typeof value === 'string';

const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

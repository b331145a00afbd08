import { formatters } from '../message/format.ts';
import type { Json } from '../model/json.ts';
import { kindNames } from '../value/kinds.ts';
import { coreOperators } from './core-operators.ts';
import { OPERATOR_TABLE, SHAPE_COLUMNS, VALUE_COLUMNS } from './operator-table.ts';

/** docs/operators.md, made from the operators and the table that their tests hold. */
export const operatorsPage = (): string =>
  [
    '# Operators',
    '',
    '<!-- Generated from packages/core/src/operators; `npx vitest run packages/core -u` writes it anew. -->',
    '',
    '```yaml',
    'assert: { fact: acme/parcel, path: weightGrams, operator: greaterThanInclusive, value: 100 }',
    '```',
    '',
    'An operator compares a measured value with one of the rule. A missing value, or one of a wrong kind, is *unknown*: never a pass, never a fail.',
    'If it decides, the rule is `inconclusive`. `not` of unknown is unknown. Only `exists` judges a missing value.',
    '',
    '| operator | holds if | judges | value |',
    '|---|---|---|---|',
    ...coreOperators.map(
      ({ id, title, accepts, expects }) =>
        `| \`${id}\` | ${title} | ${id === 'exists' ? 'anything, and nothing' : kindNames(accepts)} | ${expects.includes('array') && expects.length === 1 ? 'a list' : kindNames(expects)} |`,
    ),
    '',
    'A value is a literal, `{ option: name }`, or `{ fact: name, path: … }` of the same subject. A date is a calendar day, with a time a moment. A moment',
    'without an offset is compared with an exact one only if they are more than 14 hours apart. `today` is the day of `--as-of`. Texts are compared exactly.',
    'Patterns use [RE2 syntax](https://github.com/google/re2/wiki/Syntax), without back-references; `(?i)` ignores case. A pattern has at most 2,000',
    'characters, and at most 2,000 instructions when its repetitions are expanded.',
    '',
    '## Results by kind of value',
    '',
    '`pass` holds · `fail` does not · `?` inconclusive. Today is 2026-04-01.',
    '',
    `| condition | ${VALUE_COLUMNS.map(({ title }) => title).join(' | ')} |`,
    `|---${'|---'.repeat(VALUE_COLUMNS.length)}|`,
    ...OPERATOR_TABLE.map(
      ({ operator, expected, cells }) =>
        `| \`${operator}: ${shown(expected)}\` | ${[...cells].map(cellText).join(' | ')} |`,
    ),
    '',
    '## Load errors',
    '',
    'Each fact declares its values. A condition that could never be judged (✗) is an error when the rule is loaded.',
    '',
    `| condition | ${SHAPE_COLUMNS.join(' | ')} |`,
    `|---${'|---'.repeat(SHAPE_COLUMNS.length)}|`,
    ...OPERATOR_TABLE.map(
      ({ operator, expected, load }) =>
        `| \`${operator}: ${shown(expected)}\` | ${[...load].map((mark) => (mark === 'x' ? '✗' : '')).join(' | ')} |`,
    ),
    '',
    '## Formats in messages',
    '',
    'A `message` may use `{{actual}}`, `{{expected}}`, `{{option.NAME}}` and any fact, `{{FACT.PATH}}`. A format follows a bar: `{{actual | bytes}}`,',
    '`{{actual | money EUR}}`, `{{watermark.score | percent}}`.',
    '',
    '| format | writes | for |',
    '|---|---|---|',
    ...formatters.map(({ id, title, accepts }) => `| \`${id}\` | ${title} | ${kindNames(accepts)} |`),
    '',
  ].join('\n');

const cellText = (cell: string): string => (cell === 'P' ? 'pass' : cell === 'F' ? 'fail' : '?');

const shown = (value: Json): string => (Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : String(value));

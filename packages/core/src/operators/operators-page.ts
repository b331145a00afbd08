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
    'An operator compares a value that was measured with one that the rule gives. It is strict: a value that is missing, or of a kind that the',
    'operator is not for, is *unknown*. Unknown is never a pass and never a fail; where it decides, the rule is `inconclusive`. `not` around an',
    'unknown condition is unknown too. Only `exists` judges a missing value.',
    '',
    '| operator | says | judges | value |',
    '|---|---|---|---|',
    ...coreOperators.map(
      ({ id, title, accepts, expects }) =>
        `| \`${id}\` | ${title} | ${id === 'exists' ? 'anything, and nothing' : kindNames(accepts)} | ${expects.includes('array') && expects.length === 1 ? 'a list' : kindNames(expects)} |`,
    ),
    '',
    'The value of a condition is a literal, `{ option: name }`, or `{ fact: name, path: … }` of the same subject. A bare date is a calendar day;',
    'a date with a time is a moment. A moment without an offset (cameras write none) is compared with an exact one only where they lie more than',
    '14 hours apart; nearer it is unknown. `today` is the day of `--as-of`. Texts are compared exactly; put `(?i)` before a pattern to ignore',
    'capitals. Patterns use [RE2 syntax](https://github.com/google/re2/wiki/Syntax), which has no back-references and cannot hang.',
    '',
    '## What each says of each value',
    '',
    '`pass` the condition holds · `fail` it does not · `?` inconclusive. Today is 2026-04-01.',
    '',
    `| condition | ${VALUE_COLUMNS.map(({ title }) => title).join(' | ')} |`,
    `|---${'|---'.repeat(VALUE_COLUMNS.length)}|`,
    ...OPERATOR_TABLE.map(
      ({ operator, expected, cells }) =>
        `| \`${operator}: ${shown(expected)}\` | ${[...cells].map(cellText).join(' | ')} |`,
    ),
    '',
    '## What is refused when a rule is loaded',
    '',
    'Each fact declares what its values are. A condition that could never be judged is a load error, before any file is opened.',
    '',
    `| condition | ${SHAPE_COLUMNS.join(' | ')} |`,
    `|---${'|---'.repeat(SHAPE_COLUMNS.length)}|`,
    ...OPERATOR_TABLE.map(
      ({ operator, expected, load }) =>
        `| \`${operator}: ${shown(expected)}\` | ${[...load].map((mark) => (mark === 'x' ? 'load error' : 'ok')).join(' | ')} |`,
    ),
    '',
    '## Words and formats in messages',
    '',
    "A condition's `message` may use `{{actual}}`, `{{expected}}`, `{{option.NAME}}` and any fact of the subject, `{{FACT.PATH}}`. A format goes",
    'after a bar: `{{actual | bytes}}`, `{{actual | money EUR}}`, `{{watermark.score | percent}}`.',
    '',
    '| format | writes | for |',
    '|---|---|---|',
    ...formatters.map(({ id, title, accepts }) => `| \`${id}\` | ${title} | ${kindNames(accepts)} |`),
    '',
  ].join('\n');

const cellText = (cell: string): string => (cell === 'P' ? 'pass' : cell === 'F' ? 'fail' : '?');

const shown = (value: Json): string => (Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : String(value));

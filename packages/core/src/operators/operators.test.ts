import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateRule } from '../evaluate/evaluate.ts';
import { definePlugin } from '../model/plugin.ts';
import type { Condition, RuleDocument } from '../model/rule.ts';
import { createRegistry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { isOfKind } from '../value/kinds.ts';
import { coreOperators } from './core-operators.ts';
import { OPERATOR_TABLE, type OperatorRow, SHAPE_COLUMNS, VALUE_COLUMNS } from './operator-table.ts';
import { operatorsPage } from './operators-page.ts';

const SHAPES: { readonly [column in (typeof SHAPE_COLUMNS)[number]]: z.ZodType } = {
  'yes/no': z.boolean(),
  number: z.number().nullable(),
  text: z.string(),
  date: z.iso.date().nullable(),
  'list of texts': z.array(z.string()),
  'list of numbers': z.array(z.number()),
  group: z.object({ a: z.number() }),
};

const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: [
        { id: 'any', scope: 'thing', version: 1, title: 'Anything', schema: z.unknown(), compute: () => null },
        ...SHAPE_COLUMNS.map((column, index) => ({
          id: `shape${index}`,
          scope: 'thing',
          version: 1,
          title: column,
          schema: z.object({ part: SHAPES[column] }),
          compute: () => ({ part: null }),
        })),
      ],
    }),
  ],
  { builtIn: 'own' },
);

const ruleOf = (assert: Condition): RuleDocument => ({
  id: 'r',
  scope: 'thing',
  severity: 'error',
  title: 't',
  why: 'w',
  fix: 'f',
  references: [],
  options: {},
  requires: [],
  assert,
});

const judge = async (assert: Condition, value: unknown): Promise<string> => {
  const compiled = compileRule(ruleOf(assert), {}, registry);
  const verdict = await evaluateRule(compiled, async () => ({ value: { part: value } }), { asOf: '2026-04-01' });
  return verdict.outcome === 'pass' ? 'P' : verdict.outcome === 'fail' ? 'F' : '?';
};

const leafOf = (row: OperatorRow): Condition => ({
  fact: 'any',
  path: 'part',
  operator: row.operator,
  value: row.expected,
});
const opposite = (cell: string): string => (cell === 'P' ? 'F' : cell === 'F' ? 'P' : '?');

describe.each(OPERATOR_TABLE.map((row) => ({ ...row, name: `${row.operator}: ${JSON.stringify(row.expected)}` })))(
  '$name',
  (row) => {
    it('says of each value what the table says, and the opposite under not', async () => {
      const seen = await Promise.all(VALUE_COLUMNS.map(({ value }) => judge(leafOf(row), value)));
      expect(seen.join('')).toBe(row.cells);
      const negated = await Promise.all(VALUE_COLUMNS.map(({ value }) => judge({ not: leafOf(row) }, value)));
      expect(negated).toEqual(seen.map(opposite));
    });

    it('is refused at load where the table says so', () => {
      const marks = SHAPE_COLUMNS.map((_, index) => {
        const leaf = JSON.stringify({ ...leafOf(row), fact: `shape${index}` });
        const text = `id: r\nscope: thing\nseverity: error\ntitle: t\nwhy: w\nfix: f\nassert: { all: [${leaf}] }\n`;
        return parseRule({ path: 'r.yaml', text }, registry).rule ? '.' : 'x';
      });
      expect(marks.join('')).toBe(row.load);
    });
  },
);

describe('the table', () => {
  it('has a row for every operator and a cell for every column', () => {
    expect(new Set(OPERATOR_TABLE.map(({ operator }) => operator))).toEqual(new Set(coreOperators.map(({ id }) => id)));
    for (const row of OPERATOR_TABLE) {
      expect(row.cells).toHaveLength(VALUE_COLUMNS.length);
      expect(row.load).toHaveLength(SHAPE_COLUMNS.length);
    }
  });

  it('lets no missing or wrong-typed value pass or fail', () => {
    for (const row of OPERATOR_TABLE) {
      const accepts = coreOperators.find(({ id }) => id === row.operator)?.accepts ?? [];
      VALUE_COLUMNS.forEach(({ value, title }, column) => {
        if (!accepts.some((kind) => isOfKind(value, kind)))
          expect(row.cells[column], `${row.operator} of ${title}`).toBe('?');
      });
    }
  });

  it('makes docs/operators.md', async () => {
    const path = fileURLToPath(new URL('../../../../docs/operators.md', import.meta.url));
    await expect(operatorsPage()).toMatchFileSnapshot(path);
  });
});

describe('a fact that could not be had', () => {
  it('is unknown to every operator, exists among them', async () => {
    for (const row of OPERATOR_TABLE) {
      const compiled = compileRule(ruleOf(leafOf(row)), {}, registry);
      const verdict = await evaluateRule(compiled, async () => ({ unknown: 'cannot be read' }), { asOf: '2026-04-01' });
      expect(verdict.outcome).toBe('inconclusive');
    }
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { describeFacts } from './describe-facts.ts';
import { factShape, isUnknownStep } from './shape.ts';

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }));

const schema = z.object({
  status: z
    .enum(['present', 'absent'])
    .nullable()
    .meta({ title: 'status of the mark', description: 'null without a mark' }),
  taken: z.iso.datetime({ local: true }).nullable(),
  tags: z.record(z.string(), z.string()),
  byRole: z.record(z.enum(['main', 'chart']), z.number()),
  events: z.array(z.object({ type: z.string(), at: z.iso.date() })),
  pair: z.tuple([z.number(), z.string()]),
  mixed: z.union([z.string(), z.number()]),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), score: z.number() }),
    z.object({ kind: z.literal('b') }),
  ]),
  anything: z.unknown(),
  tree,
});
const shape = factShape(schema);

const kinds = (path: string): string => {
  const at = shape.at(path);
  return isUnknownStep(at) ? `no ${at.unknownStep}` : [...at.kinds].sort().join(' ');
};

describe('the shape of a fact', () => {
  it.each([
    ['', 'object'],
    ['status', 'null string'],
    ['taken', 'date null string'],
    ['tags', 'object'],
    ['tags.Make', 'string'],
    ['byRole.main', 'number'],
    ['byRole.gallery', 'no gallery'],
    ['events', 'array'],
    ['events.0.at', 'date string'],
    ['events.first', 'no first'],
    ['pair.1', 'string'],
    ['mixed', 'number string'],
    ['mixed.length', 'no length'],
    ['result.kind', 'string'],
    ['result.score', 'number'],
    ['anything.at.all', 'array boolean date null number object string'],
    ['tree.children.0.children.3.name', 'string'],
    ['tree.children.0.nme', 'no nme'],
    ['constructor', 'no constructor'],
    ['__proto__', 'no __proto__'],
  ])('%s is %s', (path, expected) => {
    expect(kinds(path)).toBe(expected);
  });

  it('knows the values of enums and of unions of literals', () => {
    const values = (path: string) => {
      const at = shape.at(path);
      return isUnknownStep(at) ? undefined : at.values;
    };
    expect(values('status')).toEqual(['present', 'absent']);
    expect(values('result.kind')).toEqual(['a', 'b']);
    expect(values('mixed')).toBeUndefined();
  });

  it('lists its paths, and where more may follow', () => {
    expect(shape.paths()).toEqual(expect.arrayContaining(['status', 'byRole.main', 'result.score', 'tree.name']));
    expect(shape.openPaths()).toEqual(expect.arrayContaining(['tags', 'events', 'anything', 'tree.children']));
    for (const closed of ['byRole', 'status', 'result', 'result.score', 'tree'])
      expect(shape.openPaths()).not.toContain(closed);
  });
});

describe('the description of facts', () => {
  it('says what each value is, what it can be, and where it can be missing', () => {
    const fact = { id: 'mark', scope: 'image', version: 1, title: 'The mark', schema, compute: () => null };
    const [described] = describeFacts(
      createRegistry([definePlugin({ name: 'own', version: '1', facts: [fact] })], { builtIn: 'own' }),
    );
    expect(described?.values).toEqual(
      expect.arrayContaining([
        {
          path: 'status',
          kind: 'text',
          values: ['present', 'absent'],
          canBeMissing: true,
          about: 'Status of the mark. Null without a mark',
        },
        { path: 'taken', kind: 'a date', values: [], canBeMissing: true, about: '' },
        { path: 'events', kind: 'a list of groups', values: [], canBeMissing: false, about: '' },
      ]),
    );
  });
});

describe('what a path leads to', () => {
  const kindsAt = (schema: z.ZodType, path: string): readonly string[] | string => {
    const shape = factShape(schema).at(path);
    return isUnknownStep(shape) ? `no ${shape.unknownStep}` : [...shape.kinds].sort();
  };
  it.each<[z.ZodType, string, readonly string[] | string]>([
    [z.object({ '1': z.string() }), '1', ['string']],
    [z.array(z.number()), '0', ['number']],
    [z.array(z.number()), 'length', 'no length'],
    [z.tuple([z.number(), z.string()]), '1', ['string']],
    [z.tuple([z.number()]), '1', 'no 1'],
    [z.literal('a'), '', ['string']],
    [z.literal(['a', 1, null]), '', ['null', 'number', 'string']],
    [z.enum(['a', 'b']), '', ['string']],
    [z.object({ a: z.literal(5) }), 'a', ['number']],
  ])('%#', (schema, path, kinds) => {
    expect(kindsAt(schema, path)).toEqual(kinds);
  });

  it('lists values only where every branch but null has its own', () => {
    const valuesOf = (schema: z.ZodType): unknown => {
      const shape = factShape(schema).at('');
      return isUnknownStep(shape) ? undefined : shape.values;
    };
    expect(valuesOf(z.enum(['a', 'b']).nullable())).toEqual(['a', 'b']);
    expect(valuesOf(z.literal('a'))).toEqual(['a']);
    expect(valuesOf(z.union([z.literal('a'), z.literal(2)]))).toEqual(['a', 2]);
    expect(valuesOf(z.union([z.literal('a'), z.number()]))).toBeUndefined();
    expect(valuesOf(z.string())).toBeUndefined();
  });

  it('is open where keys or places are not told', () => {
    const isOpen = (schema: z.ZodType): boolean => factShape(schema).openPaths().includes('');
    expect([z.unknown(), z.array(z.string()), z.record(z.string(), z.string())].map(isOpen)).toEqual([
      true,
      true,
      true,
    ]);
    expect([z.string(), z.object({ a: z.string() }), z.record(z.enum(['a']), z.string())].map(isOpen)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

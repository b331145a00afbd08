// What is said of texts of YAML and of values against schemas, and what a schema tells of a fact's values: texts to be read, beside this.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkYaml } from '../../text/checked-yaml.ts';
import { nearest, suggest } from '../../text/nearest.ts';
import { formatProblem } from '../../text/problems.ts';
import { readYaml } from '../../text/yaml-document.ts';
import { factShape, isUnknownStep } from '../../vocabulary/shape.ts';

const TEXTS = [
  ...[
    '',
    '# nothing',
    'null',
    'a: 1',
    '- 1\n- b',
    'a: [1, 2',
    'a: {b: 1',
    'a: "b',
    "a: 'b",
    'a: 1\na: 2',
    'a: 1\nb: 2\na: 3\na: 4',
    'a:\n\tb: 1',
  ],
  ...[
    '\ta: 1',
    'a: 1\n---\nb: 2',
    '---\na: 1\n...\n',
    '--- a\n--- b',
    '? a\n: b',
    '? [a]\n: b',
    '1: a\n"1": b',
    'a: *b',
    'a: &b 1\nc: *b',
    'a: &b [*b]',
  ],
  ...[
    'a: !!js/function "x"',
    'a: !own x',
    'a: !!str 1',
    'a: 007',
    'a: 0o7',
    'a: 0x1F',
    'a: 12e5',
    'a: 1e999',
    'a: .nan',
    'a: -.inf',
    'a: 12345678901234567890',
    'a: 1_000',
  ],
  ...[
    'a: yes',
    'a: on',
    'a: ~',
    'a: 2026-01-01',
    'a: |\n  b\n  c',
    'a: >\n  b\n  c\n',
    'a: b: c',
    'a : b',
    'a:b',
    '@a: 1',
    'a: @b',
    'a: `b`',
    '%a',
    'a: %b',
  ],
  ...[
    '<<: {a: 1}',
    '{"a": 1}',
    '{"a": 1,}',
    '[1,, 2]',
    '{a: 1} b',
    'a: 1 b: 2',
    '\ufeffa: 1',
    'a: "\\q"',
    'a: "\\u0000"',
    'a: "\ud800"',
    'a: \u0007',
    '"a\\nb": 1\n"a\\nb": 2',
  ],
  ...[
    'a: [\n1,\n2\n',
    'a:\n  b: 1\n c: 2',
    'a:\n- b\n - c',
    `${'['.repeat(65)}1${']'.repeat(65)}`,
    `${'['.repeat(64)}1${']'.repeat(64)}`,
    `${'['.repeat(63)}1${']'.repeat(63)}`,
  ],
];

it('texts of YAML', async () => {
  const told = TEXTS.flatMap((text) => {
    const { value, problems, numberAt } = readYaml({ path: 'a.yaml', text });
    const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 3)}…${text.length}` : text);
    const said = problems.map(
      ({ line, column, message, hint }) => `  ${line}:${column} ${message}${hint === undefined ? '' : ` · ${hint}`}`,
    );
    const number = numberAt(['a']);
    return [
      shown,
      ...said,
      ...(problems.length > 0
        ? []
        : [
            `  = ${text.length > 60 ? 'a value' : (JSON.stringify(value) ?? 'undefined')}${number === undefined ? '' : ` as ${number}`}`,
          ]),
    ];
  });
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('./documents-yaml.txt');
});

it('of many problems the first', () => {
  const said = (count: number) =>
    readYaml({ path: 'a.yaml', text: Array.from({ length: count }, (_, k) => `k${k}: 1\nk${k}: 2\n`).join('') })
      .problems;
  expect(said(49)).toHaveLength(49);
  expect(said(50)).toHaveLength(50);
  const many = said(51).map(formatProblem);
  expect(many).toHaveLength(51);
  expect(many[50]).toContain('1 more problem is not shown');
});

const schema = z.strictObject({
  name: z.string().min(2).max(4),
  count: z.number().int().min(1).max(9).optional(),
  share: z.number().gt(0).lt(1).optional(),
  kind: z.enum(['apple', 'pear']).optional(),
  list: z.array(z.number()).min(1).max(2).optional(),
  map: z.record(z.string().regex(/^[a-z]+$/), z.boolean()).optional(),
  either: z
    .union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.string() }), z.array(z.string())])
    .optional(),
  told: z.union([z.string(), z.number()], 'expected a text or a number').optional(),
  day: z.iso.date().optional(),
  url: z.url().optional(),
  fixed: z.literal(true).optional(),
  mail: z.string().regex(/@/, 'write an address').optional(),
});
const VALUES: readonly unknown[] = [
  ...[
    3,
    [],
    'a',
    null,
    {},
    { name: 'ab' },
    { name: 'a' },
    { name: 'abcd' },
    { name: 'abcde' },
    { name: 3 },
    { name: null },
    { name: '' },
    { nmae: 'ab' },
    { name: 'ab', zzzzzz: 1 },
  ],
  ...[0, 1, 9, 10, 1.5, '3', NaN].map((count) => ({ name: 'ab', count })),
  ...[0, 0.5, 1].map((share) => ({ name: 'ab', share })),
  ...['apple', 'aple', 'zzzzzz', 3].map((kind) => ({ name: 'ab', kind })),
  ...[[], [1], [1, 2], [1, 2, 3], ['a'], 'a', { a: 1 }].map((list) => ({ name: 'ab', list })),
  ...[{ a: true }, { A: true }, { a: 1 }, []].map((map) => ({ name: 'ab', map })),
  ...[{ a: 1 }, { a: 'x' }, { b: 'x' }, { b: 1 }, { c: 1 }, { a: 1, b: 'x' }, ['x'], [1], 3, {}].map((either) => ({
    name: 'ab',
    either,
  })),
  ...['x', 1, true].map((told) => ({ name: 'ab', told })),
  ...['2026-01-01', '2026-02-30', 'soon'].map((day) => ({ name: 'ab', day })),
  ...['https://a.example', 'a'].map((url) => ({ name: 'ab', url })),
  ...[true, false].map((fixed) => ({ name: 'ab', fixed })),
  { name: 'ab', mail: 'x' },
];

it('values against a schema', async () => {
  const told = VALUES.flatMap((value) => {
    const { problems } = checkYaml({ path: 'a.yaml', text: JSON.stringify(value) }, schema);
    const said = problems.map(
      ({ line, column, message, hint }) => `  ${line}:${column} ${message}${hint === undefined ? '' : ` · ${hint}`}`,
    );
    return [JSON.stringify(value), ...(said.length === 0 ? ['  fits'] : said)];
  });
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('./documents-schema.txt');
});

const SHAPES: { readonly [name: string]: z.ZodType } = {
  plain: z.object({
    a: z.number().meta({ title: 'an a', unit: 'px' }),
    b: z.string().optional(),
    c: z.boolean().nullable(),
  }),
  days: z.object({ a: z.iso.date(), b: z.iso.datetime({ local: true }).nullable(), c: z.iso.time(), d: z.url() }),
  lists: z.object({
    a: z.array(z.number()),
    b: z.array(z.enum(['x', 'y'])),
    c: z.array(z.object({ d: z.string() })),
    e: z.tuple([z.number(), z.string()]),
  }),
  values: z.object({
    a: z.enum(['x', 'y']),
    b: z.literal(3),
    c: z.literal(null),
    d: z.union([z.literal('x'), z.number()]),
    e: z.enum(['x']).nullable(),
  }),
  open: z.object({
    a: z.record(z.string(), z.number()),
    b: z.unknown(),
    c: z.looseObject({ d: z.number() }),
    e: z.json(),
  }),
  records: z.object({
    a: z.record(z.enum(['x', 'y']), z.object({ z: z.number() })),
    b: z.partialRecord(z.enum(['x']), z.string()),
  }),
  unions: z.object({
    a: z.union([z.object({ b: z.number() }), z.object({ c: z.string() })]),
    d: z.discriminatedUnion('k', [z.object({ k: z.literal('one'), v: z.number() }), z.object({ k: z.literal('two') })]),
  }),
  deep: z.object({ a: z.object({ b: z.object({ c: z.object({ d: z.object({ e: z.number() }) }) }) }) }),
  number: z.number(),
  list: z.array(z.string()),
  nothing: z.null(),
  any: z.any(),
};
const PATHS = [
  '',
  'a',
  'b',
  'c',
  'd',
  'e',
  'a.b',
  'a.c',
  'a.0',
  'a.x',
  'a.x.z',
  'a.0.d',
  'c.0.d',
  'c.d',
  'd.k',
  'd.v',
  'a.b.c.d.e',
  'a.b.c',
  '0',
  'x',
  'a.length',
];

it('what a schema tells of a value', async () => {
  const told = Object.entries(SHAPES).flatMap(([name, made]) => {
    const shape = factShape(made);
    return [
      `${name}: ${shape.paths().join(' ')}${shape.openPaths().length === 0 ? '' : `, open below ${JSON.stringify(shape.openPaths())}`}`,
      ...PATHS.map((path) => {
        const at = shape.at(path);
        if (isUnknownStep(at)) return `  ${path}: no "${at.unknownStep}", known ${at.known.join(' ')}`;
        const { kinds, itemKinds, keys, ...rest } = at;
        return `  ${path}: ${[...kinds].join('|')}${itemKinds.size === 0 ? '' : ` of ${[...itemKinds].join('|')}`} ${keys.join(' ')} ${JSON.stringify(rest)}`;
      }),
    ];
  });
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('./documents-shapes.txt');
});

it.each<[string, readonly string[], string | undefined, string | undefined]>([
  ['width', ['width'], 'width', 'did you mean "width"?'],
  ['widht', ['width', 'height'], 'width', 'did you mean "width"?'],
  ['wdith', ['width'], 'width', 'did you mean "width"?'],
  ['wid', ['width'], 'width', 'did you mean "width"?'],
  ['wi', ['width'], undefined, 'known: width'],
  ['zzzzz', ['width', 'height'], undefined, 'known: height, width'],
  ['ab', ['ba'], undefined, 'known: ba'],
  ['ab', ['b'], 'b', 'did you mean "b"?'],
  ['abc', ['cab'], 'cab', 'did you mean "cab"?'],
  ['abc', ['cde'], undefined, 'known: cde'],
  ['a', [], undefined, undefined],
])('%s among %j', (name, known, near, hint) => {
  expect([nearest(name, known), suggest(name, known)]).toEqual([near, hint]);
});

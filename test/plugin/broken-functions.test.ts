import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultyShop, faultyShop, pluginOf, reportIn } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await faultyShop();
});
afterAll(() => shop.remove());

/** Functions whose failure leaves nothing to judge, or nothing to judge by. */
const FATAL: readonly (readonly [what: string, parts: string, says: RegExp])[] = [
  [
    'discovery throws',
    'subjects: [{ scope: "leaflet", async *discover() { throw new Error("no pages") } }]',
    /its discovery of "leaflet" threw: no pages/,
  ],
  [
    'discovery is no list',
    'subjects: [{ scope: "leaflet", discover: () => 3 }]',
    /its discovery of "leaflet" threw: TypeError/,
  ],
  [
    'discovery never answers',
    'subjects: [{ scope: "leaflet", async *discover() { await never() } }]',
    /its discovery of "leaflet" has not answered within 1 s/,
  ],
  [
    'discovery never ends',
    'subjects: [{ scope: "leaflet", async *discover() { for (let n = 0; ; n++) yield { scope: "leaflet", path: "p", file: "/p", channels: [] } } }]',
    /its discovery of "leaflet" (has not answered within 1 s|gave what it must not: more than)/,
  ],
  [
    'discovery leaves the root',
    'subjects: [{ scope: "leaflet", async *discover() { yield { scope: "leaflet", path: "../p", file: "/p", channels: [] } } }]',
    /its discovery of "leaflet" gave what it must not: path: is no path relative/,
  ],
  [
    'discovery of another scope',
    'subjects: [{ scope: "leaflet", async *discover() { yield { scope: "image", path: "p", file: "/p", channels: [] } } }]',
    /gave what it must not: a subject of scope "image"/,
  ],
  [
    'discovery with channels that are no list',
    'subjects: [{ scope: "leaflet", async *discover() { yield { scope: "leaflet", path: "p", file: "/p", channels: "etsy" } } }]',
    /gave what it must not: channels: /,
  ],
  [
    'discovery refuses',
    'subjects: [{ scope: "leaflet", async *discover() { throw Object.assign(new Error("no pages"), { name: "ListingLintError", code: "data-invalid", problems: 3 }) } }]',
    /the plugin "acme" failed: its discovery of "leaflet" threw: no pages/,
  ],
  ['ignores throws', 'ignores: () => { throw new Error("no globs") }', /its ignores threw: no globs/],
  ['ignores is a promise', 'ignores: async () => []', /its ignores gave what it must not: it is a promise/],
  ['files throws', 'files: () => { throw new Error("no files") }', /its files threw: no files/],
  ['files is no list', 'files: () => "a.txt"', /its files gave what it must not: Invalid input/],
  [
    'checkSettings throws',
    'settings: z.object({}), checkSettings: () => { throw new Error("no settings") }',
    /its checkSettings threw: no settings/,
  ],
  [
    'checkSettings is a promise',
    'settings: z.object({}), checkSettings: async () => []',
    /its checkSettings gave what it must not: it is a promise/,
  ],
  ['terms throws', 'settings: z.object({}), terms: () => { throw new Error("no words") }', /its terms threw: no words/],
  ['terms is nothing', 'settings: z.object({}), terms: () => undefined', /its terms gave what it must not: /],
  [
    'settings throw',
    'settings: z.object({ a: z.string().default("a").refine(() => { throw new Error("no schema") }) })',
    /its settings schema threw: no schema/,
  ],
];

it.each(FATAL)('%s: exit 2, and whose it is', { tags: 'full' }, async (_what, parts, says) => {
  const config = shop.write(pluginOf(parts));
  const { status, stdout, stderr } = await shop.run(...config);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^listing-lint: the plugin "acme" failed: /);
  expect(stderr).toMatch(says);
  expect(stderr).not.toContain('this is a bug');
});

/** What an entry of `plugins` may lead to. */
const IMPORTS: readonly (readonly [what: string, source: string, says: RegExp])[] = [
  ['throws', 'throw new Error("no licence key");', /cannot be loaded: no licence key/],
  ['throws a text', 'throw "no licence key";', /cannot be loaded: no licence key/],
  ['never settles', 'await never();', /cannot be loaded: it has not answered within 1 s/],
  [
    'has a getter that throws',
    'export const plugin = { get name() { throw new Error("no name") } };',
    /cannot be loaded: no name/,
  ],
  [
    'declares attributes of subjects',
    'export const plugin = withFaults({ attributes: [{ name: "colour", holds: "text" }] });',
    /only the built-in plugin declares attributes/,
  ],
  [
    'lacks what an operator must have',
    'export const plugin = withFaults({ operators: [{ id: "x", test: () => true }] });',
    /exports something that is no plugin/,
  ],
];

it.each(IMPORTS)('an import that %s: exit 2 at its place', { tags: 'full' }, async (_what, source, says) => {
  const config = shop.write(source);
  const { status, stderr } = await shop.run(...config);
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
  expect(stderr).toMatch(/shop-\d+\.yaml:1:11 /);
});

it('a config that never settles: exit 2 with its name', { tags: 'full' }, async () => {
  writeFileSync(join(shop.root, 'own.config.mjs'), 'await new Promise(() => {});\nexport default {};\n');
  const { status, stderr } = await shop.run('-c', 'own.config.mjs');
  expect(status).toBe(2);
  expect(stderr).toContain('own.config.mjs cannot be run: it has not answered within 1 s');
});

describe('an operator that breaks', () => {
  const operator = (id: string, rest: string): string =>
    `{ id: "${id}", title: "t", accepts: ["boolean"], expects: ["boolean"], ${rest} }`;
  const OPERATORS: readonly (readonly [id: string, rest: string, outcome: string, says: RegExp])[] = [
    [
      'throws',
      'test: () => { throw new Error("no answer") }',
      'inconclusive',
      /its operator "acme\/throws" threw: no answer/,
    ],
    [
      'waits',
      'test: async () => true',
      'inconclusive',
      /its operator "acme\/waits" gave what it must not: it is a promise/,
    ],
    ['speaks', 'test: () => "yes"', 'inconclusive', /its operator "acme\/speaks" gave what it must not: Invalid input/],
    [
      'cannot-explain',
      'test: () => false, placeholders: ["why"], explain: () => { throw new Error("no words") }',
      'fail',
      /^fine ok is yes but must satisfy acme\/cannot-explain yes$/,
    ],
    [
      'cannot-phrase',
      'test: () => false, phrase: () => { throw new Error("no phrase") }',
      'fail',
      /^fine ok is yes but must satisfy acme\/cannot-phrase yes$/,
    ],
  ];

  it('passes nothing, and says whose it is', async () => {
    const operators = OPERATORS.map(([id, rest]) => operator(id, rest));
    const rules = OPERATORS.map(([id]) => `["by-${id}", "fact: fine, path: ok, operator: ${id}, value: true"]`);
    const config = shop.write(pluginOf(`operators: [${operators.join(', ')}], rules: [${rules.join(', ')}]`), [
      'fine',
      ...OPERATORS.map(([id]) => `by-${id}`),
    ]);
    const { status, stdout, stderr } = await shop.run(...config, '-f', 'json');
    const { findings } = reportIn(stdout);
    for (const [id, , outcome, says] of OPERATORS) {
      const own = findings.filter(({ ruleId }) => ruleId === `acme/by-${id}`);
      expect(
        own.map((finding) => finding.outcome),
        id,
      ).toEqual([outcome, outcome]);
      expect(own[0]?.message).toMatch(says);
    }
    // A sentence that could not be made costs no verdict, but is not passed over.
    expect(status).toBe(2);
    expect(stderr).toContain('the plugin "acme" failed: its operator "acme/cannot-explain" (explain) threw: no words');
    expect(stderr).toContain('the plugin "acme" failed: its operator "acme/cannot-phrase" (phrase) threw: no phrase');
  });

  it('is refused where it cannot check what a rule gives it', async () => {
    const checks = operator('checks', 'test: () => true, check: () => { throw new Error("no check") }');
    const config = shop.write(
      pluginOf(`operators: [${checks}], rules: [["r", "fact: fine, path: ok, operator: checks, value: true"]]`),
      ['r'],
    );
    const { status, stderr } = await shop.run(...config);
    expect(status).toBe(2);
    expect(stderr).toContain('its operator "acme/checks" (check) threw: no check');
  });
});

it.each([
  ['boxes', 'boxes: () => { throw new Error("no boxes") }', /its fact "acme\/odd" \(boxes\) threw: no boxes/],
  [
    'boxes',
    'boxes: () => [{ x: 2, y: 0, width: 1, height: 1, label: "l", kind: "found" }]',
    /\(boxes\) gave what it must not: 0\.x: /,
  ],
  ['caveats', 'caveats: () => "one"', /\(caveats\) gave what it must not: /],
  ['region', 'region: () => ({ startLine: 0, startColumn: 1 })', /\(region\) gave what it must not: startLine: /],
  ['related', 'related: async () => []', /\(related\) gave what it must not: it is a promise/],
])('what a fact says beside its value costs no verdict, but exit 2: %s', async (_what, rest, says) => {
  const config = shop.write(pluginOf(`facts: [fact("odd", () => ({ ok: false }), { ${rest} })]`), ['odd', 'fine']);
  const { status, stdout, stderr } = await shop.run(...config, '-f', 'json');
  const { findings, notices } = reportIn(stdout);
  expect(findings.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
    ['acme/odd', 'fail'],
    ['acme/odd', 'fail'],
  ]);
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
  expect(notices?.map(({ code }) => code)).toEqual(['plugin-failed']);
});

describe('a reporter that breaks', () => {
  const reporter = (id: string, render: string): string => `{ id: "${id}", title: "t", render: ${render} }`;
  const REPORTERS: readonly (readonly [id: string, render: string, says: RegExp])[] = [
    [
      'throws',
      '() => { throw new Error("no paper") }',
      /the plugin "acme" failed: its reporter "acme\/throws" threw: no paper/,
    ],
    ['never', 'never', /its reporter "acme\/never" has not answered within 1 s/],
    ['bytes', '() => Buffer.from("x")', /its reporter "acme\/bytes" gave what it must not: no text, but an object/],
    ['nothing', 'async () => undefined', /its reporter "acme\/nothing" gave what it must not: no text, but undefined/],
  ];

  it('costs no other report, and is told with exit 2', { tags: 'full' }, async () => {
    const spoils = reporter(
      'spoils',
      '(report, context) => { report.findings.length = 0; context.thumbnails.clear?.(); return "spoilt" }',
    );
    const all = [...REPORTERS.map(([id, render]) => reporter(id, render)), spoils];
    const config = shop.write(pluginOf(`facts: [fact("bad", () => ({ ok: false }))], reporters: [${all.join(', ')}]`), [
      'bad',
    ]);
    const formats = [
      ...REPORTERS.map(([id]) => `acme/${id}:${id}.txt`),
      'acme/spoils:spoilt.txt',
      'json:report.json',
      'text',
    ];
    const { status, stdout, stderr } = await shop.run(...config, ...formats.flatMap((format) => ['-f', format]));
    expect(status).toBe(2);
    for (const [, , says] of REPORTERS) expect(stderr).toMatch(says);
    expect(stderr).not.toContain('this is a bug');
    expect(readFileSync(join(shop.root, 'spoilt.txt'), 'utf8')).toBe('spoilt');
    expect(reportIn(readFileSync(join(shop.root, 'report.json'), 'utf8')).findings).toHaveLength(2);
    expect(stdout).toContain('✖ 2 errors');
  });

  it('leaves the exit code of the findings where nothing breaks', async () => {
    const config = shop.write(
      pluginOf(
        `facts: [fact("bad", () => ({ ok: false }))], reporters: [${reporter('spoils', '(report) => { report.summary.errors = 0; return "" }')}]`,
      ),
      ['bad'],
    );
    expect((await shop.run(...config, '-f', 'acme/spoils')).status).toBe(1);
  });

  it('costs no other report where a file cannot be written', async () => {
    const config = shop.write(pluginOf(''));
    const { status, stdout, stderr } = await shop.run(
      ...config,
      '-f',
      'json:base.mjs/report.json',
      '-f',
      'sarif:report.sarif',
      '-f',
      'text',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('cannot write base.mjs/report.json');
    expect(stdout).toContain('✔ no findings');
    expect(readFileSync(join(shop.root, 'report.sarif'), 'utf8')).toContain('"version"');
  });
});

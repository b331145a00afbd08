import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultyShop, faultyShop, type JsonReport, pluginOf, reportIn } from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await faultyShop();
});
afterAll(() => shop.remove());

/** Facts that break, each with what its finding must say. */
const FACTS: readonly (readonly [id: string, compute: string, says: RegExp, rest?: string])[] = [
  ['throws', '() => { throw new TypeError("x is no function") }', /threw: TypeError: x is no function/],
  ['throws-null', '() => { throw null }', /threw: null/],
  ['throws-object', '() => { throw { get message() { throw 1 } } }', /threw: an object that is no error/],
  ['throws-lines', '() => { throw new Error("\\u001b[31mred\\nsecond") }', /threw: \[31mred$/],
  ['throws-much', '() => { throw new Error("x".repeat(1e6)) }', /threw: x{300}…$/],
  ['rejects', 'async () => { throw new Error("late") }', /threw: late/],
  ['never', 'never', /"acme\/never" has not answered within 1 s/],
  ['then', '() => ({ then: () => {} })', /has not answered within/],
  ['nothing', '() => {}', /gave what it must not: Invalid input: expected object, received undefined/],
  ['lies', '() => ({ ok: "yes" })', /gave what it must not: ok: Invalid input: expected boolean, received string/],
  ['not-a-number', '() => ({ ok: Number.NaN })', /ok is NaN, which is no plain data/],
  ['function', '() => ({ ok: () => true })', /ok is a function, which/],
  ['big', '() => ({ ok: 1n })', /ok is a bigint, which/],
  ['date', '() => ({ ok: new Date(0) })', /ok is an instance of Date, which/],
  ['instance', '() => new (class Size { ok = true })()', /it is an instance of Size, which/],
  ['promise', '() => ({ ok: Promise.resolve(true) })', /ok is a promise \(is an await missing\?\), which/],
  ['getter', '() => ({ get ok() { throw new Error("not today") } })', /threw: not today/],
  ['cycle', '() => { const own = { ok: true }; own.own = own; return own }', /own is the whole that it is part of/],
  ['huge', '() => ({ ok: true, text: "x".repeat(2e6) })', /it has more than 1,000,000 characters/],
  ['endless', '() => ({ ok: true, list: new Array(4e9) })', /list\.0 is undefined|more than 100,000 parts/],
  [
    'deep',
    '() => { let own = { ok: true }; for (let n = 0; n < 1e5; n++) own = { own }; return own }',
    /nested more than 64/,
  ],
  ['proxy', '() => new Proxy({}, { ownKeys: () => { throw new Error("no keys") } })', /threw: no keys/],
  [
    'schema-throws',
    '() => ({ ok: true })',
    /threw: cannot say/,
    'schema: z.object({ ok: z.boolean().refine(() => { throw new Error("cannot say") }) })',
  ],
  ['schema-waits', '() => ({ ok: true })', /threw: /, 'schema: z.object({ ok: z.boolean().refine(async () => true) })'],
  [
    'resource-throws',
    '(s, p, c) => c.use({ id: "torn", create: () => { throw new Error("torn") } })',
    /its resource "torn" threw: torn/,
  ],
  [
    'resource-never',
    '(s, p, c) => c.use({ id: "silent", create: never })',
    /its resource "silent" has not answered within 1 s/,
  ],
  [
    'run-never',
    '(s, p, c) => c.useRun({ id: "mute", create: never })',
    /its resource "mute" has not answered within 1 s/,
  ],
  [
    'waits-for-itself',
    '(s, p, c) => c.useRun({ id: "loop", create: (run) => run.get("waits-for-itself", s) })',
    /asks for itself/,
  ],
  [
    'changes-facts',
    'async (s, p, c) => { (await c.get("image")).width = 9000; return { ok: true } }',
    /threw: TypeError: Cannot assign/,
  ],
  ['changes-subject', '(s) => { s.role = "chart"; return { ok: true } }', /threw: TypeError: Cannot assign/],
  [
    'changes-list',
    '(s, p, c) => { c.subjects("image").length = 0; return { ok: true } }',
    /threw: TypeError: Cannot assign/,
  ],
];

describe('a fact that breaks', () => {
  let report: JsonReport;
  let status: number;
  beforeAll(async () => {
    const facts = FACTS.map(([id, compute, , rest = '']) => `fact("${id}", ${compute}, { ${rest} })`);
    const config = shop.write(pluginOf(`facts: [${facts.join(', ')}]`), ['fine', ...FACTS.map(([id]) => id)]);
    const run = await shop.run(...config, '-f', 'json');
    expect(run.stderr).toBe('');
    ({ status } = run);
    report = reportIn(run.stdout);
  });

  it.each(FACTS.map(([id, , says]): [string, RegExp] => [id, says]))(
    'is inconclusive and says whose it is: %s',
    (id, says) => {
      const findings = report.findings.filter(({ ruleId }) => ruleId === `acme/${id}`);
      expect(findings.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive']);
      for (const { message } of findings) {
        expect(message).toMatch(says);
        if (id !== 'waits-for-itself') expect(message).toContain('the plugin "acme" failed: its ');
      }
    },
  );

  it('costs no other verdict', () => {
    expect(status).toBe(1);
    expect(report.subjects.map(({ outcomes }) => outcomes.pass)).toEqual([['acme/fine'], ['acme/fine'], []]);
  });

  it('is a notice that names it', () => {
    const messages = report.notices?.flatMap(({ code, message }) => (code === 'fact-broken' ? [message] : []));
    expect(messages).toContain(
      'the plugin "acme" failed: its fact "acme/lies" gave what it must not: ok: Invalid input: expected boolean, received string',
    );
  });
});

describe('what did not answer', () => {
  it('is asked again in the next run, with a cache too', { tags: 'full' }, async () => {
    const text = 'import { existsSync } from "node:fs";\n';
    const slow = `facts: [fact("slow", (s, p, c) => existsSync(c.root + "/is-slow") ? never() : { ok: true })]`;
    const config = shop.write(text + pluginOf(slow), ['slow']);
    const mark = join(shop.root, 'is-slow');
    writeFileSync(mark, '');
    expect((await shop.run(...config, '--cache', '-f', 'json')).status).toBe(1);
    rmSync(mark);
    const { status, stdout } = await shop.run(...config, '--cache', '-f', 'json');
    expect({ status, findings: reportIn(stdout).findings }).toEqual({ status: 0, findings: [] });
  });

  it('never becomes part of a baseline', { tags: 'full' }, async () => {
    const config = shop.write(pluginOf('facts: [fact("never", never)]'), ['never']);
    const { status, stderr } = await shop.run(...config, '--baseline', 'known.json', '--update-baseline');
    expect(status).toBe(2);
    expect(stderr).toContain('known.json was not updated: something broke in this run');
    expect(() => readFileSync(join(shop.root, 'known.json'))).toThrow(/ENOENT/);
  });

  it('is not its fault while it waits for others', { tags: 'full' }, async () => {
    const wait = '(ms) => new Promise((settle) => setTimeout(settle, ms))';
    const patient = `facts: [
      fact("slow", () => (${wait})(700).then(() => ({ ok: true }))),
      fact("patient", async (s, p, c) => { await c.get("slow"); await (${wait})(500); return { ok: true } }),
    ]`;
    const config = shop.write(pluginOf(patient), ['patient']);
    expect(await shop.run(...config)).toMatchObject({ status: 0, stderr: '' });
  });
});

import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultyShop, faultyShop, pluginOf, reportIn } from './faulty-shop.ts';

const main = join(import.meta.dirname, '../../packages/cli/dist/main.js');
if (!existsSync(main))
  process.stderr.write('packages/cli/dist is not built: nothing is tried that a plugin may do to the process.\n');

interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a user does; 1 s for each function. */
const listingLint = (cwd: string, ...args: string[]): Promise<Ended> =>
  new Promise((settle) => {
    const child = spawn(process.execPath, [main, '--plugin-timeout', '1', ...args], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (code, signal) => settle({ status: code ?? signal ?? 'none', stdout, stderr }));
  });

/** Its JSON report; where there is none, the test says why. */
const reportOf = ({ stdout, stderr }: Ended) => {
  expect(stdout, stderr).not.toBe('');
  return reportIn(stdout);
};

const wait = (ms: number): string => `await new Promise((settle) => setTimeout(settle, ${ms}))`;
const factOf = (id: string, body: string): string =>
  `facts: [fact("${id}", async (s) => { ${body}; return { ok: true }; })]`;

describe.skipIf(!existsSync(main))('the program ends the run, and says how it went', () => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await faultyShop();
  });
  afterAll(() => shop.remove());

  /** A loop without an end, and what the report and stderr must say of it. */
  const LOOPS: readonly (readonly [what: string, parts: string, says: RegExp])[] = [
    ['in a fact', `${factOf('odd', 'if (s.path.endsWith("b.jpg")) forEver()')}`, /its fact "acme\/odd"/],
    ['in a fact, after a wait', `${factOf('odd', `${wait(5)}; forEver()`)}`, /its fact "acme\/odd"/],
    ['in a pattern', `${factOf('odd', '/^(a+)+$/.test("a".repeat(50) + "b")')}`, /its fact "acme\/odd"/],
    [
      'in the schema of a fact',
      'facts: [fact("odd", () => ({ ok: true }), { schema: z.object({ ok: z.boolean().refine(forEver) }) })]',
      /its fact "acme\/odd"/,
    ],
    ['in a resource', 'facts: [fact("odd", (s, p, c) => c.useRun({ id: "r", create: forEver }))]', /its resource "r"/],
    [
      'in an operator',
      'operators: [{ id: "ends", title: "t", accepts: ["boolean"], expects: ["boolean"], test: forEver }], rules: [["odd", "fact: fine, path: ok, operator: ends, value: true"]]',
      /its operator "acme\/ends"/,
    ],
  ];

  it.concurrent.each(LOOPS)('a loop without an end %s: everything is judged but that', async (_what, parts, says) => {
    const config = shop.write(pluginOf(parts), ['fine', 'odd']);
    const ended = await listingLint(shop.root, ...config, '-f', 'json');
    const { status, stderr } = ended;
    const { findings, subjects } = reportOf(ended);
    const odd = findings.filter(({ ruleId }) => ruleId === 'acme/odd');
    expect(odd.length).toBeGreaterThan(0);
    expect(odd.filter(({ outcome }) => outcome !== 'inconclusive')).toEqual([]);
    expect(odd.map(({ message }) => message).join()).toMatch(says);
    expect(subjects.filter(({ outcomes }) => outcomes.pass.includes('acme/fine'))).toHaveLength(2);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(
      /has not returned for 1 s(, or another beside it)?, and was stopped\n {2}at .*(plugin-\d+|base)\.mjs:\d+\n/,
    );
    expect(status).toBe(2);
  });

  it.concurrent.each([
    ['the first', 'fact("odd", (s) => s.path.endsWith("b.jpg") ? forEver() : { ok: true })'],
    ['the second', 'fact("odd", (s) => s.path.endsWith("b.jpg") ? forEver() : { ok: true }, { needsSet: ["fine"] })'],
  ])('a loop without an end in %s pass costs no verdict over the set', async (_pass, odd) => {
    const all = 'fact("all", (s, p, c) => ({ ok: c.set("fine").size === 2 }), { needsSet: ["fine"] })';
    const config = shop.write(pluginOf(`facts: [${all}, ${odd}]`), ['fine', 'all', 'odd']);
    const ended = await listingLint(shop.root, ...config, '-f', 'json');
    const { findings, subjects } = reportOf(ended);
    expect(new Set(findings.map(({ ruleId, outcome }) => `${ruleId} ${outcome}`))).toEqual(
      new Set(['acme/odd inconclusive']),
    );
    for (const rule of ['acme/fine', 'acme/all']) {
      expect(subjects.filter(({ outcomes }) => outcomes.pass.includes(rule))).toHaveLength(2);
    }
    expect(ended.status).toBe(2);
  });

  it.concurrent('a loop without an end beside a verdict costs none', async () => {
    const config = shop.write(pluginOf('facts: [fact("odd", () => ({ ok: false }), { boxes: forEver })]'), ['odd']);
    const ended = await listingLint(shop.root, ...config, '-f', 'json');
    const { status, stderr } = ended;
    expect(reportOf(ended).findings.map(({ outcome }) => outcome)).toEqual(['fail', 'fail']);
    expect(stderr).toMatch(/its fact "acme\/odd" \(boxes\)\) has not returned for 1 s/);
    expect(status).toBe(2);
  });

  it.concurrent('a loop without an end in a reporter costs no other report', async () => {
    const config = shop.write(pluginOf('reporters: [{ id: "odd", title: "t", render: forEver }]'));
    const { status, stdout, stderr } = await listingLint(shop.root, ...config, '-f', 'acme/odd:odd.txt', '-f', 'text');
    expect(stdout).toContain('✔ no findings');
    expect(stderr).toContain('its reporter "acme/odd" has not returned for 1 s');
    expect(status).toBe(2);
  });

  it.concurrent.each([
    ['discovery', 'subjects: [{ scope: "leaflet", async *discover() { forEver() } }]', /its discovery of "leaflet"/],
    ['checkSettings', 'settings: z.object({}), checkSettings: forEver', /its checkSettings/],
    ['a timer', factOf('fine-too', `setTimeout(forEver, 5); ${wait(300)}`), /its fact "acme\/fine-too"/],
    ['nextTick', factOf('fine-too', `process.nextTick(forEver); ${wait(300)}`), /its fact "acme\/fine-too"/],
  ])('a loop without an end in %s leaves no report, but a word and exit 2', async (_what, parts, says) => {
    const config = shop.write(pluginOf(parts), [parts.includes('fine-too') ? 'fine-too' : 'fine']);
    const { status, stdout, stderr } = await listingLint(shop.root, ...config);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^listing-lint: .*has not returned for 1 s/);
    expect(stderr).not.toMatch(/debugger|async hook|Native stack/i);
  });

  it.concurrent('a plugin or a config that loops when it is imported: exit 2, with its name', async () => {
    const config = shop.write('forEver();\n');
    const plugin = await listingLint(shop.root, ...config);
    expect(plugin.status).toBe(2);
    expect(plugin.stderr).toMatch(/the plugin \.\/plugin-\d+\.mjs .*has not returned for 1 s/);
    writeFileSync(join(shop.root, 'own.config.mjs'), 'for (;;);\n');
    const own = await listingLint(shop.root, '-c', 'own.config.mjs');
    expect(own.status).toBe(2);
    expect(own.stderr).toMatch(/own\.config\.mjs .*has not returned for 1 s/);
  });

  it.concurrent('a system call that never returns: a word, and no exit code of ours', async () => {
    const config = shop.write(
      `import { execSync } from 'node:child_process';\n${pluginOf(factOf('odd', 'execSync("sleep 60")'))}`,
      ['odd'],
    );
    const { status, stdout, stderr } = await listingLint(shop.root, ...config, '--concurrency', '1');
    expect({ status, stdout }).toEqual({ status: 'SIGKILL', stdout: '' });
    expect(stderr).toBe(
      'listing-lint: the plugin "acme" (its fact "acme/odd", on listings/mug/a.jpg) has not returned for 1 s, and the process was ended\n',
    );
  });

  /** What a plugin must leave to the program. */
  const MEDDLES: readonly (readonly [what: string, body: string, outcome: string, says: RegExp])[] = [
    [
      'ends the process',
      'process.exit(0)',
      'inconclusive',
      /the plugin "acme" \(its fact "acme\/odd"\) called process\.exit, which only the program may\n {2}at .*plugin-\d+\.mjs:\d+/,
    ],
    [
      'ends the process later',
      `setTimeout(() => process.exit(0), 1); ${wait(50)}`,
      'pass',
      /the plugin "acme" called process\.exit/,
    ],
    [
      'ends the process by its innermost function',
      'process.reallyExit(0)',
      'inconclusive',
      /the plugin "acme" \(its fact "acme\/odd"\) called process\.reallyExit, which only the program may\n {2}at .*plugin-\d+\.mjs:\d+/,
    ],
    [
      'ends the process by a function that it has imported',
      'const { reallyExit } = await import("node:process"); reallyExit(0)',
      'inconclusive',
      /the plugin "acme" called process\.reallyExit/,
    ],
    [
      'aborts the process',
      'process.abort()',
      'inconclusive',
      /the plugin "acme" \(its fact "acme\/odd"\) called process\.abort/,
    ],
    [
      'kills the process',
      'process.kill(process.pid, "SIGKILL")',
      'inconclusive',
      /the plugin "acme" \(its fact "acme\/odd"\) called process\.kill/,
    ],
    [
      'says how the run went',
      'process.exitCode = 0',
      'pass',
      /the plugin "acme" set process\.exitCode, which only the program may/,
    ],
    [
      'throws in a timer',
      `setTimeout(() => { throw new Error("late") }, 1); ${wait(50)}`,
      'pass',
      /the plugin "acme" threw where nobody waits for it: late\n {2}at .*plugin-\d+\.mjs:\d+/,
    ],
    [
      'leaves a promise alone',
      `Promise.reject(new Error("lost")); ${wait(50)}`,
      'pass',
      /the plugin "acme" threw where nobody waits for it: lost/,
    ],
  ];

  it.concurrent.each(MEDDLES)(
    'a fact that %s: the report, and exit 2 with its name',
    async (_what, body, outcome, says) => {
      const config = shop.write(pluginOf(factOf('odd', body)), ['odd']);
      const ended = await listingLint(shop.root, ...config, '-f', 'json');
      const { status, stderr } = ended;
      const { findings, subjects } = reportOf(ended);
      const passed = subjects.filter(({ outcomes }) => outcomes.pass.includes('acme/odd'));
      expect([passed.length, findings.length]).toEqual(outcome === 'pass' ? [2, 0] : [0, 2]);
      expect(stderr).toMatch(says);
      expect(status).toBe(2);
    },
  );

  it.concurrent.each([
    ['ends', 'process.reallyExit(0)', /plugin-\d+\.mjs cannot be loaded: it called process\.reallyExit\(0\)/],
    ['aborts', 'process.abort()', /plugin-\d+\.mjs cannot be loaded: it called process\.abort\(\)/],
  ])('a plugin that %s the process when it is imported: exit 2, with its name', async (_what, body, says) => {
    const config = shop.write(`${body};\n${pluginOf('')}`);
    const { status, stdout, stderr } = await listingLint(shop.root, ...config);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it.concurrent.each([
    ['a listener of the end', 'process.on("exit", () => { process.exitCode = 0; })'],
    ['another process.exit', 'process.exit = () => {}; process.on("exit", () => process.reallyExit(0))'],
  ])('%s does not change how the run went', async (_what, body) => {
    const config = shop.write(`${pluginOf('facts: [fact("odd", () => ({ ok: false }))]')}${body};\n`, ['odd']);
    const { status, stdout } = await listingLint(shop.root, ...config);
    expect(stdout).toContain('2 errors');
    expect([1, 2]).toContain(status);
  });

  it.concurrent.each([
    ['when it is imported', 'Object.prototype.odd = 1;\n', 'facts: [fact("odd", () => ({ ok: true }))]', 'its import'],
    [
      'in a fact',
      '',
      'facts: [fact("odd", () => { Object.prototype.odd = 1; return { ok: true }; })]',
      'its fact "acme/odd"',
    ],
    ['in a fact, later', '', `${factOf('odd', `${wait(5)}; Object.prototype.odd = 1`)}`, 'acme'],
  ])(
    'a plugin that extends Object.prototype %s: the report, and exit 2 with its name',
    async (_when, tail, parts, says) => {
      const config = shop.write(pluginOf(parts) + tail, ['fine', 'odd']);
      const ended = await listingLint(shop.root, ...config, '-f', 'json');
      expect(reportOf(ended).findings).toEqual([]);
      expect(ended.stderr).toContain(says);
      expect(ended.stderr).toContain('added "odd" to Object.prototype, which all code in the process shares');
      expect(ended.status).toBe(2);
    },
  );

  it.concurrent('a plugin that replaces JSON.stringify: the report, and exit 2 with its name', async () => {
    const body = 'JSON.stringify = () => "{}"; Array.prototype.map = () => []; return { ok: false };';
    const config = shop.write(pluginOf(`facts: [fact("odd", () => { ${body} })]`), ['odd']);
    const ended = await listingLint(shop.root, ...config, '-f', 'json');
    expect(reportOf(ended).findings).toHaveLength(2);
    expect(ended.stderr).toMatch(/its fact "acme\/odd"\) replaced "stringify" of JSON, which all code/);
    expect(ended.stderr).toContain('replaced "map" of Array.prototype');
    expect(ended.status).toBe(2);
  });

  it.concurrent('a fact that prints spoils no report, and what it leaves running keeps nobody waiting', async () => {
    const body = 'console.log("looking at " + s.path); setInterval(() => {}, 100)';
    const config = shop.write(pluginOf(factOf('odd', body)), ['odd']);
    const ended = await listingLint(shop.root, ...config, '-f', 'json');
    const { status, stderr } = ended;
    expect(reportOf(ended).findings).toEqual([]);
    expect(stderr).toContain('looking at listings/mug/a.jpg');
    expect(status).toBe(0);
  });

  it.concurrent('what is thrown after the run still counts', async () => {
    const body = 'setTimeout(() => { throw new Error("at last") }, 900)';
    const config = shop.write(pluginOf(factOf('odd', body)), ['odd']);
    const { status, stdout, stderr } = await listingLint(shop.root, ...config);
    expect(stdout).toContain('✔ no findings');
    expect(stderr).toContain('the plugin "acme" threw where nobody waits for it: at last');
    expect(status).toBe(2);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { canRunSteps, repository, runStep, type Workplace, workplace } from './steps.ts';

const text = readFileSync(join(repository, 'action.yml'), 'utf8');
const step = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  if: z.string().optional(),
  shell: z.literal('bash').optional(),
  'working-directory': z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
  run: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).default({}),
});
const action = z
  .looseObject({
    inputs: z.record(z.string(), z.looseObject({ description: z.string(), default: z.string() })),
    runs: z.looseObject({ using: z.literal('composite'), steps: z.array(step) }),
  })
  .parse(parse(text));

/** What the runner does with a composite action, as far as this one needs it. */
const runAction = (place: Workplace, given: Record<string, string>) => {
  const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  Object.assign(inputs, given);
  const outputs: Record<string, Record<string, string>> = {};
  const files = { GITHUB_OUTPUT: join(place.temp, 'output'), GITHUB_STEP_SUMMARY: join(place.temp, 'summary.md') };
  const expand = (value: string): string =>
    value.replace(/\$\{\{ (?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+)) \}\}/g, (_all, input, id, output) =>
      input === undefined ? (outputs[id]?.[output] ?? '') : (inputs[input] ?? ''),
    );
  let log = '';
  let status = 0;
  const used: { uses: string; with: Record<string, string> }[] = [];
  for (const each of action.runs.steps) {
    if (each.uses !== undefined) {
      const withs = Object.fromEntries(Object.entries(each.with).map(([key, value]) => [key, expand(value)]));
      used.push({ uses: each.uses, with: withs });
      continue;
    }
    writeFileSync(files.GITHUB_OUTPUT, '');
    const own = Object.fromEntries(Object.entries(each.env).map(([key, value]) => [key, expand(value)]));
    const env = { ...place.env, ...files, RUNNER_TEMP: place.temp, GITHUB_ACTION_PATH: repository, ...own };
    const result = runStep(each.run ?? '', join(place.shop, expand(each['working-directory'] ?? '.')), env);
    log += result.stdout + result.stderr;
    status = Math.max(status, result.status ?? 1);
    if (each.id !== undefined) {
      const lines = readFileSync(files.GITHUB_OUTPUT, 'utf8').trim().split('\n');
      outputs[each.id] = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
    }
  }
  const summary = existsSync(files.GITHUB_STEP_SUMMARY) ? readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') : '';
  return { status, log, summary, used, outputs: outputs['lint'] ?? {} };
};

describe('action.yml', () => {
  it('puts nothing of the caller into a script: inputs go by the environment', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  it('builds itself where it is not built, and takes no package of the registry', () => {
    expect(text).toContain('(cd "$GITHUB_ACTION_PATH" && npm run --silent build >&2)');
    expect(text).not.toMatch(/\bnpx\b/);
  });
});

describe.skipIf(!canRunSteps())('the steps of action.yml', { timeout: 180_000 }, () => {
  let place: Workplace;
  beforeEach(async () => {
    place = await workplace();
  });
  afterEach(() => place.remove());

  it('annotate, write the summary, SARIF and HTML, and fail on findings', () => {
    const { status, log, summary, used, outputs } = runAction(place, {});
    expect(status).toBe(1);
    expect(outputs['exit-code']).toBe('1');
    expect(log).toMatch(/^::error file=listings\/cup\/1\.jpg,title=hash-unique::2 images: .*listings\/mug\/1\.jpg/m);
    expect(summary).toMatch(/^## ❌ listing-lint: \d+ errors/);
    const [cache, codeql, upload] = used;
    expect(cache).toMatchObject({
      uses: expect.stringMatching(/^actions\/cache@[0-9a-f]{40}$/),
      with: { path: './**/.listing-lint-cache' },
    });
    expect(existsSync(join(place.shop, '.listing-lint-cache'))).toBe(true);
    expect(codeql?.uses).toMatch(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40}$/);
    const sarif = JSON.parse(readFileSync(codeql?.with['sarif_file'] ?? '', 'utf8'));
    expect(sarif.runs[0].results.length).toBeGreaterThan(1);
    expect(upload?.uses).toMatch(/^actions\/upload-artifact@[0-9a-f]{40}$/);
    expect(readFileSync(upload?.with['path'] ?? '', 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('pass where all is well, with paths that have spaces and arguments', () => {
    const { status, summary, log } = runAction(place, {
      paths: 'listings/a bowl/1.jpg\n',
      args: '--rule\nmain-image-square: off\n\n--max-warnings\n100\n',
    });
    expect({ status, log }).toMatchObject({ status: 0 });
    expect(summary).toMatch(/^## (✅|⚠️) listing-lint: /u);
  });

  it.skipIf(spawnSync('git', ['--version']).status !== 0)('begin addresses at the root of the repository', () => {
    spawnSync('git', ['init', '--quiet'], { cwd: dirname(place.shop) });
    const { log, used } = runAction(place, {});
    expect(log).toMatch(/^::error file=the shop\/listings\/cup\/1\.jpg,/m);
    const sarif = readFileSync(used[1]?.with['sarif_file'] ?? '', 'utf8');
    expect(sarif).toContain('"uri": "the%20shop/listings/mug/1.jpg"');
  });

  it('say so where nothing could be judged', () => {
    writeFileSync(join(place.shop, 'listing-lint.config.yaml'), 'extends: [recomended]\n');
    const { status, summary, log, outputs } = runAction(place, {});
    expect(status).toBe(2);
    expect(summary).toBe('## ❌ listing-lint could not run (exit 2): see the log of the step\n');
    expect(log).toContain('unknown preset "recomended"');
    expect(outputs).not.toHaveProperty('sarif');
  });

  it('take no argument of a path or an input for a command', () => {
    const { status } = runAction(place, { paths: '$(touch pwned)\n`touch pwned`\n; touch pwned\n' });
    expect(status).toBe(2);
    expect(existsSync(join(place.shop, 'pwned'))).toBe(false);
  });
});

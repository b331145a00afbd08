// @module-tag full
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Job } from 'kubernetes-models/batch/v1';
import { runIn } from 'listing-lint/program';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { brandsShop, type Shop } from './shops.ts';

const repository = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(repository, 'docs/scale.md'), 'utf8');
const fences = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
const container = z.looseObject({
  args: z.array(z.string()),
  env: z.array(z.looseObject({ name: z.string() })).default([]),
});
const job = z.looseObject({
  spec: z.looseObject({
    completions: z.number().default(1),
    template: z.looseObject({ spec: z.looseObject({ containers: z.tuple([container]) }) }),
  }),
});
const jobs = parseAllDocuments(readFileSync(join(repository, 'templates/kubernetes.yaml'), 'utf8')).map((document) =>
  document.toJS(),
);

let shop: Shop;
let whole: string;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-recipes-')));
beforeAll(async () => {
  shop = await brandsShop();
  whole = (await runIn(shop.folder, ['-f', 'json'])).out;
});
afterAll(() => {
  for (const folder of [scratch, shop.folder]) rmSync(folder, { recursive: true, force: true });
});

/** Runs a line of a recipe; its reports go to a folder of their own but for `json`, which the recipe lacks. */
const runLine = async (line: string, env: { readonly [name: string]: string } = {}) => {
  const words = line.replace(/^(npx --no-install )?listing-lint /, '').split(/\s+/);
  const args = words.map((word) =>
    word
      .replace(/\$\(?(\w+)\)?/g, (_, name: string) => env[name] ?? '')
      .replace(/^((?:html|gitlab|json):)?(\/?shards|\d\.shard|report\.html|gl-|listing-lint\.)/, `$1${scratch}/$2`),
  );
  return runIn(shop.folder, args, { env });
};

const jsonOf = async (merge: string) =>
  (await runLine(merge.replace(/ -f text| -f github/g, '').concat(' -f json'))).out;

it('the Jobs for Kubernetes are what its API takes, and shards and merge of them fit together', async () => {
  for (const each of jobs) expect(() => new Job(each).validate()).not.toThrow();
  expect(() => new Job({ ...jobs[0], spec: { ...jobs[0].spec, completions: '16' } }).validate()).toThrow(/completions/);
  const [shards, merge] = jobs.map((each) => job.parse(each).spec);
  if (shards === undefined || merge === undefined) throw new Error('there are two');
  const { args, env } = shards.template.spec.containers[0];
  expect(env.map(({ name }) => name)).toEqual(['JOB_COMPLETION_INDEX']);
  for (let index = 0; index < shards.completions; index++) {
    const { code, err } = await runLine(`listing-lint ${args.join(' ')}`, { JOB_COMPLETION_INDEX: String(index) });
    expect([code, err]).toEqual([0, '']);
  }
  const { code, err } = await runLine(`listing-lint ${merge.template.spec.containers[0].args.join(' ')}`);
  expect(code).toBe(1);
  expect(err).toMatch(/^listing-lint: wrote \S+report\.html: .*\nlisting-lint: wrote \S+report\.json: .*\n$/);
  expect(JSON.parse(readFileSync(join(scratch, 'shards/report.json'), 'utf8')).findings).toEqual(
    JSON.parse(whole).findings,
  );
  rmSync(join(scratch, 'shards'), { recursive: true });
});

it('the recipes for GitHub, GitLab, a shell and GNU parallel give what one run gives', async () => {
  const [github, gitlab] = fences('yaml').map((text) => parse(text));
  const lines = (steps: readonly { readonly run?: string }[]): string =>
    steps.flatMap(({ run }) => (run?.includes('listing-lint') ? [run] : []))[0] ?? '';
  const { matrix } = github.jobs.shards.strategy;
  for (const shard of matrix.shard) {
    const line = lines(github.jobs.shards.steps).replace(/\$\{\{ matrix\.shard \}\}/g, String(shard));
    // The artifacts of all are put into one folder.
    const { code, err } = await runLine(line.replace(/(\d)\.shard/, 'shards/$1.shard'));
    expect([code, err]).toEqual([0, '']);
  }
  expect(await jsonOf(lines(github.jobs.merge.steps))).toBe(whole);
  rmSync(join(scratch, 'shards'), { recursive: true });

  for (let index = 1; index <= gitlab.shards.parallel; index++) {
    const env = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(gitlab.shards.parallel) };
    expect((await runLine(gitlab.shards.script[1], env)).code).toBe(0);
  }
  expect(await jsonOf(gitlab['listing-lint'].script[1])).toBe(whole);
  rmSync(join(scratch, 'shards'), { recursive: true });

  const [plain = '', parallel = ''] = fences('sh');
  const commands = plain.trim().split('\n');
  for (const line of commands.slice(0, -1)) expect((await runLine(line)).code).toBe(0);
  expect(await jsonOf(commands.at(-1) ?? '')).toBe(whole);
  const [, template = '', values = ''] = /'(.*)' ::: (.*)/.exec(parallel) ?? [];
  for (const value of values.split(' ')) expect((await runLine(template.replaceAll('{}', value))).code).toBe(0);
  expect(await jsonOf(parallel.trim().split('\n')[1] ?? '')).toBe(whole);
});

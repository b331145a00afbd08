// @module-tag full
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePicture } from '../scenarios/pictures.ts';

const dist = join(import.meta.dirname, '../../packages/cli/dist');
const isBuilt = existsSync(join(dist, 'main.js'));
if (!isBuilt)
  process.stderr.write('packages/cli/dist is not built: no plugin is run between two copies of the program.\n');

/** A plugin with one of everything that crosses from the copy that it imports to the copy that runs it. */
const PLUGIN = `import { builtInFacts, bytes, defineFact, definePlugin, defineSettings, ListingLintError, pixels, readText, z } from 'listing-lint/plugin';
const settings = defineSettings(z.strictObject({ most: z.number().min(1).meta({ title: 'most' }).default(3) }));
const options = z.strictObject({ indent: z.number().default(0) });
const tone = defineFact({
  id: 'tone', scope: 'image', version: 1, title: 'tone',
  schema: z.object({ width: z.number().meta({ title: 'the decoded width' }), most: z.number(), word: z.string(), same: z.boolean() }),
  params: z.strictObject({ refuse: z.boolean().default(false) }),
  compute: async (subject, { refuse }, context) => {
    if (refuse) throw new ListingLintError('fact-unavailable', 'refused on request');
    const { width } = await context.use(pixels);
    const { length } = await context.use(bytes);
    const file = await context.get(builtInFacts.file);
    const word = await readText(context.root + '/word.txt', { maxBytes: 100, within: context.root });
    return { width, most: settings.of(context).most, word: word.trim(), same: length === file.bytes };
  },
});
const rule = (id, leaf) => ({ path: id + '.yaml', text: 'id: ' + id + '\\nscope: image\\nseverity: error\\ntitle: T\\nwhy: W.\\nfix: F.\\nassert: { all: [{ fact: tone, ' + leaf + ' }] }\\n' });
export const plugin = definePlugin({
  name: 'acme', version: '1.0.0', settings: settings.schema, facts: [tone],
  rules: [
    rule('narrow', 'path: width, operator: lessThan, value: 10'),
    rule('same', 'path: same, operator: equal, value: true'),
    rule('most', 'path: most, operator: equal, value: 4'),
    rule('word', 'path: word, operator: equal, value: well'),
    rule('refuses', 'path: width, params: { refuse: true }, operator: lessThan, value: 10'),
  ],
  reporters: [{ id: 'list', title: 't', options, render: ({ findings }, context) =>
    JSON.stringify(findings.map(({ ruleId, message }) => [ruleId, message]), null, options.parse(context.options.list ?? {}).indent) }],
});
`;

const CONFIG = `plugins: [acme-plugin]
settings: { acme: { most: 4 } }
reporters: { acme/list: { indent: 1 } }
rules: { acme/narrow: error, acme/same: error, acme/most: error, acme/word: error, acme/refuses: error }
`;

describe.skipIf(!isBuilt)('a plugin that imports another copy of the program than the one that runs it', () => {
  let shop = '';
  let copy = '';
  const put = (name: string, text: string): void => {
    mkdirSync(dirname(join(shop, name)), { recursive: true });
    writeFileSync(join(shop, name), text);
  };
  /** Runs a copy of the program in the shop. */
  const lintBy = (folder: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.js'), ...args], {
      cwd: shop,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-copies-')));
    copy = join(shop, 'node_modules/listing-lint');
    cpSync(dist, copy, { recursive: true });
    symlinkSync(realpathSync(join(dist, '../node_modules/sharp')), join(shop, 'node_modules/sharp'), 'junction');
    put(
      'node_modules/acme-plugin/package.json',
      '{ "name": "acme-plugin", "version": "1.0.0", "exports": "./plugin.mjs" }',
    );
    put('node_modules/acme-plugin/plugin.mjs', PLUGIN);
    put('listing-lint.config.yaml', CONFIG);
    put('word.txt', 'well\n');
    await writePicture(shop, 'listings/mug/a.jpg', { width: 64, height: 48, seed: 1, mirror: false, quality: 85 });
  });
  afterAll(() => rmSync(shop, { recursive: true, force: true }));

  it('gives what it gives in its own copy: settings, resources, schemas, known errors, reporter options', () => {
    const own = lintBy(copy, '-f', 'acme/list');
    expect(own).toEqual({ status: 1, stdout: expect.stringContaining('acme/narrow'), stderr: '' });
    expect(JSON.parse(own.stdout)).toEqual([
      ['acme/narrow', 'the decoded width is 64 but must be less than 10'],
      ['acme/refuses', 'the decoded width could not be judged: refused on request'],
    ]);
    expect(lintBy(dist, '-f', 'acme/list')).toEqual(own);
    put('bad.yaml', CONFIG.replace('most: 4', 'most: 0'));
    const bad = lintBy(dist, '-c', 'bad.yaml');
    expect(bad).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(/bad\.yaml:2:27 .*1/) });
    expect(bad).toEqual(lintBy(copy, '-c', 'bad.yaml'));
  });

  it('is refused where the two copies have other plugin APIs: both are named, and what to do', () => {
    const manifest = join(copy, 'package.json');
    cpSync(manifest, `${manifest}.kept`);
    const own = JSON.parse(JSON.stringify({ name: 'listing-lint', version: '9.0.0', pluginApi: 9, type: 'module' }));
    writeFileSync(manifest, JSON.stringify({ ...own, exports: { './plugin': './plugin.js' } }));
    const { status, stdout, stderr } = lintBy(dist);
    cpSync(`${manifest}.kept`, manifest);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      `listing-lint.config.yaml:1:11 the plugin acme-plugin imports listing-lint 9.0.0 in ${copy} (plugin API 9), but `,
    );
    expect(stderr).toContain(`in ${realpathSync(dist)} runs it (plugin API 1)`);
    expect(stderr).toContain(`or run the copy that the plugin imports: node ${join(copy, 'main.js')}`);
  });

  it('cannot take the place of a built-in resource', () => {
    put(
      'thief.mjs',
      `export const plugin = { name: 'thief', version: '1', resources: [{ id: 'p', sharedAs: 'listing-lint/pixels@1', create: () => 0 }] };`,
    );
    put('thief.yaml', 'plugins: [./thief.mjs]\nrules: {}\n');
    const { status, stderr } = lintBy(dist, '-c', 'thief.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('and "thief" share the same resource "listing-lint/pixels@1"');
  });

  it('is told where it asks for another version of a shared resource', () => {
    put(
      'later.mjs',
      PLUGIN.replace(
        'await context.use(pixels)',
        'await context.use({ ...pixels, sharedAs: "listing-lint/pixels@2" })',
      ),
    );
    put('later.yaml', CONFIG.replace('acme-plugin', './later.mjs'));
    const { status, stdout } = lintBy(dist, '-c', 'later.yaml', '-f', 'acme/list');
    expect(status).toBe(1);
    expect(stdout).toContain('the resource listing-lint/pixels@2 is asked for');
    expect(stdout).toContain('shares listing-lint/pixels@1: install one version of it');
  });
});

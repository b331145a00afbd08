import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { COLOURS, colourFindings, EXPECTED, findingsIn, PICTURES, writeShop } from './shop.ts';

const example = join(import.meta.dirname, '../../examples/plugin');
const SOURCE = join(example, 'src/plugin.ts');

describe('the example plugin, by its source', () => {
  let root = '';
  const config = (text: string) => writeFileSync(join(root, 'listing-lint.config.yaml'), text);
  beforeEach(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-plugin-')));
    await writeShop(root, SOURCE);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('finds what is wrong with licences', async () => {
    const { status, stdout, stderr } = await runIn(root, ['--as-of', '2026-11-25', '-f', 'json']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(findingsIn(stdout)).toEqual(EXPECTED);
  });

  it('sees the pixels that the built-in rules see', async () => {
    const { stdout } = await runIn(root, ['--as-of', '2026-11-25', '-f', 'json', ...COLOURS]);
    expect(colourFindings(stdout)).toEqual(PICTURES);
  });

  it('judges no picture to be covered by a licence that cannot be read', async () => {
    writeFileSync(join(root, 'contracts/south.json'), '{');
    const { status, stdout } = await runIn(root, ['--as-of', '2026-11-25', '-f', 'json']);
    expect(status).toBe(1);
    const { subjects } = JSON.parse(stdout);
    const outcomes = subjects.find(({ path }: { path: string }) => path === 'listings/mug/2.jpg').outcomes;
    expect(outcomes).toEqual({ pass: [], fail: [], skip: [], inconclusive: ['licences/in-force'] });
  });

  it('writes a list of renewals that file names cannot break out of', async () => {
    writeFileSync(
      join(root, 'contracts/<b>\n`x`.json'),
      '{ "holder": "[A](b)", "until": "2026-11-30", "pictures": ["listings/mug/3.jpg"] }',
    );
    const { stdout } = await runIn(root, ['--as-of', '2026-11-25', '-f', 'licences/renewals']);
    expect(stdout).toMatchInlineSnapshot(`
      "# Licences to see to

      - [ ] contracts/\\<b\\> \\\`x\\\`.json: the licence of \\[A\\](b) ends on 2026-11-30 (days left: 5)
      - [ ] contracts/north.json: the licence of Studio North ends on 2026-11-24 (days left: -1)
      - [ ] contracts/south.json: there is no listings/mug/9.jpg
      - [ ] contracts/south.json: the licence of Studio South ends on 2026-12-10 (days left: 15)
      - [ ] listings/mug/1.jpg: the licence of Studio North ended on 2026-11-24
      "
    `);
  });

  it('holds what the tests of its rules say', async () => {
    const { status, stdout, stderr } = await runIn(root, [
      'test',
      join(example, 'rules'),
      '-c',
      'listing-lint.config.yaml',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('5 of 5 rules hold what their tests say');
  });

  it('is refused by --no-plugins, and not run', async () => {
    writeFileSync(
      join(root, 'canary.mjs'),
      `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('ran', import.meta.url), '');
export const plugin = { name: 'canary', version: '1.0.0' };
`,
    );
    config('plugins: [./canary.mjs]\nextends: [canary/preset]\nrules: { image-readable: error }\n');
    const { status, stderr } = await runIn(root, ['--no-plugins']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/--no-plugins: the plugin \.\/canary\.mjs is refused/);
    expect(stderr).toMatch(/1 problem in the config/);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  describe('adds a command', () => {
    it('that lists licences, by the day and the options that it is given', async () => {
      const { status, stdout } = await runIn(root, ['licences', 'ending', '--within', '15']);
      expect(stdout).toBe('contracts/north.json  2026-11-24\ncontracts/south.json  2026-12-10\n');
      expect(status).toBe(1);
    });

    it('that writes a report, and over no picture', async () => {
      const written = await runIn(root, ['licences', 'ending', '-o', 'ending.txt']);
      expect({ out: written.stdout, text: readFileSync(join(root, 'ending.txt'), 'utf8') }).toEqual({
        out: '',
        text: 'contracts/north.json  2026-11-24\ncontracts/south.json  2026-12-10\n',
      });
      const { status, stderr } = await runIn(root, ['licences', 'ending', '-o', 'listings/mug/1.jpg']);
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('not an earlier output') });
    });

    it('that help lists, and that --no-plugins does not run', async () => {
      expect((await runIn(root, ['--help'])).stdout).toMatch(/Commands of plugins:\n\s+licences/);
      expect((await runIn(root, ['licences', 'ending', '--help'])).stdout).toMatch(/--within <days>/);
      const { status, stderr } = await runIn(root, ['licences', 'ending', '--no-plugins']);
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('is refused') });
    });

    it('that help leaves out where the config is broken', async () => {
      config('plugins: [');
      const { status, stdout } = await runIn(root, ['--help']);
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Commands of plugins are not listed'),
      });
      expect(stdout).toMatch(/match /);
    });

    it('that ends when its time is up', async () => {
      writeFileSync(
        join(root, 'slow.mjs'),
        "export const plugin = { name: 'slow', version: '1.0.0', commands: [{ name: 'a', summary: 'A.', run: () => new Promise((end) => setTimeout(end, 5000, 0)) }] };",
      );
      config('plugins: [./slow.mjs]\nrules: { image-readable: error }\n');
      const { status, stderr } = await runIn(root, ['slow', 'a', '--plugin-timeout', '0.2']);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('its command "a" has not answered within 0.2 s'),
      });
    });

    it('unless the plugin is called like a command of the program', async () => {
      writeFileSync(
        join(root, 'case.mjs'),
        "export const plugin = { name: 'case', version: '1.0.0', commands: [{ name: 'a', summary: 'A.', run: async () => 0 }] };",
      );
      config('plugins: [./case.mjs]\nrules: { image-readable: error }\n');
      const { status, stderr } = await runIn(root, ['--help']);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('"case" is a command of listing-lint'),
      });
    });
  });

  it('has its settings checked', async () => {
    config(`plugins: ["${SOURCE}"]\nextends: [licences/recommended]\nsettings: { licences: { foldr: contracts } }\n`);
    const { status, stderr } = await runIn(root, []);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown key "foldr"[\s\S]*did you mean "?folder/);
  });

  it('owns its prefix alone: rules and presets are not known without it', async () => {
    config(`plugins: ["${SOURCE}"]\nrules: { in-force: error }\n`);
    const { status, stderr } = await runIn(root, []);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown rule "in-force"[\s\S]*licences\/in-force/);
  });

  it('imports nothing of ours but listing-lint/plugin', () => {
    for (const name of ['plugin', 'colour', 'facts', 'subjects', 'settings', 'licence-file', 'renewals', 'ending']) {
      const text = readFileSync(join(example, 'src', `${name}.ts`), 'utf8');
      const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, specifier = '']) => specifier);
      expect(imports.filter((each) => !/^(node:|\.\/|listing-lint\/plugin$)/.test(each))).toEqual([]);
    }
  });
});

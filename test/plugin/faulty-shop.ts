import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

/** A plugin with these parts, as a module. */
export const pluginOf = (parts: string): string => `export const plugin = withFaults({ ${parts} });\n`;

const dist = join(import.meta.dirname, '../../packages/cli/dist');

/** What every faulty plugin has beside its fault: facts and rules that are well, and one rule for each fact. */
const BASE = `import { z } from 'listing-lint/plugin';
export { z };
export const fact = (id, compute, rest = {}) =>
  ({ id, scope: 'image', version: 1, title: id, schema: z.object({ ok: z.boolean() }), compute, ...rest });
const rule = (scope, id, leaf) => ({
  path: id + '.yaml',
  text: 'id: ' + id + '\\nscope: ' + scope + '\\nseverity: error\\ntitle: T\\nwhy: W.\\nfix: F.\\nassert: { all: [{ ' + leaf + ' }] }\\n',
});
export const never = () => new Promise(() => {});
export const forEver = () => { for (;;); };
export const plugin = ({ facts = [], rules = [], ...rest }) => {
  const all = [fact('fine', () => ({ ok: true })), ...facts];
  return {
    name: 'acme',
    version: '1.0.0',
    facts: all,
    rules: [
      ...all.map(({ id, scope }) => rule(scope, id, 'fact: ' + id + ', path: ok, operator: equal, value: true')),
      ...rules.map(([id, leaf]) => rule('image', id, leaf)),
    ],
    ...rest,
  };
};
`;

export interface FaultyShop {
  readonly root: string;
  /** Writes a plugin and a config that turns on `rules` of it; gives the options that name that config. */
  readonly write: (source: string, rules?: readonly string[]) => readonly string[];
  /** Runs a command line in this process, 1 s for each function. */
  readonly run: (...args: string[]) => ReturnType<typeof runIn>;
  readonly remove: () => void;
}

/** A shop of two small pictures, in which a plugin can be put that misbehaves. */
export const faultyShop = async (): Promise<FaultyShop> => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-faults-')));
  for (const name of ['a', 'b']) {
    const picture = { width: 64, height: 64, seed: name.length, mirror: false, quality: 85 };
    await writePicture(root, `listings/mug/${name}.jpg`, picture);
  }
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(dist, join(root, 'node_modules/listing-lint'), 'junction');
  writeFileSync(join(root, 'base.mjs'), BASE);
  let written = 0;
  const shop: FaultyShop = {
    root,
    write: (source, rules = ['fine']) => {
      // A module is imported once: each is another.
      const [plugin, config] = [`plugin-${written}.mjs`, `shop-${written}.yaml`];
      written++;
      const imports = "import { plugin as withFaults, fact, never, forEver, z } from './base.mjs';\n";
      writeFileSync(join(root, plugin), imports + source);
      const on = rules.map((rule) => `  acme/${rule}: error\n`).join('');
      writeFileSync(join(root, config), `plugins: [./${plugin}]\nrules:\n${on}`);
      return ['-c', config];
    },
    run: (...args) => runIn(root, ['--plugin-timeout', '1', ...args]),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  // The first import brings all that plugins import, which takes longer than any function here may.
  await shop.run('--plugin-timeout', '60', ...shop.write(pluginOf('')));
  return shop;
};

/** What the tests ask of a JSON report. */
export interface JsonReport {
  readonly findings: readonly { readonly ruleId: string; readonly outcome: string; readonly message: string }[];
  readonly notices?: readonly { readonly code: string; readonly message: string }[];
  readonly subjects: readonly { readonly outcomes: { readonly pass: readonly string[] } }[];
}
export const reportIn = (text: string): JsonReport => JSON.parse(text);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { findFaults } = await import(pathToFileURL(join(repository, 'scripts/house/check.mjs')).href);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'house-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

const sound = {
  'packages/core/package.json': JSON.stringify({
    name: '@ours/core',
    exports: { '.': { '@listing-lint/source': './src/index.ts' } },
  }),
  'packages/core/src/index.ts': "export { run } from './run/run.ts';\n",
  'packages/core/src/run/run.ts':
    "import type { Subject } from '../model/subject.ts';\nexport const run = (_: Subject) => 1;\n",
  'packages/core/src/model/subject.ts': 'export interface Subject { readonly path: string }\n',
  'packages/cli/package.json': JSON.stringify({ name: 'ours', exports: {} }),
  'packages/cli/src/main.ts': "import { run } from '@ours/core';\nrun({ path: '.' });\n",
};
const floors = { packages: [['core'], ['cli']], 'packages/core/src': [['model'], ['run'], ['index.ts']] };

const faults = (doors: unknown[] = []) =>
  z.array(z.object({ key: z.string(), message: z.string() })).parse(findFaults(root, floors, doors));
const keys = () => faults().map(({ key }) => key);

describe('the check of the shape of the source', () => {
  it('finds nothing in a sound tree', () => {
    write(sound);
    expect(faults()).toEqual([]);
  });

  it('finds a circle of files, types too, and says which imports close it', () => {
    write(sound);
    write({
      'packages/core/src/run/judge.ts': "import type { Work } from './work.ts';\nexport type Judge = Work;\n",
      'packages/core/src/run/work.ts': "\nexport type Work = import('./judge.ts').Judge;\n",
    });
    expect(faults()).toEqual([
      {
        key: 'circle: packages/core/src/run',
        message: [
          'a circle in packages/core/src/run; move what both sides need below them:',
          '    packages/core/src/run/judge.ts:1 → packages/core/src/run/work.ts',
          '    packages/core/src/run/work.ts:2 → packages/core/src/run/judge.ts',
        ].join('\n'),
      },
    ]);
  });

  it('finds a circle of folders whose files make none, however deep they lie', () => {
    write(sound);
    write({
      'packages/cli/src/git/deep/staged.ts': "export * from '../../project/load.ts';\n",
      'packages/cli/src/project/load.ts': 'export const load = 1;\n',
      'packages/cli/src/project/paths.ts': "export const path = () => import('../git/mirror.ts');\n",
      'packages/cli/src/git/mirror.ts': 'export const mirror = 1;\n',
    });
    expect(keys()).toEqual(['circle: packages/cli/src']);
  });

  it('finds an import that goes up, between rooms and between packages', () => {
    write(sound);
    write({
      'packages/core/src/model/fact.ts': "import '../run/extra.ts';\n",
      'packages/core/src/run/extra.ts': "import 'ours';\n",
      'packages/cli/package.json': JSON.stringify({
        name: 'ours',
        exports: { '.': { '@listing-lint/source': './src/index.ts' } },
      }),
      'packages/cli/src/index.ts': 'export const face = 1;\n',
    });
    expect(keys()).toEqual(
      expect.arrayContaining(['upwards: packages/core/src/model → run', 'upwards: packages/core → cli']),
    );
  });

  it('finds an import past the face of a package, from tests as well, by path and by name', () => {
    write(sound);
    write({
      'packages/cli/src/main.test.ts': "import '../../core/src/run/run.ts';\n",
      'test/deep.test.ts': "import '@ours/core/src/run/run.ts';\n",
    });
    expect(keys()).toEqual([
      'face: packages/cli/src/main.test.ts → ../../core/src/run/run.ts',
      'face: test/deep.test.ts → @ours/core/src/run/run.ts',
    ]);
  });

  it('asks for the floor of a new room, and for the room of an old floor', () => {
    write(sound);
    write({ 'packages/core/src/plan/plan.ts': '' });
    rmSync(join(root, 'packages/core/src/index.ts'));
    expect(keys()).toEqual(['gone: packages/core/src/index.ts', 'no floor: packages/core/src/plan']);
  });

  it('finds what passes a door, by path and by name, and leaves what is not ours free', () => {
    write(sound);
    write({
      'packages/cli/src/api/lint.ts': "export { run as lint } from '@ours/core';\n",
      'packages/cli/src/other.ts': 'export const other = 1;\n',
      'packages/cli/src/lint/action.ts': "import 'zod';\nimport '../api/lint.ts';\nimport './flags.ts';\n",
      'packages/cli/src/lint/flags.ts': "import 'node:fs';\n",
    });
    const doors = [{ folder: 'packages/cli/src/lint/', why: 'so it is', may: ['packages/cli/src/api/'] }];
    expect(faults(doors)).toEqual([]);
    write({ 'packages/cli/src/lint/flags.ts': "import '../other.ts';\nimport '@ours/core';\n" });
    expect(faults(doors)).toEqual([
      {
        key: 'door: packages/cli/src/lint/flags.ts → ../other.ts',
        message: 'packages/cli/src/lint/flags.ts:1 may not import ../other.ts: so it is',
      },
      {
        key: 'door: packages/cli/src/lint/flags.ts → @ours/core',
        message: 'packages/cli/src/lint/flags.ts:2 may not import @ours/core: so it is',
      },
    ]);
  });

  it('finds a folder that has grown too large', () => {
    write(sound);
    for (let number = 0; number < 31; number++) write({ [`packages/core/src/model/m${number}.ts`]: '' });
    expect(faults().map(({ message }) => message)).toEqual([
      'packages/core/src/model has 32 entries, more than 30; give what belongs together a room',
    ]);
  });

  it('finds a name that two modules declare and export, and none that is passed on', () => {
    write(sound);
    write({
      'packages/core/src/model/verdict.ts': 'export interface Verdict { readonly holds: boolean }\n',
      'packages/core/src/run/again.ts': "export type { Verdict } from '../model/verdict.ts';\n",
      'packages/core/src/run/mine.ts': 'const Verdict = 1;\nexport const mine = Verdict;\n',
    });
    expect(faults()).toEqual([]);
    write({ 'packages/cli/src/verdict.ts': "\nconst Verdict = 'pass';\nexport { Verdict };\n" });
    expect(faults().map(({ message }) => message)).toEqual([
      [
        'Verdict is declared and exported twice; give each thing a name of its own, or let one import it from the other:',
        '    packages/cli/src/verdict.ts:3',
        '    packages/core/src/model/verdict.ts:1',
      ].join('\n'),
    ]);
  });

  it('finds words of shops in the identifiers and texts of core, in whatever form, and not in comments or elsewhere', () => {
    write(sound);
    write({
      'packages/core/src/model/plain.ts': [
        '/** A listing, say: its images, role and channels. */',
        "export const name = 'listing-lint'; // of a product",
        'export const ListingLintError = /^data:image\\//;',
        "export const production = 'Imagery';",
      ].join('\n'),
      'packages/core/src/model/test-shop.ts': "export const shop = 'image';\n",
      'packages/cli/src/shop.ts': "export const channel = 'role';\n",
    });
    expect(faults()).toEqual([]);
    write({
      'packages/core/src/run/shop.ts': [
        'export const first = { role: 1 };',
        'export const firstImage = 1;',
        "export const third = 'no listing goes there';",
        'export const PRODUCT = `of the channels`;',
      ].join('\n'),
    });
    expect(faults().map(({ message }) => message.split(', ')[0])).toEqual([
      'packages/core/src/run/shop.ts:1 says "role"',
      'packages/core/src/run/shop.ts:2 says "Image"',
      'packages/core/src/run/shop.ts:3 says "listing"',
      'packages/core/src/run/shop.ts:4 says "PRODUCT"',
      'packages/core/src/run/shop.ts:4 says "channels"',
    ]);
  });

  it('fails where it sees no module, or one that it cannot read', () => {
    expect(() => findFaults(root, {})).toThrow('there is nothing to check');
    write(sound);
    write({ 'packages/core/src/run/broken.ts': 'export const = ;' });
    expect(() => findFaults(root, floors)).toThrow(/^packages\/core\/src\/run\/broken\.ts: /);
  });
});

// @module-tag full
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { writePicture } from '../scenarios/pictures.ts';

const repository = join(import.meta.dirname, '../..');
const dist = join(repository, 'packages/cli/dist');
const GUIDE = join(repository, 'docs/plugins.md');
const BLOCK = /^```(\w+ title="([^"]+)"|console)\n([\s\S]*?)^```$/gm;

const isBuilt = existsSync(join(dist, 'main.js')) && existsSync(join(dist, 'plugin.d.ts'));
if (!isBuilt) {
  process.stderr.write('packages/cli/dist is not built with types: the guide to plugins is not tried.\n');
}

/** The compiler's options of a careful author. */
const compilerOptions = {
  rootDir: 'src',
  outDir: 'dist',
  target: 'ES2022',
  module: 'NodeNext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  types: ['node'],
  typeRoots: [join(repository, 'node_modules/@types')],
};

/**
 * Goes through the guide from top to bottom in a small shop: a titled block is written as a file, the sources are compiled against the
 * types of the package, and a console block is run by the built program and must print what stands under its command. `vitest -u`
 * writes the outputs anew.
 */
it.skipIf(!isBuilt)(
  'the guide to plugins is true',
  async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-plugins-')));
    try {
      for (const [index, name] of ['4711-front', '9999-front', 'front'].entries()) {
        const picture = { width: 300, height: 300, seed: index + 1, mirror: false, quality: 85 };
        await writePicture(root, `listings/mug/${name}.jpg`, picture);
      }
      const text = readFileSync(GUIDE, 'utf8');
      const blocks = [...text.matchAll(BLOCK)];
      for (const [, , title, body = ''] of blocks) {
        if (title === undefined) continue;
        mkdirSync(dirname(join(root, title)), { recursive: true });
        writeFileSync(join(root, title), body);
      }
      compile(join(root, 'plugin'));
      const written = text.replace(BLOCK, (block, _kind, title: string | undefined, body: string) =>
        title === undefined ? `\`\`\`console\n${runBlock(root, body)}\`\`\`` : block,
      );
      await expect(written).toMatchFileSnapshot(GUIDE);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
  180_000,
);

const compile = (folder: string): void => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(dist, join(folder, 'node_modules/listing-lint'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "name": "articles", "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  const { stdout, status } = spawnSync(join(repository, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
};

/** The command of a block and what it prints. */
const runBlock = (root: string, body: string): string => {
  const command = body.split('\n', 1)[0] ?? '';
  const [dollar, program, ...args] = command.split(' ');
  expect([dollar, program]).toEqual(['$', 'listing-lint']);
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(process.execPath, [join(dist, 'main.js'), ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return `${command}\n${stdout}${stderr}`.replaceAll(root, '');
};

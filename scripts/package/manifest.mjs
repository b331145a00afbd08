import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

/** The published package.json, from that of packages/cli: everything but native modules is bundled. */
export const manifest = () => {
  const source = JSON.parse(readFileSync(join(root, 'packages', 'cli', 'package.json'), 'utf8'));
  const { name, version, description, keywords, license, engines, dependencies } = source;
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: 'module',
    engines,
    bin: { 'listing-lint': 'main.js' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './plugin': { types: './plugin.d.ts', default: './plugin.js' },
      './schemas/*.json': './schemas/*.json',
      './package.json': './package.json',
    },
    dependencies: { sharp: dependencies.sharp },
  };
};

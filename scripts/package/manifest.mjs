import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

/**
 * The published package.json, from that of packages/cli: everything but native modules is bundled. Where a pipeline builds it, the
 * repository is the one that the pipeline runs in, as provenance asks for.
 */
export const manifest = () => {
  const source = JSON.parse(readFileSync(join(root, 'packages', 'cli', 'package.json'), 'utf8'));
  const { name, version, description, keywords, license, engines, dependencies } = source;
  const home = `https://github.com/${process.env.GITHUB_REPOSITORY ?? source.repository.url.split('/').slice(-2).join('/')}`;
  return {
    name,
    version,
    description,
    keywords,
    license,
    homepage: `${home}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git`, directory: 'packages/cli' },
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

const sourceManifest = () => JSON.parse(readFileSync(join(root, 'packages', 'cli', 'package.json'), 'utf8'));

/** The page of the repository: where a pipeline builds the package, of the one that it runs in, as provenance asks for. */
export const home = () => {
  const name = process.env.GITHUB_REPOSITORY ?? sourceManifest().repository.url.split('/').slice(-2).join('/');
  return `https://github.com/${name}`;
};

/**
 * The published package.json, from that of packages/cli: everything but native modules is bundled. Where a pipeline builds it, the
 * repository is the one that the pipeline runs in, as provenance asks for.
 */
export const manifest = () => {
  const source = sourceManifest();
  const { name, version, description, keywords, license, engines, pluginApi, dependencies } = source;
  const page = home();
  return {
    name,
    version,
    description,
    keywords,
    license,
    homepage: `${page}#readme`,
    bugs: `${page}/issues`,
    repository: { type: 'git', url: `git+${page}.git`, directory: 'packages/cli' },
    type: 'module',
    // Other copies of the program read it (packages/core/src/config/plugin/plugin-api.ts).
    pluginApi,
    engines,
    bin: { 'listing-lint': 'main.js' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './plugin': { types: './plugin.d.ts', default: './plugin.js' },
      './schemas/*.json': './schemas/*.json',
      './package.json': './package.json',
    },
    dependencies: { sharp: dependencies.sharp },
    // Found where the user has installed it; nothing here imports it.
    peerDependencies: {
      '@aws-sdk/client-s3': '^3.300.0',
      '@contentauth/c2pa-wasm': '>=0.13.3',
      'exiftool-vendored': '>=30',
      pg: '^8.11.0',
      'pg-boss': '^10.0.0',
    },
    peerDependenciesMeta: {
      '@aws-sdk/client-s3': { optional: true },
      '@contentauth/c2pa-wasm': { optional: true },
      'exiftool-vendored': { optional: true },
      pg: { optional: true },
      'pg-boss': { optional: true },
    },
  };
};

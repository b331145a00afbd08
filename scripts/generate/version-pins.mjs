import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

/** Files that name the version of the published package. */
const PINNED = ['README.md', 'docs/ci.md', 'packages/cli/src/version.ts', 'packages/text-detector/README.md'];

/** The same files, naming the version that packages/cli has. */
export const versionPins = () => {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const pin = (path) =>
    readFileSync(join(root, path), 'utf8')
      .replace(/listing-lint(?:@v|-)\d+\.\d+\.\d+/g, (found) => found.replace(/\d+\.\d+\.\d+/, version))
      .replace(/(rev: v)\d+\.\d+\.\d+/g, `$1${version}`)
      .replace(/(export const VERSION = ')\d+\.\d+\.\d+/g, `$1${version}`);
  return [{ folder: 'templates', pattern: /$^/, files: new Map(PINNED.map((path) => [path, pin(path)])) }];
};

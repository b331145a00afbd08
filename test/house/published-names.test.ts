import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const { registryRuns } = await import(pathToFileURL(join(repository, 'scripts/house/published-names.mjs')).href);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'names-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe('the check that nothing runs our name from the registry', () => {
  it.each([
    ['README.md', 'npx listing-lint path\n'],
    ['README.md', 'npx --no listing-lint path\n'],
    ['README.md', '`npm i -D listing-lint`'],
    ['docs/ci.md', '- run: npx --yes listing-lint@0.1.0 --format github\n'],
    ['docs/a/b.md', 'npm install --save-dev \\\n  listing-lint\n'],
    ['docs/c.md', 'pnpm dlx listing-lint\n'],
    ['docs/d.md', 'yarn add --dev "listing-lint@^0.1.0"\n'],
    ['docs/e.md', 'bunx listing-lint\n'],
    ['docs/f.md', 'npm exec -- listing-lint\n'],
    ['docs/g.md', 'npm install sharp @listing-lint/core\n'],
    ['action.yml', 'run: |\n  npx --yes "listing-lint@$VERSION" "$@"\n'],
    ['templates/gitlab.yml', 'script: [npx listing-lint]\n'],
    ['.pre-commit-hooks.yaml', '  additional_dependencies: ["listing-lint@0.1.0"]\n'],
    ['.github/workflows/x.yml', '- run: npx -y listing-lint\n'],
    ['examples/shop/package.json', '{ "devDependencies": { "listing-lint": "^0.1.0" } }\n'],
    ['Dockerfile', 'RUN npm install -g listing-lint\n'],
  ])('finds it in %s: %s', (path, text) => {
    write('README.md', 'npm test\n');
    write(path, text);
    expect(registryRuns(root)).toEqual([expect.stringMatching(new RegExp(`^${path.replaceAll('.', '\\.')}:\\d+: `))]);
    // The release that puts it on the registry lifts the check.
    expect(registryRuns(root, true)).toEqual([]);
  });

  it.each([
    'npx --no-install listing-lint path\n',
    'npx --no -- listing-lint path\n',
    'npm install --save-dev ./tools/listing-lint-0.1.0.tgz\nnpx --no-install listing-lint\n',
    'npx eslint . && listing-lint\n',
    'npm install ./listing-lint-plugin-mine.tgz listing-lint-plugin-mine\n',
    '{ "peerDependencies": { "listing-lint": ">=0.1.0" }, "devDependencies": { "listing-lint": "workspace:*" } }\n',
    'listing-lint --staged\n',
  ])('leaves alone %s', (text) => {
    write('docs/ci.md', text);
    write('examples/plugin/package.json', text);
    expect(registryRuns(root)).toEqual([]);
  });

  it('refuses to see nothing', () => {
    expect(() => registryRuns(root)).toThrow('there is nothing to check');
  });

  it('finds nothing in this repository', () => {
    expect(registryRuns(repository)).toEqual([]);
  });
});

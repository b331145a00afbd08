import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtinPlugin } from 'listing-lint/program';
import { expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../packages');
const sources = readdirSync(packages).map((name) => join(packages, name, 'src'));

it('every built-in rule has a test beside it', () => {
  const rules = (builtinPlugin.rules ?? []).map(({ path }) => path);
  const hasTest = (path: string) =>
    sources.some((folder) => existsSync(join(folder, path.replace('.yaml', '.test.yaml'))));
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.filter((path) => !hasTest(path))).toEqual([]);
});

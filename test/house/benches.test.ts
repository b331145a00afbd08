import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['watermark', 'overlay'].map((name) => join(repository, 'test/bench', name));
const scripts = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(folder, name)),
);

/** `{ names }` of each `const { … } = await load('path.js')`, which no compiler looks at, by their paths from the repository. */
const loads = scripts.flatMap((script) => {
  const text = readFileSync(script, 'utf8');
  const [, built = 'packages/'] = /const built = new URL\('[./]*(packages\/[^']*)'/.exec(text) ?? [];
  return [...text.matchAll(/const (\{[^}]*\}|\w+) = await load\('([^']+)\.js'\)/g)].map(
    ([, names = '', path = '']) => ({
      path: `${built}${path}`,
      names: names.startsWith('{') ? names.slice(1, -1).split(',') : [],
    }),
  );
});

it('sees what benchmarks load', () => {
  expect(loads.length).toBeGreaterThan(10);
});

it.each(loads)('benchmarks find what they load: $path', ({ path, names }) => {
  const file = join(repository, `${path.replace('/dist/', '/src/')}.ts`);
  expect(existsSync(file), file).toBe(true);
  const text = readFileSync(file, 'utf8');
  for (const name of names) expect(text).toMatch(new RegExp(`^export (const|class|function) ${name.trim()}\\b`, 'm'));
});

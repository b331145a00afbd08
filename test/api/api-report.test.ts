// @module-tag full
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unannounced } from './announced.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const changesets = readdirSync(join(root, '.changeset'))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => read(`.changeset/${name}`));

describe('what the package exports', () => {
  it('is what the committed report says', () => {
    const generator = pathToFileURL(join(root, 'scripts/generate/api-report.mjs')).href;
    const program = `import { apiReport } from '${generator}';
const [{ files }] = await apiReport();
process.stdout.write(JSON.stringify([...files]));`;
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const [path, text] of JSON.parse(stdout)) {
      expect(read(path), `${path} is out of step: run \`npm run generate\``).toBe(text);
    }
  }, 120_000);

  it('does not change unannounced', () => {
    const { version, sha256, node } = z
      .object({ version: z.string(), sha256: z.string(), node: z.string().optional() })
      .parse(JSON.parse(read('packages/cli/api/released.json')));
    const plugin = { door: 'listing-lint/plugin', report: read('packages/cli/api/plugin.api.md') };
    expect(unannounced({ ...plugin, released: { version, sha256 }, changesets })).toBeUndefined();
    const program = { door: 'the Node API', report: read('packages/cli/api/node.api.md') };
    expect(unannounced({ ...program, released: { version, sha256: node }, changesets })).toBeUndefined();
  });
});

describe('a changed report', () => {
  const door = 'listing-lint/plugin';
  const released = { version: '1.0.0', sha256: createHash('sha256').update('before').digest('hex') };
  const changeset = (name: string, text: string): string => `---\n"${name}": minor\n---\n\n${text}\n`;

  it('is one that differs from that of the released version', () => {
    expect(unannounced({ door, report: 'before', released, changesets: [] })).toBeUndefined();
    expect(
      unannounced({ door, report: 'new', released: { version: '1.0.0', sha256: undefined }, changesets: [] }),
    ).toMatch(/changed since/);
    expect(unannounced({ door, report: 'after', released, changesets: [] })).toMatch(
      /changed since 1\.0\.0: run `npx changeset`/,
    );
  });

  it('is announced by a changeset that speaks of it', () => {
    const announced = (text: string) =>
      unannounced({ door, report: 'after', released, changesets: [text] }) === undefined;
    expect(announced(changeset('listing-lint', '`listing-lint/plugin` exports `Turn`.'))).toBe(true);
    expect(announced(changeset('listing-lint', 'Faster.'))).toBe(false);
    expect(announced(changeset('@listing-lint/core', '`listing-lint/plugin` exports `Turn`.'))).toBe(false);
    expect(announced('listing-lint/plugin')).toBe(false);
  });
});

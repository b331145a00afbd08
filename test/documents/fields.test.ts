import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from 'listing-lint';
import { afterAll, expect, it } from 'vitest';

const shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-fields-')));
afterAll(() => rmSync(shop, { recursive: true, force: true }));

/** Line and message of each problem of a config whose third line declares a field. */
const told = async (field: string): Promise<readonly string[]> => {
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    `fields:\n  listing:\n    sku: ${field}\nrules: { image-readable: error }\n`,
  );
  return loadConfig({ cwd: shop }).then(
    () => [],
    ({ problems }) => problems.map(({ line, message }: { line: number; message: string }) => `${line}: ${message}`),
  );
};

it.each([
  ['{ type: string, minimum: 1 }', '`minimum` bounds numbers, and this is a string'],
  ['{ type: boolean, maximum: 1 }', '`maximum` bounds numbers, and this is a boolean'],
  ['{ type: date, minimum: 20260101 }', '`minimum` bounds numbers, and this is a date'],
  ['{ type: array, maximum: 5 }', '`maximum` bounds numbers, and this is an array of strings'],
  ['{ type: array, items: number, enum: [a] }', '`enum` names texts, and this is an array of numbers'],
  ['{ type: integer, enum: ["1", "2"] }', '`enum` names texts, and this is an integer'],
  ['{ type: string, items: number }', '`items` is for `type: array`, and this is a string'],
  ['{ type: number, minimum: 5, maximum: 4 }', 'no number is at least 5 and at most 4'],
  ['{ type: integer, minimum: 1.2, maximum: 1.8 }', 'no whole number is at least 1.2 and at most 1.8'],
])('%s is refused, with its line', async (field, message) => {
  expect(await told(field)).toEqual([expect.stringMatching(/^3: /)]);
  expect((await told(field))[0]).toContain(message);
});

it.each([
  '{ type: number, minimum: 4, maximum: 4 }',
  '{ type: integer, minimum: -1.5, maximum: 1 }',
  '{ type: array, items: number, minimum: 0 }',
  '{ type: array, enum: [red, blue] }',
  '{ type: string, enum: [red, blue], required: true, title: colour }',
  '{ type: date }',
])('%s is taken', async (field) => {
  expect(await told(field)).toEqual([]);
});

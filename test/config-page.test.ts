import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema, exceptionsSchema } from '@listing-lint/core';
import { builtinPlugin } from 'listing-lint/program';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const page = readFileSync(join(import.meta.dirname, '../docs/config.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']): unknown => parse(text));

it('the page about the config shows what the schemas take, and names every key', () => {
  const [config, marks, exceptions] = blocks;
  const schema = configSchema(builtinPlugin);
  expect(schema.safeParse(config).error).toBeUndefined();
  expect(schema.safeParse(marks).error).toBeUndefined();
  expect(exceptionsSchema.safeParse(exceptions).error).toBeUndefined();
  const [, table = ''] = page.split('| key | means |');
  for (const key of Object.keys(config ?? {})) expect(table).toContain(`\`${key}\``);
});

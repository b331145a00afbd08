// The JSON Schemas under config/ are what editors read: each is made from the sources, as it stands there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  configSchema,
  createRegistry,
  exceptionsSchema,
  loadReportSchema,
  ruleJsonSchema,
  ruleTestSchema,
} from '@listing-lint/core';
import { caseFileSchema, monitoringFileSchema, profileSchema } from '@listing-lint/disputes';
import { listingFileSchema } from '@listing-lint/rules/listing';
import { aiLabelsSchema } from '@listing-lint/rules/metadata';
import { builtinPlugin } from 'listing-lint/program';
import { expect, it } from 'vitest';
import { z } from 'zod';

const draft7 = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });

it.each<[string, () => object | Promise<object>]>([
  ['config', () => draft7(configSchema(builtinPlugin))],
  ['report', async () => draft7(await loadReportSchema(builtinPlugin.attributes ?? []))],
  ['exceptions', () => draft7(exceptionsSchema)],
  ['listing', () => draft7(listingFileSchema)],
  ['ai-labels', () => draft7(aiLabelsSchema)],
  ['case', () => draft7(caseFileSchema)],
  ['profile', () => draft7(profileSchema)],
  ['monitoring', () => draft7(monitoringFileSchema)],
  ['rule', () => ruleJsonSchema(createRegistry([builtinPlugin], { builtIn: builtinPlugin.name }))],
  ['rule-test', () => draft7(ruleTestSchema)],
])('config/%s.schema.json', async (name, made) => {
  const committed = readFileSync(join(import.meta.dirname, '../../config', `${name}.schema.json`), 'utf8');
  const { title: _, ...rest }: { title?: unknown } = JSON.parse(committed);
  const { title: __, ...own }: { title?: unknown } = JSON.parse(JSON.stringify(await made()));
  expect(own).toEqual(rest);
});

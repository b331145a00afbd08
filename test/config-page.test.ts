import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configSchema, exceptionsSchema } from '@listing-lint/core';
import { builtinPlugin, runIn } from 'listing-lint/program';
import sharp from 'sharp';
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

it('lints the projects of its example as it is printed', async () => {
  const [, example = ''] = /title="listing-lint\.config\.yaml"\n([^`]*sharedSet.*?)```/s.exec(page) ?? [];
  const root = mkdtempSync(join(tmpdir(), 'listing-lint-page-'));
  try {
    for (const brand of ['a', 'b']) {
      const picture = join(root, 'brands', brand, 'listings/mug/1.png');
      mkdirSync(dirname(picture), { recursive: true });
      writeFileSync(join(root, 'brands', brand, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
      await sharp({ create: { width: 20, height: 20, channels: 3, background: brand === 'a' ? '#888' : '#222' } })
        .png()
        .toFile(picture);
    }
    writeFileSync(join(root, 'listing-lint.config.yaml'), example);
    const { code, out } = await runIn(root, []);
    expect(out).toContain('2 images');
    expect(code).toBe(0);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

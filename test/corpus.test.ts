import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { runIn } from './scenarios/scenario.ts';

const corpus = process.env['LISTING_LINT_CORPUS'];
if (corpus === undefined) {
  process.stderr.write('LISTING_LINT_CORPUS is not set: the run over a corpus of real pictures is skipped.\n');
}

describe.skipIf(corpus === undefined)('a corpus of real pictures', () => {
  it.each(['products', 'camera', 'containers', 'c2pa'])(
    '%s: every file judged or told to be unreadable, valid by the schema, the same bytes twice',
    async (part) => {
      const folder = join(corpus ?? '', part);
      const files = [1, 2].map((n) => join(tmpdir(), `listing-lint-corpus-${process.pid}-${part}-${n}.json`));
      for (const file of files) {
        const { status, stderr } = await runIn('/', [
          '-f',
          `json:${file}`,
          '--concurrency',
          file.endsWith('1.json') ? '1' : '4',
          folder,
        ]);
        expect([0, 1], stderr).toContain(status);
      }
      const [first = '', second = ''] = files.map((file) => readFileSync(file, 'utf8'));
      for (const file of files) rmSync(file);
      expect(second).toBe(first);
      const report: { subjects: { scope: string; outcomes: Record<string, string[]> }[] } = JSON.parse(first);
      const ajv = new Ajv({ strict: true });
      addFormats.default(ajv);
      const schema: object = JSON.parse(
        readFileSync(join(import.meta.dirname, '../config/report.schema.json'), 'utf8'),
      );
      expect(ajv.validate(schema, report), JSON.stringify(ajv.errors)).toBe(true);
      const images = report.subjects.filter(({ scope }) => scope === 'image');
      expect(images.length).toBeGreaterThan(0);
      for (const { outcomes } of images) expect(Object.values(outcomes).flat()).toContain('image-readable');
    },
    300_000,
  );
});

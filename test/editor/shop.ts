import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;

const FILES = {
  'listing-lint.config.yaml': `extends: [recommended, acme/strict]
plugins: [./plugin.mjs]
ruleFiles: ["rules/*.yaml"]
`,
  'plugin.mjs': `import { z } from '${zod}';
export const plugin = {
  name: 'acme',
  version: '1.0.0',
  settings: z.strictObject({ folder: z.string().optional(), tone: z.enum(['warm', 'cold']).optional() }),
  facts: [
    {
      id: 'colour',
      scope: 'image',
      version: 1,
      title: 'The colour that most of the picture has.',
      schema: z.strictObject({ hue: z.number(), name: z.string() }),
      compute: () => ({ hue: 1, name: 'red' }),
    },
  ],
  rules: [
    {
      path: 'not-red.yaml',
      text: \`id: not-red
scope: image
severity: warn
title: No red
why: Because.
fix: Another colour.
options: { limit: { type: number, default: 3, minimum: 0, maximum: 10 }, names: { type: array, default: [red], enum: [red, blue] } }
assert: { all: [{ fact: colour, path: hue, operator: lessThan, value: { option: limit } }, { fact: colour, path: name, operator: notIn, value: { option: names } }] }
\`,
    },
  ],
  presets: [{ path: 'presets/strict.yaml', text: 'rules: { acme/not-red: error }\\n' }],
  reporters: [{ id: 'list', title: 'A list', options: z.strictObject({ wide: z.boolean().optional() }), render: () => '' }],
};
`,
  'rules/four-pictures.yaml': `id: four-pictures
scope: listing
severity: error
title: A listing has at least four pictures
why: Buyers decide by pictures.
fix: Add pictures from other angles.
options: { least: { type: integer, default: 4, minimum: 1, maximum: 30 } }
assert:
  all:
    - { fact: listing, path: imageCount, operator: greaterThanInclusive, value: { option: least } }
`,
};

/** A shop with a rule of its own, and a plugin with a fact, a rule, a preset, settings and a reporter. */
export const writeEditorShop = (): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-editor-')));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

// Made by `npm run generate` from the folder listing. Do not edit.
import type { YamlSource } from '@listing-lint/core';

export const presets: readonly YamlSource[] = [
  {
    path: 'recommended.yaml',
    text: `# What every seller wants to know. Rules that need something of the config (\`brand.watermarks\`) are reported as not checked without it.
rules:
  image-readable: error
  listing-file-valid: error
  listing-image-count: warn
  listing-has-main: warn
  main-image-square: warn
  case-file-valid: error
  legal-escalation: warn
`,
  },
];

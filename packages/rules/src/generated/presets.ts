// Made by `npm run generate` from the folder listing. Do not edit.
import type { YamlSource } from '@listing-lint/core';

export const presets: readonly YamlSource[] = [
  {
    path: 'exif-intact.yaml',
    text: `# Archived originals still carry what the camera wrote, and published copies do not say where they were taken.
rules:
  exif-original-complete: error
  exif-capture-date-order: warn
  exif-edit-software: info
  exif-resaved: info
  privacy-gps: error
`,
  },
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
  exif-original-complete: error
  exif-capture-date-order: warn
  exif-edit-software: info
  privacy-gps: error
`,
  },
];

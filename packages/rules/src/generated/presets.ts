// Made by `npm run generate` from the folder listing. Do not edit.
import type { YamlSource } from '@listing-lint/core';

export const presets: readonly YamlSource[] = [
];

// Made by `npm run generate` from the folder listing. Do not edit.
import type { Plugin } from '@listing-lint/core';

export const facts: NonNullable<Plugin['facts']> = [
];

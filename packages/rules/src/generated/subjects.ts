// Made by `npm run generate` from the folder listing. Do not edit.
import type { Plugin } from '@listing-lint/core';

export const subjects: NonNullable<Plugin['subjects']> = [
];

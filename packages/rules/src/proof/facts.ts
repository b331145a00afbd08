import type { Plugin } from '@listing-lint/core/plugin';
import { casePicturesFact } from './case-pictures/case-pictures-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [casePicturesFact];

import type { Plugin } from '@listing-lint/core/plugin';
import { caseMarksFact } from './case-pictures/case-marks-fact.ts';
import { casePicturesFact } from './case-pictures/case-pictures-fact.ts';
import { caseTokensFact } from './case-tokens/case-tokens-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [caseMarksFact, casePicturesFact, caseTokensFact];

import type { Plugin } from '@listing-lint/core/plugin';
import { caseMarksFact } from './case-marks-fact.ts';
import { casePicturesFact } from './case-pictures-fact.ts';

/** What a case says of pictures, held against the pictures. */
export const casePictureFacts: NonNullable<Plugin['facts']> = [casePicturesFact, caseMarksFact];

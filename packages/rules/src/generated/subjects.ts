// Made by `npm run generate` from the folder listing. Do not edit.
import type { Plugin } from '@listing-lint/core';
import { subjects as caseSubjects } from '../case/subjects.ts';
import { subjects as listingSubjects } from '../listing/subjects.ts';

export const subjects: NonNullable<Plugin['subjects']> = [
  ...caseSubjects,
  ...listingSubjects,
];

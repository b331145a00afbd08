import type { Plugin } from '@listing-lint/core/plugin';
import { overlayFact } from './overlay-fact.ts';
import { signsFact } from './signs-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [signsFact, overlayFact];

import type { Plugin } from '@listing-lint/core/plugin';
import { matchedOriginalsFact } from './matched-originals-fact.ts';
import { statedOriginalFact } from './stated-original-fact.ts';

/** Facts about originals, which runs without any do not load. */
export const originalFacts: NonNullable<Plugin['facts']> = [matchedOriginalsFact, statedOriginalFact];

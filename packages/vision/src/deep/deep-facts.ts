import type { Plugin } from '@listing-lint/core/plugin';
import { deepCopiesFact } from './deep-copies-fact.ts';
import { localFeaturesFact } from './local-features-fact.ts';

/** Pictures of a set, registered in pairs. */
export const deepFacts: NonNullable<Plugin['facts']> = [localFeaturesFact, deepCopiesFact];

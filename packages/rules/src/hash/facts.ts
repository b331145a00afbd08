import type { Plugin } from '@listing-lint/core/plugin';
import { anglesFact } from './angles/angles-fact.ts';
import { unmarkedFact } from './compare/stamped/unmarked-fact.ts';
import { copiesFact } from './copies-fact.ts';
import { fingerprintFact, pdqFact } from './fingerprint-fact.ts';
import { foreignFact } from './foreign-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [
  fingerprintFact,
  pdqFact,
  unmarkedFact,
  copiesFact,
  foreignFact,
  anglesFact,
];

import type { Plugin } from '@listing-lint/core/plugin';
import { caseDevelopedFact } from './standing/case-developed-fact.ts';
import { caseSealsFact } from './standing/case-seals-fact.ts';
import { ledgerContentFact, ledgerFact, ledgerSealingFact } from './standing/ledger-fact.ts';
import { papersFact } from './standing/papers-fact.ts';
import { provenanceFact } from './standing/provenance-fact.ts';
import { readinessFact } from './standing/readiness-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [
  ledgerFact,
  ledgerContentFact,
  ledgerSealingFact,
  provenanceFact,
  papersFact,
  readinessFact,
  caseSealsFact,
  caseDevelopedFact,
];

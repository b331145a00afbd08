import type { Plugin } from '@listing-lint/core/plugin';
import { productFact } from './frame/frame-facts.ts';
import { coloursFact, lightFact } from './light/light-facts.ts';
import { lookFact } from './set/look-fact.ts';
import { houseStyleFact } from './set/style-fact.ts';
import { usualFact } from './set/usual-fact.ts';
import { blocksFact, contentFact, noiseFact, resolutionFact, sharpnessFact } from './sight/sight-facts.ts';

/** What makes a picture fit to be shown. */
export const qualityFacts: NonNullable<Plugin['facts']> = [
  contentFact,
  sharpnessFact,
  resolutionFact,
  blocksFact,
  noiseFact,
  lightFact,
  coloursFact,
  productFact,
  lookFact,
  usualFact,
  houseStyleFact,
];

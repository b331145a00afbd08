import { documents as rules } from 'virtual:documents/rules/quality';
import type { Plugin } from '@listing-lint/core/plugin';
import { qualityFacts } from './quality-facts.ts';

/** Whether a picture is fit to be shown: sharpness, exposure, noise, background, framing. */
export const qualityPlugin: Plugin = { name: 'quality', version: '1', facts: qualityFacts, rules };

import { documents as rules } from 'virtual:documents/rules/vision';
import type { Plugin } from '@listing-lint/core/plugin';
import { deepFacts } from './deep/deep-facts.ts';
import { originalFacts } from './originals/original-facts.ts';
import { verifyByPixels } from './verify/verify-by-pixels.ts';

/** Image registration: copies by keypoints, crops, collages, removed watermarks. */
export const visionPlugin: Plugin = {
  name: 'vision',
  version: '1',
  facts: [...originalFacts, ...deepFacts],
  extensions: [verifyByPixels],
  rules,
};

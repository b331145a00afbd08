import { documents as rules } from 'virtual:documents/rules/vision';
import type { Plugin } from '@listing-lint/core/plugin';
import { casePictureFacts } from './case-pictures/case-picture-facts.ts';
import { deepFacts } from './deep/deep-facts.ts';
import { originalFacts } from './originals/original-facts.ts';
import { verifyByPixels } from './verify/verify-by-pixels.ts';

/** Image registration: copies by keypoints, crops, collages, removed watermarks, and what a case says of pictures. */
export const visionPlugin: Plugin = {
  name: 'vision',
  version: '1',
  facts: [...originalFacts, ...deepFacts, ...casePictureFacts],
  extensions: [verifyByPixels],
  rules,
};

import type { Plugin } from '@listing-lint/core/plugin';
import { verifyByPixels } from '../hash/compare/laid/verify-by-pixels.ts';
import { deepFacts } from '../hash/deep/deep-facts.ts';
import { originalFacts } from '../hash/originals/original-facts.ts';
import { casePictureFacts } from '../proof/case-pictures/case-picture-facts.ts';

/** Image registration: copies by keypoints, crops, collages, removed watermarks, and what a case says of pictures. */
export const visionPlugin: Plugin = {
  name: 'vision',
  version: '1',
  facts: [...originalFacts, ...deepFacts, ...casePictureFacts],
  extensions: [verifyByPixels],
};

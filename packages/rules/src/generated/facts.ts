// Made by `npm run generate` from the folder listing. Do not edit.
import type { Plugin } from '@listing-lint/core/plugin';
import { facts as caseFacts } from '../case/facts.ts';
import { facts as channelFacts } from '../channel/facts.ts';
import { facts as hashFacts } from '../hash/facts.ts';
import { facts as imageFacts } from '../image/facts.ts';
import { facts as listingFacts } from '../listing/facts.ts';
import { facts as metadataFacts } from '../metadata/facts.ts';
import { facts as overlayFacts } from '../overlay/facts.ts';
import { facts as pageFacts } from '../page/facts.ts';
import { facts as proofFacts } from '../proof/facts.ts';
import { facts as provenanceFacts } from '../provenance/facts.ts';
import { facts as watermarkFacts } from '../watermark/facts.ts';

export const facts: NonNullable<Plugin['facts']> = [
  ...caseFacts,
  ...channelFacts,
  ...hashFacts,
  ...imageFacts,
  ...listingFacts,
  ...metadataFacts,
  ...overlayFacts,
  ...pageFacts,
  ...proofFacts,
  ...provenanceFacts,
  ...watermarkFacts,
];

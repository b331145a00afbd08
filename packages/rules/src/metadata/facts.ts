import { defineFact, ListingLintError, type Plugin } from '@listing-lint/core/plugin';
import { imageHeader } from '../image/read/header.ts';
import { iccFact } from './blocks/icc-fact.ts';
import { iptcFact } from './blocks/iptc-fact.ts';
import { jpegFact } from './blocks/jpeg-fact.ts';
import { xmpFact } from './blocks/xmp-fact.ts';
import { exifOf, exifSchema } from './exif/exif-fact.ts';
import { aiDutiesFact } from './origin/ai-duties-fact.ts';
import { originFact } from './origin/origin-fact.ts';
import { peopleFact, positionFact, serialsFact } from './privacy/privacy-facts.ts';
import { fileMetadata } from './reading/metadata.ts';
import { rightsFact } from './rights/rights-fact.ts';
import { thumbnailFact } from './thumbnail/thumbnail-fact.ts';

export const exifFact = defineFact({
  id: 'exif',
  scope: 'image',
  version: 10,
  title: 'What EXIF, XMP and IPTC say: camera, times, creator, position, and signs of editing.',
  schema: exifSchema,
  compute: async (_subject, _params, context) => {
    const metadata = await context.use(fileMetadata);
    const header = await context.use(imageHeader);
    const [fault] = metadata.unread.filter(({ kind }) => kind === 'other' || kind === 'exif');
    const nothing = metadata.readings.every(({ kind }) => kind !== 'exif' && kind !== 'xmp' && kind !== 'iptc');
    if (nothing && header.problem !== null) throw new ListingLintError('content-unreadable', header.problem);
    if (nothing && fault !== undefined)
      throw new ListingLintError('fact-unavailable', `${fault.place}: ${fault.problem}`);
    return exifOf(metadata, header);
  },
});

export const facts: NonNullable<Plugin['facts']> = [
  exifFact,
  xmpFact,
  iptcFact,
  iccFact,
  jpegFact,
  thumbnailFact,
  rightsFact,
  originFact,
  aiDutiesFact,
  positionFact,
  serialsFact,
  peopleFact,
];

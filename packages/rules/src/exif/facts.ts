import { defineFact, ListingLintError, type Plugin } from '@listing-lint/core';
import { fileBytes } from '../image/read/bytes.ts';
import { imageHeader } from '../image/read/header.ts';
import { exifOf, exifSchema } from './exif-fact.ts';
import { originFact } from './origin-fact.ts';
import { peopleFact, positionFact, serialsFact } from './privacy-facts.ts';
import { findBlocks } from './read/blocks.ts';
import { rightsFact } from './rights-fact.ts';

const exifFact = defineFact({
  id: 'exif',
  scope: 'image',
  version: 2,
  title: 'What EXIF, XMP and IPTC say: camera, times, creator, position, and signs of editing.',
  schema: exifSchema,
  compute: async (_subject, _params, context) => {
    const bytes = await context.use(fileBytes);
    const header = await context.use(imageHeader);
    const blocks = findBlocks(bytes, header);
    const nothing = blocks.tiff === null && blocks.xmp === null && blocks.photoshop.length === 0;
    if (blocks.problem !== null && nothing) {
      throw new ListingLintError(header.problem === null ? 'fact-unavailable' : 'image-unreadable', blocks.problem);
    }
    return exifOf(blocks, header);
  },
});

export const facts: NonNullable<Plugin['facts']> = [
  exifFact,
  rightsFact,
  originFact,
  positionFact,
  serialsFact,
  peopleFact,
];

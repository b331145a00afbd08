import { defineFact, ListingLintError, type Plugin } from '@listing-lint/core';
import { fileBytes } from '../image/bytes.ts';
import { imageHeader } from '../image/header.ts';
import { findBlocks } from './blocks.ts';
import { exifOf, exifSchema } from './exif-fact.ts';

const exifFact = defineFact({
  id: 'exif',
  scope: 'image',
  version: 1,
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

export const facts: NonNullable<Plugin['facts']> = [exifFact];

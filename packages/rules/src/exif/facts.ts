import { defineFact, ListingLintError, type Plugin } from '@listing-lint/core';
import { z } from 'zod';
import { fileBytes } from '../image/read/bytes.ts';
import { imageHeader } from '../image/read/header.ts';
import { settingsOf } from '../settings.ts';
import { exifOf, exifSchema } from './exif-fact.ts';
import { peopleFact, positionFact, serialsFact } from './privacy-facts.ts';
import { findBlocks } from './read/blocks.ts';
import { namesOwner } from './rights.ts';

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

const rightsFact = defineFact({
  id: 'rights',
  scope: 'image',
  version: 1,
  title: 'The copyright line of the file beside the one of the config (`brand.copyright`).',
  schema: z.object({
    copyright: z.string().nullable().meta({ title: 'copyright line' }),
    expected: z.string().nullable().meta({ title: 'copyright line of the config' }),
    contradicts: z.boolean().meta({ title: 'another owner in the copyright line' }),
  }),
  compute: async (_subject, _params, context) => {
    const { copyright } = await context.get(exifFact.id);
    const expected = settingsOf(context).brand?.copyright ?? null;
    return {
      copyright,
      expected,
      contradicts: copyright !== null && expected !== null && !namesOwner(copyright, expected),
    };
  },
});

export const facts: NonNullable<Plugin['facts']> = [exifFact, rightsFact, positionFact, serialsFact, peopleFact];

import { join } from 'node:path';
import { type JsonObject, type SubjectKind, sentencesOf } from '@listing-lint/core/plugin';
import { thumbnailOf } from '../image/read/thumbnail.ts';
import { discover } from './discover.ts';
import { imageRelations, listingRelations } from './relations.ts';

/** Pictures and listings, found by one walk. */
export const listingSubjects: SubjectKind[] = [
  {
    scope: 'image',
    noun: 'picture',
    settings: ['listings', 'originals'],
    gate: 'image-readable',
    content: 'file',
    thumbnail: thumbnailOf,
    related: imageRelations,
    async *discover(context) {
      for (const image of (await discover(context)).layout.images) {
        const { path, role, roleFrom, listing, product, channels, original } = image;
        const file = join(context.root, path);
        if (listing !== undefined && product !== undefined && original === undefined) {
          // Most are such. Written out, its members lie in the object itself, and in the same order.
          yield { scope: 'image', file, group: listing, path, role, roleFrom, listing, product, channels };
          continue;
        }
        const { original: _original, ...placed } = image;
        yield {
          scope: 'image',
          file,
          ...(listing === undefined ? {} : { group: listing }),
          ...placed,
          ...(original === undefined ? {} : { data: { original } }),
        };
      }
    },
  },
  {
    scope: 'listing',
    settings: ['listings'],
    gate: 'listing-file-valid',
    related: listingRelations,
    async *discover(context) {
      for (const listing of (await discover(context)).layout.listings) {
        const first = listing.problems[0];
        yield {
          scope: 'listing',
          path: listing.path,
          file: join(context.root, listing.path),
          group: listing.path,
          listing: listing.path,
          product: listing.product,
          channels: listing.channels,
          data: {
            title: listing.title,
            file: listing.file,
            problems: sentencesOf(listing.problems),
            line: first?.line ?? null,
            column: first?.column ?? null,
            custom: asJson(listing.custom),
          },
        };
      }
    },
  },
];

/** Values that have passed their schema: texts, numbers, yes or no, and lists of them. */
const asJson = (values: { readonly [name: string]: unknown }): JsonObject => JSON.parse(JSON.stringify(values));

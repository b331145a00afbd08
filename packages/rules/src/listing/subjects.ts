import { join } from 'node:path';
import type { SubjectKind } from '@listing-lint/core';
import { sentencesOf } from '../yaml-file.ts';
import { discover } from './discover.ts';

export const subjects: SubjectKind[] = [
  {
    scope: 'image',
    gate: 'image-readable',
    async *discover(context) {
      for (const image of (await discover(context)).layout.images) {
        yield { scope: 'image', file: join(context.root, image.path), ...image };
      }
    },
  },
  {
    scope: 'listing',
    gate: 'listing-file-valid',
    async *discover(context) {
      for (const listing of (await discover(context)).layout.listings) {
        const first = listing.problems[0];
        yield {
          scope: 'listing',
          path: listing.path,
          file: join(context.root, listing.path),
          listing: listing.path,
          product: listing.product,
          channels: listing.channels,
          data: {
            title: listing.title,
            file: listing.file,
            problems: sentencesOf(listing.problems),
            line: first?.line ?? null,
            column: first?.column ?? null,
          },
        };
      }
    },
  },
];

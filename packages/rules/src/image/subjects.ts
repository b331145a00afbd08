import { join } from 'node:path';
import type { SubjectKind } from '@listing-lint/core';
import { discover } from '../listing/discover.ts';

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
];

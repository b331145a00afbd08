import { defineFix, type Fix, type Subject } from '@listing-lint/core/plugin';
import { extensionOf } from '@listing-lint/rules/image';

import type { Removal } from '../write/edit-scope.ts';
import { editPicture, MANIFEST_LOSS, stateRights } from './edit-picture.ts';

/** Endings of the formats whose metadata can be written. What the file really is, the fix sees when it opens it. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif'],
  // By exiftool, where it is installed.
  ...['heic', 'heif', 'hif', 'tif', 'tiff'],
]);

const common = {
  scope: 'image',
  losses: [MANIFEST_LOSS],
  accepts: ({ path }: Subject): boolean => WRITTEN.has(extensionOf(path)),
} as const;

const removal = (remove: Removal, rules: readonly string[], title: string, more: Pick<Fix, 'mends'> = {}): Fix =>
  defineFix({
    ...common,
    ...more,
    id: `remove-${remove}`,
    rules,
    title,
    apply: (bytes, context) => editPicture(bytes, context, { remove: [remove], rights: [] }),
  });

/** What is mended in published pictures: metadata are taken out, or rights written in, and the picture itself is never touched. */
export const metadataFixes: readonly Fix[] = [
  // First, as a preview may hold what the others are to take out, or what is not read.
  removal('previews', ['privacy-thumbnail-leak'], 'takes previews and further pictures out of the file', {
    // Where none was seen in a file that could not be walked, none is there to be taken out.
    mends: (causes) => !causes.some(({ path, unknown }) => path === 'count' && unknown !== undefined),
  }),
  removal('position', ['privacy-gps'], 'takes the position out of the file'),
  removal('serials', ['privacy-serial'], 'takes serial numbers and the maker note out of the file'),
  removal('contact', ['privacy-contact'], 'takes contact data and the maker note out of the file'),
  removal('faces', ['privacy-faces'], 'takes face regions, names of people and the maker note out of the file'),
  defineFix({
    ...common,
    id: 'state-rights',
    rules: ['rights-stated'],
    title: 'writes the copyright line and the creator of the config into the file, as XMP',
    mends: (causes) => !causes.some(({ unknown }) => unknown !== undefined),
    apply: stateRights,
  }),
];

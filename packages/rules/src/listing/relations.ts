import type { SubjectRelation } from '@listing-lint/core/plugin';
import { givenProduct, listingOf } from '../attributes.ts';
import { isOriginal, keysAsOriginal, keysOfOriginal } from '../subject.ts';

const present = (key: string | undefined): readonly string[] => (key === undefined ? [] : [key]);

/** What rules over several subjects call `of: pictures` of a listing, and so on. */
export const listingRelations: { readonly [name: string]: SubjectRelation } = {
  pictures: {
    scope: 'image',
    title: 'The pictures of the listing, but for originals.',
    inGroup: true,
    keysOf: ({ path }) => [path],
    keysOfMember: (picture) => (isOriginal(picture) ? [] : present(listingOf(picture))),
  },
  productPictures: {
    scope: 'image',
    title: 'The pictures of all listings of the same product, but for originals.',
    keysOf: (listing) => present(givenProduct(listing)),
    keysOfMember: (picture) => (isOriginal(picture) ? [] : present(givenProduct(picture))),
  },
  listings: {
    scope: 'listing',
    title: 'All listings, this one too.',
    keysOf: () => ['all'],
    keysOfMember: () => ['all'],
  },
};

export const imageRelations: { readonly [name: string]: SubjectRelation } = {
  listing: {
    scope: 'listing',
    title: 'The listing that the picture belongs to.',
    one: true,
    inGroup: true,
    keysOf: (picture) => present(listingOf(picture)),
    keysOfMember: ({ path }) => [path],
  },
  original: {
    scope: 'image',
    title:
      'The original that its listing.yaml names, else that of the same name but for the extension: of its listing, of its product, any.',
    noun: 'original',
    one: true,
    keysOf: keysOfOriginal,
    keysOfMember: keysAsOriginal,
  },
};

import { posix } from 'node:path';
import type { Subject, SubjectRelation } from '@listing-lint/core/plugin';
import { givenProduct, listingOf, roleOf } from '../attributes.ts';

const isOriginal = (subject: Subject): boolean => roleOf(subject) === 'original';

/** The file name without its extension; capitals do not count. */
const stemOf = ({ path }: Subject): string => posix.parse(path).name.toLowerCase();

/** By what a picture and its original agree: the name, best in one listing, else for one product, else anywhere. */
const namesake = (subject: Subject): readonly string[] => {
  const stem = stemOf(subject);
  const [listing, product] = [listingOf(subject), givenProduct(subject)];
  return [
    ...(listing === undefined ? [] : [`listing ${listing}/${stem}`]),
    ...(product === undefined ? [] : [`product ${product}/${stem}`]),
    `name ${stem}`,
  ];
};

/** The path of the original that its listing.yaml names. */
const namedOriginal = ({ data }: Subject): string | undefined =>
  typeof data === 'object' && data !== null && 'original' in data && typeof data.original === 'string'
    ? data.original
    : undefined;

const originalKeys = (picture: Subject): readonly string[] => {
  const named = namedOriginal(picture);
  return named === undefined ? namesake(picture) : [`path ${named}`];
};

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
    keysOf: (picture) => (isOriginal(picture) ? [] : originalKeys(picture)),
    keysOfMember: (original) => (isOriginal(original) ? [`path ${original.path}`, ...namesake(original)] : []),
  },
};

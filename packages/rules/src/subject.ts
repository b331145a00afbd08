import { posix } from 'node:path';
import {
  defineRunResource,
  type FactContext,
  misspelt,
  type Subject,
  withoutUnseenEnd,
} from '@listing-lint/core/plugin';
import { givenProduct, listingOf, namedOriginal, roleOf } from './attributes.ts';

/** Roles that never take part: archived originals are copies by design, one size chart may serve many products. */
const APART = ['original', 'chart'];

/** `false` for the roles that are never compared. */
export const isCompared = (subject: Subject): boolean => !APART.includes(roleOf(subject) ?? '');

/** What a picture shows, as far as the layout of the listings says. */
export const productOf = (subject: Subject): string =>
  givenProduct(subject) ?? listingOf(subject) ?? posix.dirname(subject.path);

export const isOriginal = (subject: Subject): boolean => roleOf(subject) === 'original';

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

/** By what the original of a picture is known, best first: what its listing.yaml names, else its file name. None of an original. */
export const keysOfOriginal = (picture: Subject): readonly string[] => {
  if (isOriginal(picture)) return [];
  const named = namedOriginal(picture);
  return named === undefined ? namesake(picture) : [`path ${named}`];
};

/** By what an original is known to pictures that come from it; none of another picture. */
export const keysAsOriginal = (original: Subject): readonly string[] =>
  isOriginal(original) ? [`path ${original.path}`, ...namesake(original)] : [];

/** The pictures of each listing, by its path: found once for all listings. */
const picturesByListing = defineRunResource<ReadonlyMap<string, readonly Subject[]>>({
  id: 'picturesByListing',
  create: async (context) => {
    const byListing = new Map<string, Subject[]>();
    for (const picture of context.subjects('image')) {
      const listing = listingOf(picture);
      if (listing === undefined) continue;
      const pictures = byListing.get(listing);
      if (pictures === undefined) byListing.set(listing, [picture]);
      else pictures.push(picture);
    }
    // A list that has grown has room for more than most listings have.
    for (const [listing, pictures] of byListing) byListing.set(listing, pictures.slice());
    return byListing;
  },
});

/** The pictures of a listing, in order of path. */
export const picturesOfListing = async (
  { path }: Subject,
  context: Pick<FactContext, 'useRun'>,
): Promise<readonly Subject[]> => (await context.useRun(picturesByListing)).get(path) ?? [];

const LISTING_FILES: readonly string[] = ['listing.yaml', 'listing.yml'];

/** `listing.yaml`: it says what the folder shows, and is a subject of no other kind. */
export const isListingFile = (path: string): boolean => LISTING_FILES.includes(posix.basename(path));

/** `Listing.yaml`, `lisitng.yml`, `listing.json`, `listing.yaml.txt`: a name that somebody may have meant for one. */
export const isNearlyListingFile = (name: string): boolean => {
  const bare = withoutUnseenEnd(name).toLowerCase();
  if (LISTING_FILES.includes(name)) return false;
  return bare === 'listing.json' || LISTING_FILES.includes(bare) || misspelt(bare, LISTING_FILES) !== undefined;
};

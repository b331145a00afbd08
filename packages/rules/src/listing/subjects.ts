import { join, sep } from 'node:path';
import { type Json, type JsonObject, type Subject, type SubjectKind, sentencesOf } from '@listing-lint/core/plugin';
import { thumbnailOf } from '../image/read/thumbnail.ts';
import { discover } from './discover.ts';
import { listingProblems } from './listing-data.ts';
import { imageRelations, listingRelations } from './relations.ts';

/** Pictures and listings, found by one walk. */
export const listingSubjects: SubjectKind[] = [
  {
    scope: 'image',
    noun: 'picture',
    settings: ['listings', 'originals', 'brand'],
    gate: 'image-readable',
    content: 'file',
    thumbnail: thumbnailOf,
    related: imageRelations,
    async *discover(context) {
      const placed = placedBelow(context.root);
      for (const image of (await discover(context)).layout.images) {
        const { path, role, roleFrom, listing, product, channels, original } = image;
        if (listing !== undefined && product !== undefined && original === undefined) {
          // Most are such. Written out, its members lie in the object itself, and in the same order.
          yield placed({ scope: 'image', group: listing, path, role, roleFrom, listing, product, channels });
          continue;
        }
        const { original: _original, ...laidOut } = image;
        yield placed({
          scope: 'image',
          ...(listing === undefined ? {} : { group: listing }),
          ...laidOut,
          ...(original === undefined ? {} : { data: { original } }),
        });
      }
    },
  },
  {
    scope: 'listing',
    settings: ['listings'],
    gate: 'listing-file-valid',
    problemsOf: listingProblems,
    related: listingRelations,
    async *discover(context) {
      const placed = placedBelow(context.root);
      for (const listing of (await discover(context)).layout.listings) {
        const first = listing.problems[0];
        yield placed({
          scope: 'listing',
          path: listing.path,
          group: listing.path,
          listing: listing.path,
          product: listing.product,
          channels: listing.channels,
          data: {
            title: listing.title,
            file: listing.file,
            problems: listing.problems.length === 0 ? NO_PROBLEMS : sentencesOf(listing.problems),
            line: first?.line ?? null,
            column: first?.column ?? null,
            custom: asJson(listing.custom),
          },
        });
      }
    },
  },
];

/** A subject that does not say yet where it lies on disk. */
interface Unplaced {
  readonly scope: string;
  readonly path: string;
  readonly [attribute: string]: Json | undefined;
}

/**
 * Makes subjects below a root say where they lie. That is worked out when somebody asks, of one as often as others are asked in between: of tens of thousands nobody has to hold it.
 * It is a member of the object itself, and goes along where that is copied.
 */
const placedBelow = (root: string): ((subject: Unplaced) => Subject) => {
  let lately: { readonly path: string; readonly file: string } | undefined;
  const descriptor = {
    enumerable: true,
    get(this: Unplaced): string {
      if (lately?.path !== this.path) lately = { path: this.path, file: fileIn(root, this.path) };
      return lately.file;
    },
  };
  return (subject) => Object.defineProperty(subject, 'file', descriptor) as Subject;
};

/** As `join`, which takes several times as long: a walk gives paths in which nothing is to be resolved. */
const fileIn = (root: string, path: string): string =>
  sep === '/' && !root.endsWith('/') && !STEPS.test(path) ? `${root}/${path}` : join(root, path);
/** What `join` may change: steps of dots alone, empty ones. */
const STEPS = /(^|\/)\.{0,2}(\/|$)/;

/** Values that have passed their schema: texts, numbers, yes or no, and lists of them. */
const asJson = (values: { readonly [name: string]: unknown }): JsonObject =>
  Object.keys(values).length === 0 ? NO_VALUES : JSON.parse(JSON.stringify(values));

const NO_PROBLEMS: readonly string[] = Object.freeze([]);
const NO_VALUES: JsonObject = Object.freeze({});

import { defineFact, type Plugin, type Region, type Subject } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { channelsOf, givenProduct, roleOf } from '../attributes.ts';
import { picturesOfListing } from '../subject.ts';
import { dataOf } from './listing-data.ts';
import { customFact, type OwnFact } from './own-fields.ts';

const listingSchema = z.object({
  path: z.string(),
  product: z.string(),
  title: z.string().nullable(),
  channels: z.array(z.string()),
  file: z.string().nullable().meta({ title: 'path of its listing.yaml' }),
  imageCount: z.number().int().meta({ title: 'number of pictures' }),
  mainCount: z.number().int().meta({ title: 'number of main pictures' }),
  hasMain: z.boolean(),
  originalCount: z.number().int().meta({ title: 'number of originals' }),
  roles: z.array(z.string()).meta({ title: 'roles of its pictures' }),
  problems: z.array(z.string()).meta({ title: 'mistakes in listing.yaml' }),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
});
export type ListingFact = z.infer<typeof listingSchema>;

/** The fact of a listing from its subject and the pictures that belong to it. */
const listingFactOf = (subject: Subject, pictures: readonly Subject[]): ListingFact => {
  const { title, file, problems, line, column } = dataOf(subject);
  const roles = pictures.map((picture) => roleOf(picture) ?? 'gallery');
  const shown = roles.filter((role) => role !== 'original');
  const mainCount = shown.filter((role) => role === 'main').length;
  return {
    path: subject.path,
    product: givenProduct(subject) ?? subject.path,
    channels: [...channelsOf(subject)],
    imageCount: shown.length,
    mainCount,
    hasMain: mainCount > 0,
    originalCount: roles.length - shown.length,
    roles: [...new Set(shown)].sort(),
    title,
    file,
    problems: [...problems],
    line,
    column,
  };
};

/** The place of the first problem in its listing.yaml. */
const regionOf = ({ line, column }: ListingFact): Region | undefined =>
  line === null || column === null ? undefined : { startLine: line, startColumn: column };

export const listingFact = defineFact<ListingFact>({
  id: 'listing',
  scope: 'listing',
  version: 1,
  title: 'A listing: its product, channels, and how many pictures of which roles it has.',
  schema: listingSchema,
  ofGroup: true,
  compute: async (subject, _params, context) => listingFactOf(subject, await picturesOfListing(subject, context)),
  region: regionOf,
  related: ({ file, problems }) =>
    file !== null && problems.length > 0 ? [{ path: file, message: 'the file with the problem' }] : [],
});

export const facts: NonNullable<Plugin['facts']> = [listingFact];

/** Facts whose shape the config declares. */
export const listingFactsFor = (settings: unknown): readonly OwnFact[] =>
  customFact(settings, 'listing', (subject) => dataOf(subject).custom ?? {}).map((fact) => ({
    ...fact,
    ofGroup: true,
  }));

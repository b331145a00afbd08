import type { Attribute, Subject, Term } from '@listing-lint/core/plugin';
import { ROLES, type Settings } from './settings.ts';

/** What pictures, listings and cases carry, in the order in which reports tell it. */
export const attributes: readonly Attribute[] = [
  {
    name: 'role',
    holds: 'text',
    origin: 'roleFrom',
    select: { key: 'roles', about: 'roles of images' },
    terms: { noun: 'role' },
  },
  // Of a picture or of the listing itself: the path of the listing.
  { name: 'listing', holds: 'path' },
  // Two pictures of one product are never duplicates of each other.
  { name: 'product', holds: 'title' },
  {
    name: 'channels',
    holds: 'texts',
    select: { key: 'channels', about: 'marketplaces that the subject is going to' },
    terms: {
      noun: 'channel',
      tellsUnknown: true,
      reach: {
        folder: 'channels',
        about: 'the marketplace that the rule is about, where nothing goes there',
        message:
          'no listing goes to {{value}}, which {{preset}} is about: name it under `channels`, or in a listing.yaml',
        unasked:
          'listings go to {{value}}, and nothing that is turned on is about it: add {{preset}} to `extends`, or its rules are not checked',
      },
    },
  },
];

const textOf = (value: Subject[string]): string | undefined => (typeof value === 'string' ? value : undefined);

/** `original`, `main`, `gallery`, `variant`, `chart`, … of a picture. */
export const roleOf = (subject: Subject): string | undefined => textOf(subject['role']);

/** Path of the listing that a picture belongs to. */
export const listingOf = (subject: Subject): string | undefined => textOf(subject['listing']);

/** What a picture or a listing shows, where its layout says so. */
export const givenProduct = (subject: Subject): string | undefined => textOf(subject['product']);

/** The path of the original that its listing.yaml names. */
export const namedOriginal = ({ data }: Subject): string | undefined =>
  typeof data === 'object' && data !== null && 'original' in data && typeof data.original === 'string'
    ? data.original
    : undefined;

/** Marketplaces that a picture or a listing is going to. */
export const channelsOf = ({ channels }: Subject): readonly string[] =>
  Array.isArray(channels) ? channels.filter((channel) => typeof channel === 'string') : [];

/** The roles that the rules know, and the roles and channels that the config gives, each with its place in it. */
export const termsOf = ({
  roles = [],
  channels = [],
}: Settings): { readonly roles: Term[]; readonly channels: Term[] } => ({
  roles: [
    ...ROLES.map((term) => ({ term })),
    ...roles.map(({ role }, index) => ({ term: role, path: ['roles', index, 'role'] })),
  ],
  channels: channels.map((term, index) => ({ term, path: ['channels', index] })),
});

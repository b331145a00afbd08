import type { Attribute } from './attribute.ts';

/** Attributes as a shop would declare them. */
export const testAttributes: readonly Attribute[] = [
  {
    name: 'role',
    holds: 'text',
    origin: 'roleFrom',
    select: { key: 'roles', about: 'roles' },
    terms: { noun: 'role' },
  },
  { name: 'listing', holds: 'path' },
  { name: 'product', holds: 'title' },
  {
    name: 'channels',
    holds: 'texts',
    select: { key: 'channels', about: 'where it goes' },
    terms: {
      noun: 'channel',
      tellsUnknown: true,
      reach: {
        folder: 'channels',
        about: 'where nothing goes',
        message:
          'no listing goes to {{value}}, which {{preset}} is about: name it under `channels`, or in a listing.yaml',
        unasked:
          'listings go to {{value}}, and nothing that is turned on is about it: add {{preset}} to `extends`, or its rules are not checked',
      },
    },
  },
];

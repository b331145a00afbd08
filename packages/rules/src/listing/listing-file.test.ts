import { describe, expect, it } from 'vitest';
import { readListingFile } from './listing-file.ts';

const read = (text: string) => {
  const file = readListingFile({ path: 'listings/mug/listing.yaml', text });
  return {
    ...file,
    problems: file.problems.map(
      ({ line, message, hint }) => `line ${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
    ),
  };
};

describe('readListingFile', () => {
  it('reads roles as a map or as the list of the config', () => {
    expect(read('roles: { a.jpg: main }').roles).toEqual([{ files: ['a.jpg'], role: 'main' }]);
    expect(read('roles: [{ files: [a.jpg, b.*], role: chart }]').roles).toEqual([
      { files: ['a.jpg', 'b.*'], role: 'chart' },
    ]);
  });

  it('allows an empty file, notes, and the seller’s own data under one key', () => {
    expect(read('').problems).toEqual([]);
    expect(read('notes: later').problems).toEqual([]);
    expect(read('custom: { sku: 7, tags: [{ a: 1 }] }\nnotes: [one, two]').problems).toEqual([]);
  });

  it.each([
    [
      'product: [1]',
      'line 1: "product" must not be a list (expected the name of a product in quotes, or a whole number)',
    ],
    ['title: A\nchanels: [ebay]', 'line 2: unknown key "chanels" (did you mean "channels"?)'],
    [
      'title: A\nsku: 7',
      'line 2: unknown key "sku" (known: channels, custom, notes, originals, product, roles, title; data of your own goes under `custom`)',
    ],
    ['role: main', 'line 1: unknown key "role" (did you mean "roles"?)'],
    [
      'roles: [{ files: [a.jpg], rolle: main, role: main }]',
      /unknown key "rolle" in "roles #1" \(did you mean "role"\?\)/,
    ],
    ['notes: { a: 1 }', 'line 1: "notes" must not be a mapping (expected a text, or a list of texts)'],
    ['channels: ebay', 'line 1: "channels" must be a list, not "ebay"'],
    [
      'channels: [eBay US]',
      'line 1: "channels #1" must not be "eBay US" (a channel is lower-case letters, digits and hyphens, such as "aliexpress")',
    ],
    ['roles: { a.jpg: Main }', /line 1: "roles\.a\.jpg" must not be "Main" \(a role is/],
    ['roles: { "!(a).jpg": chart }', /line 1: "!\(a\)\.jpg" is not a valid name \("!\(…\)" is not supported/],
    ['roles: [{ files: ["{01..12}.jpg"], role: chart }]', /line 1: .*ranges of single digits or letters are supported/],
    [
      `roles: [{ files: ["${'*a'.repeat(500)}", "${'*b'.repeat(500)}", "?"], role: chart }]`,
      'line 1: "roles": its globs have more than 2000 characters together: name the pictures instead',
    ],
    ['- a\n- b', 'line 1: the document must be a mapping (key: value), not a list'],
    ['product: a\nproduct: b', /line 2: this key stands twice.*keep one of the two/],
    ['product: "a', /line 1/],
  ])('says what is wrong with %j and where', (text, message) => {
    const { problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it('still uses the keys that are right by themselves', () => {
    const file = read('product: mug\nchannels: 3');
    expect(file.product).toBe('mug');
    expect(file.channels).toBeUndefined();
    expect(file.problems).toHaveLength(1);
  });
});

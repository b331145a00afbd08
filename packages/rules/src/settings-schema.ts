import { globFor, globs, pathKeys, sharedFile } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { registryPath } from './registry-place.ts';

/** A role is a free word: a seller may have roles of their own, and rules name those they judge. */
export const roleName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a role is lower-case letters, digits and hyphens, such as "size-chart"')
  .describe('original, main, gallery, variant, chart, … or a word of your own');

/** Roles that the built-in rules ask for. */
export const ROLES: readonly string[] = ['original', 'main', 'gallery', 'variant', 'chart', 'swatch'];

export const channelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a channel is lower-case letters, digits and hyphens, such as "aliexpress"')
  .describe('a marketplace: amazon, aliexpress, ebay, …');

const hexColor = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is # and six hexadecimal digits, such as "#ffffff"');
const angles = z
  .array(z.number().min(-180).max(180))
  .min(1)
  .refine((values) => values.length <= 8, 'at most 8 angles can be looked for: each costs a search of its own')
  .refine(
    (values) => new Set(values.map((value) => (value + 360) % 360)).size === values.length,
    'an angle is named twice',
  );
/** How a mark lies on the pictures. */
const layout = {
  angles: angles
    .describe('degrees clockwise at which the mark is looked for, and no others; upright (0) without it')
    .optional(),
  tiled: z.boolean().describe('the mark is repeated over the whole picture; at least 3 copies have to show').optional(),
};
const fileMark = z
  .strictObject({
    file: sharedFile().describe('a PNG file with alpha, relative to the folder of the config'),
    ...layout,
  })
  .describe('a mark from a file, and how it lies on the pictures');
const textMark = z
  .strictObject({
    text: z.string().min(1).max(60),
    font: z.string().min(1).max(80).describe('a font of this machine; sans-serif without it').optional(),
    color: hexColor.describe('white without it').optional(),
    outline: hexColor.describe('colour of a thin outline; none without it').optional(),
    ...layout,
  })
  .describe('a mark of words, drawn by the fonts of the machine');

/** A day, or a time with or without a zone; the schema of times asks for seconds beside a zone, people do not write them. */
export const dateOrTime = z.union([
  z.iso.date(),
  z.iso.datetime({ offset: true, local: true }),
  z.iso.datetime({ offset: true, local: true, precision: -1 }),
]);

const fieldSpec = z
  .strictObject({
    type: z.enum(['string', 'number', 'integer', 'boolean', 'date', 'array']),
    title: z.string().min(1).max(40).describe('what sentences call it').optional(),
    required: z.boolean().describe('a document without it has a mistake').optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    enum: z.array(z.string().min(1)).min(1).describe('the texts that it can be, or its elements').optional(),
    items: z.enum(['string', 'number']).describe('what the elements of an `array` are; texts without it').optional(),
  })
  .superRefine((field, context) => {
    for (const [key, message] of misfits(field)) context.addIssue({ code: 'custom', path: [key], message });
  })
  .describe('one key under `custom`: its type, and what it can be');

/** Keys of a declaration that would never be looked at, or that no value can meet, each with what is wrong. */
const misfits = (field: FieldSpec): readonly (readonly [key: keyof FieldSpec, message: string])[] => {
  const { type, items, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const isList = type === 'array';
  const isNumber = type === 'number' || type === 'integer' || (isList && items === 'number');
  const said = isList ? `an array of ${items ?? 'string'}s` : `${type === 'integer' ? 'an' : 'a'} ${type}`;
  const stray = (key: keyof FieldSpec, fits: boolean, use: string) =>
    field[key] === undefined || fits ? [] : [[key, `\`${key}\` ${use}, and this is ${said}`] as const];
  const least = type === 'integer' ? Math.ceil(minimum) : minimum;
  const nothing = `no ${type === 'integer' ? 'whole number' : 'number'} is at least ${minimum} and at most ${maximum}`;
  return [
    ...stray('minimum', isNumber, 'bounds numbers'),
    ...stray('maximum', isNumber, 'bounds numbers'),
    ...stray('enum', type === 'string' || (isList && !isNumber), 'names texts'),
    ...stray('items', isList, 'is for `type: array`'),
    ...(isNumber && least > maximum ? [['minimum', nothing] as const] : []),
  ];
};
export type FieldSpec = z.infer<typeof fieldSpec>;

const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a field is letters and digits, a small letter first, such as "sku"');
const fields = (of: string) => z.record(fieldName, fieldSpec).describe(`keys under \`custom\` of ${of}`).optional();

/** What those settings are that rules require. */
export const settingsAbout = {
  'brand.watermarks':
    'the seller’s marks: PNG files with alpha, relative to the folder of the config, or words to draw; turned or repeated ones say so',
  'brand.copyright': 'the copyright line that belongs into the pictures',
  foreign:
    'pictures of somebody else (a supplier, a competitor, a stock agency): files, or a list of `hash,quality` lines of PDQ',
};

/** The top-level keys of the config that the rules declare. Other plugins read them by `settingsOf`, too. */
export const settingsSchema = z.object({
  listings: globs('folders that are listings; without it every folder that directly holds pictures is one').optional(),
  originals: globs('archived originals: role `original`, never in the uniqueness set').optional(),
  roles: z
    .array(z.strictObject({ files: z.array(globFor('pattern')).min(1), role: roleName }))
    .describe('roles by file; the last match wins, listing.yaml wins over all')
    .optional(),
  channels: z.array(channelName).describe('where the listings go unless their listing.yaml says otherwise').optional(),
  brand: z
    .strictObject({
      watermarks: z
        .array(
          z.union(
            [sharedFile(), fileMark, textMark],
            'a mark is the path of a PNG file, `{ file: … }` or `{ text: … }`',
          ),
        )
        .min(1, 'leave `watermarks` out, or name at least one picture')
        .describe(settingsAbout['brand.watermarks'])
        .optional(),
      decoys: z
        .array(sharedFile())
        .describe('pictures like the marks that are none: PNG files with alpha, relative to the folder of the config')
        .optional(),
      copyright: z.string().min(1).describe(settingsAbout['brand.copyright']).optional(),
      creator: z.string().min(1).describe('the creator that belongs into the pictures').optional(),
      rightsPage: z.url().describe('a page that states your rights: the web statement of rights').optional(),
    })
    .optional(),
  fields: z
    .strictObject({ listing: fields('a listing.yaml'), case: fields('a case file') })
    .describe('data of your own that rules read as the fact `custom`: what is declared is checked in every document')
    .optional(),
  foreign: z
    .array(
      z.union([
        z.strictObject({
          files: z.array(globFor('glob', 'repository')).min(1),
          owner: z.string().min(1).optional(),
        }),
        z.strictObject({
          pdq: sharedFile(),
          owner: z.string().min(1).optional(),
        }),
      ]),
    )
    .describe(settingsAbout.foreign)
    .optional(),
  registry: z
    .string()
    .min(1)
    .describe(
      'what remembers what was published before: a file, or `env:NAME` for the PostgreSQL database whose address that variable holds; `listing-lint registry` writes it',
    )
    .register(pathKeys, { names: 'file', within: 'repository', pathIn: (text) => registryPath(text) })
    .optional(),
  limits: z
    .strictObject({
      fileMegabytes: z
        .number()
        .positive()
        .max(2000)
        .describe('largest file that is read, MB of 1,000,000 bytes; default 64, and 256 for originals')
        .optional(),
      megapixels: z
        .number()
        .positive()
        .max(500)
        .describe('largest picture that is decoded, millions of pixels; default 50')
        .optional(),
    })
    .describe('bounds on what one file may cost; beyond them a picture is unreadable, and said to be')
    .optional(),
});

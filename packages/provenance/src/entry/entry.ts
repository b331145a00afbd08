import { wellFormed } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** Kinds of documents that belong to a picture. */
export const DOCUMENT_KINDS = [
  'own-work',
  'license',
  'permission',
  'assignment',
  'registration',
  'witness',
  'model-release',
  'outtake',
  'shooting-record',
  'edit-history',
  'capture',
  'other',
] as const;

/** What a picture file is on the way from the camera to the shop. */
export const PICTURE_STAGES = ['original', 'edit', 'published'] as const;
export type PictureStage = (typeof PICTURE_STAGES)[number];

/** Half of a surrogate pair has no UTF-8, and RFC 8785 no text for it. */
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => wellFormed(value) === value, 'the text is no Unicode');
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();
/** To the second, by UTC: a day and a time that there are. */
export const momentSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .refine((value) => {
    const time = Date.parse(value);
    return !Number.isNaN(time) && new Date(time).toISOString() === value.replace('Z', '.000Z');
  }, 'there is no such day or time');

/**
 * Why a path (from the folder of the config, with `/`) cannot stand in an entry; null where it can. A backslash is a part of a name on one system and parts
 * names on another, and control characters would break the lists that `sha256sum -c` reads.
 */
export const pathFault = (value: string): string | null => {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return 'its name holds a control character, such as a line break: rename it';
  if (value.includes('\\')) return 'its name holds a backslash, which parts names on other systems: rename it';
  const parts = value.split('/');
  if (/^[A-Za-z]:/.test(value) || parts[0] === '' || parts.includes('..')) return 'the path leads out of the folder';
  return parts.includes('') || parts.includes('.') ? 'it is no path of a file, written as short as it can be' : null;
};

const path = text(1000).superRefine((value, context) => {
  const message = pathFault(value);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

const fileSchema = z.strictObject({ path, sha256: hash, bytes: z.int().min(0) });
export type ArchivedFile = z.infer<typeof fileSchema>;

const documentSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  ...fileSchema.shape,
  /** Days on which it begins and ends to hold, both included. */
  from: day.nullable(),
  until: day.nullable(),
  /** Who grants or states it. */
  party: text(200).nullable(),
});
export type ArchivedDocument = z.infer<typeof documentSchema>;

/** How sure a step from one picture to another is: somebody says so, the bytes of the picture are the same, or they look the same. */
const CERTAINTIES = ['declared', 'certain', 'likely'] as const;
const parentSchema = z.strictObject({
  /** Of the parent's file. */
  sha256: hash,
  path,
  how: z.enum(['declared', 'listing', 'name-and-time', 'fingerprint']),
  certainty: z.enum(CERTAINTIES),
  /** Bits of 256 in which the fingerprints differ, where they were compared. */
  distance: z.int().min(0).max(256).nullable(),
});
export type ArchivedParent = z.infer<typeof parentSchema>;

const said = { schemaVersion: z.literal(1), by: text(200).nullable(), at: momentSchema };

const pictureEntrySchema = z.strictObject({
  ...said,
  type: z.literal('picture'),
  stage: z.enum(PICTURE_STAGES),
  file: fileSchema,
  /** Of the compressed picture without its metadata; null where the format is not taken apart. */
  imageDataSha256: hash.nullable(),
  /** Null where the pixels cannot be read. */
  pdq: z.strictObject({ hash, quality: z.int().min(0).max(100) }).nullable(),
  /** What finds copies of it though the file be lost. */
  fingerprint: text(1000).nullable(),
  captured: z
    .strictObject({
      local: text(40),
      offset: z
        .string()
        .regex(/^[+-]\d\d:\d\d$/)
        .nullable(),
      source: text(80),
    })
    .nullable(),
  camera: z
    .strictObject({
      make: text(200).nullable(),
      model: text(200).nullable(),
      /** HMAC-SHA256 of the serial number with the shop's secret; null without either. */
      serialHash: hash.nullable(),
    })
    .nullable(),
  parents: z.array(parentSchema).max(20),
  documents: z.array(documentSchema).max(50),
});
export type PictureEntry = z.infer<typeof pictureEntrySchema>;

const documentEntrySchema = z.strictObject({
  ...said,
  type: z.literal('document'),
  /** Archived pictures, by the hash of their files. */
  about: z
    .array(z.strictObject({ sha256: hash, path }))
    .min(1)
    .max(1000),
  documents: z.array(documentSchema).min(1).max(50),
});
export type DocumentEntry = z.infer<typeof documentEntrySchema>;

/** What the ledger says once: an archived picture, or documents that were added to some. Strict at every depth. */
export const entrySchema = z.discriminatedUnion('type', [pictureEntrySchema, documentEntrySchema]);
export type LedgerEntry = z.infer<typeof entrySchema>;

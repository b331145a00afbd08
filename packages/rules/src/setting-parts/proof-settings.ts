import { z } from 'zod';

/** Whether a path leads into the folder that it starts from. */
const isPathInside = (path: string): boolean =>
  !/^[/\\]|^[A-Za-z]:|\\/.test(path) && path.split('/').every((part) => part !== '..' && part !== '.' && part !== '');

export const pathInside = (what: string) =>
  z
    .string()
    .min(1)
    .refine(isPathInside, 'it must be a path below the folder of the config, written with /')
    .describe(what);

/** Where the ledger of archived pictures lies, and who vouches for its age. */
export const provenanceSettings = z
  .strictObject({
    folder: pathInside('where entries and seals are kept; `provenance` without it').optional(),
    salt: z
      .string()
      .min(1)
      .describe(
        'a file with a secret of 16 characters or more, kept out of the repository: with it entries hold the keyed hash of a camera’s serial number, without it none',
      )
      .optional(),
    authorities: z
      .array(z.url({ protocol: /^https?$/ }))
      .min(1)
      .max(8)
      .describe(
        'addresses of time-stamp authorities (RFC 3161) that `listing-lint ledger seal` asks; nothing else is contacted',
      )
      .optional(),
    roots: z
      .array(pathInside('a PEM file of certificates that seals are trusted by'))
      .min(1)
      .describe('certificates of the authorities, from whom you know that they are theirs')
      .optional(),
  })
  .describe('the ledger of archived originals; `provenance: {}` turns it on');

const anchorsFile = pathInside('a PEM file of certificates that signers of Content Credentials are trusted by');
const listedAnchors = z
  .strictObject({
    file: anchorsFile,
    list: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[^[\]\p{Cc}]*$/u, 'the name of a list is one line without brackets')
      .describe('what the list is called, such as "C2PA trust list": reports say who is on it'),
    date: z.iso.date('the day of the list, such as 2026-08-21').describe('the day of the list'),
  })
  .describe('a list of certificates that somebody publishes');

/** Whose Content Credentials are trusted, and the certificate by which the seller's own are signed. */
export const credentialSettings = z
  .strictObject({
    anchors: z
      .array(
        z.union([anchorsFile, listedAnchors], 'anchors are a PEM file, or `{ file, list, date }` for a published list'),
      )
      .min(1)
      .describe('certificates of those whose Content Credentials you trust, from whom you know that they are theirs')
      .optional(),
    certificate: pathInside(
      'your own certificate with those that lead to its root (PEM), by which `archive --sign` signs; the key is named by LISTING_LINT_C2PA_KEY_FILE',
    ).optional(),
  })
  .describe('Content Credentials (C2PA) in pictures');

import { defineSettings, pathInside } from '@listing-lint/core/plugin';
import { z } from 'zod';

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
const credentials = z
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

/** Top-level key of the config for Content Credentials. */
export const credentialSettings = defineSettings(z.object({ c2pa: credentials.optional() }), {});

export type CredentialSettings = z.infer<typeof credentialSettings.schema>;

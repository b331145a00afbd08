import { defineSettings, pathInside, pathKeys } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** The folder of the ledger unless the config names another. */
export const LEDGER_FOLDER = 'provenance';

/** Where the ledger of archived pictures lies, and who vouches for its age. */
const provenance = z
  .strictObject({
    folder: pathInside('where entries and seals are kept; `provenance` without it', 'folder').optional(),
    salt: z
      .string()
      .min(1)
      .describe(
        'a file with a secret of 16 characters or more, kept out of the repository: with it entries hold the keyed hash of a camera’s serial number, without it none',
      )
      .register(pathKeys, { names: 'file', within: 'anywhere' })
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

/** Top-level key of the config for the ledger. */
export const provenanceSettings = defineSettings(z.object({ provenance: provenance.optional() }), {});

export type ProvenanceSettings = z.infer<typeof provenanceSettings.schema>;

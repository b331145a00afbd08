import { join } from 'node:path';
import { fileFault, isKnownError, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import type { TrustAnchors } from './c2pa-settings.ts';
import type { CredentialSettings } from './credential-settings.ts';

type ConfiguredAnchors = NonNullable<NonNullable<CredentialSettings['c2pa']>['anchors']>[number];

const MOST_ANCHOR_BYTES = 2_000_000;

/** The file of configured anchors, as the config names it. */
export const anchorFile = (anchors: ConfiguredAnchors): string =>
  typeof anchors === 'string' ? anchors : anchors.file;

/** What configured anchors are called: the published list with its day, or the file. */
const anchorName = (anchors: ConfiguredAnchors): string =>
  typeof anchors === 'string' ? anchors : `${anchors.list} of ${anchors.date}`;

/** The certificates of the config that signers are trusted by. Throws `fact-unavailable` for a file that cannot be read or holds none. */
export const readAnchors = (root: string, configured: readonly ConfiguredAnchors[]): Promise<readonly TrustAnchors[]> =>
  Promise.all(
    configured.map(async (each) => ({
      name: anchorName(each),
      isPublished: typeof each !== 'string',
      certificates: await pemAt(root, anchorFile(each)),
    })),
  );

const pemAt = async (root: string, file: string): Promise<string> => {
  try {
    const bytes = await readBytes(join(root, file), { maxBytes: MOST_ANCHOR_BYTES, within: root });
    const text = bytes.toString('utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    throw new ListingLintError('fact-unavailable', `${file} (c2pa.anchors) holds no certificate in PEM`);
  } catch (error) {
    if (isKnownError(error)) throw error;
    throw new ListingLintError('fact-unavailable', `${file} (c2pa.anchors) cannot be read: ${fileFault(error)}`);
  }
};

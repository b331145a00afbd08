import { join } from 'node:path';
import type { FactContext } from '@listing-lint/core';
import { settingsOf } from '../../settings.ts';
import type { Entry } from '../compare/copy-search.ts';
import { decodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { fileRegistry } from './registry.ts';

/** Pictures of the registry that the config names; none where it names none. */
export const publishedEntries = async (context: FactContext): Promise<readonly Entry[]> => {
  const path = settingsOf(context).registry;
  if (path === undefined) return [];
  const pictures = await fileRegistry(join(context.root, path), path).all();
  return pictures.map((picture) => ({
    path: picture.path,
    product: picture.product,
    role: 'published',
    fingerprint: decodeFingerprint(picture.fingerprint),
  }));
};

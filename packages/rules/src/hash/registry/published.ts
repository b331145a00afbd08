import { join } from 'node:path';
import { type FactContext, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import { type Settings, settingsOf } from '../../settings.ts';
import { isCompared, productOf } from '../../subject.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import { fingerprintFile, mapSome } from '../fingerprint/fingerprint-file.ts';
import { decodeFingerprint, encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { fileRegistry, type Published, type PublishedRegistry } from './registry.ts';

/** Adds pictures of a run, originals and charts left out. Throws for one that cannot be read, and the reason of a signal, before anything is written. */
export const publishSubjects = async (
  registry: PublishedRegistry,
  subjects: readonly Subject[],
  today: string,
  { limits, signal }: { readonly limits?: Settings['limits']; readonly signal?: AbortSignal | undefined } = {},
): Promise<{ readonly added: number; readonly known: number }> => {
  const images = subjects.filter((subject) => subject.scope === 'image' && isCompared(subject));
  if (images.length === 0) throw new ListingLintError('no-subjects', 'there are no pictures of listings to add');
  const pictures = await mapSome(images, async (subject): Promise<Published> => {
    signal?.throwIfAborted();
    const fingerprint = encodeFingerprint(await fingerprintFile(subject.file, subject.path, limits));
    return { fingerprint, product: productOf(subject), path: subject.path, added: today };
  });
  signal?.throwIfAborted();
  const added = await registry.add(pictures);
  return { added, known: pictures.length - added };
};

/** Takes out the pictures with these paths, or below these folders. */
export const unpublish = (registry: PublishedRegistry, paths: readonly string[]): Promise<number> =>
  registry.remove((picture) => paths.some((path) => picture.path === path || picture.path.startsWith(`${path}/`)));

/** Pictures of the registry that the config names; none where it names none. */
export const publishedEntries = async (context: FactContext): Promise<readonly ComparedPicture[]> => {
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

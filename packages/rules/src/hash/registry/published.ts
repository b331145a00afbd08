import { resolve } from 'node:path';
import { type FactContext, isKnownError, repositoryOr, type Subject } from '@listing-lint/core/plugin';
import { registryPath, type Settings, settingsOf } from '../../settings.ts';
import { productOf } from '../../subject.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import { fingerprintFile, mapSome } from '../fingerprint/fingerprint-file.ts';
import { decodeFingerprint, encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { fileRegistry, type Published, type PublishedRegistry } from './registry.ts';
import type { PublishedSearch } from './replica/published-search.ts';

interface PublishOptions {
  /** Absolute folder of the config. */
  readonly root: string;
  readonly limits?: Settings['limits'];
  readonly signal?: AbortSignal | undefined;
}

/** Adds pictures of listings. What cannot be read is `unread`, a sentence each, and all others are added at once; the reason of a signal is thrown before that. */
export const publishSubjects = async (
  registry: PublishedRegistry,
  subjects: readonly Subject[],
  today: string,
  { root, limits, signal }: PublishOptions,
): Promise<{ readonly added: number; readonly known: number; readonly unread: readonly string[] }> => {
  const read = await mapSome(subjects, async (subject): Promise<Published | string> => {
    signal?.throwIfAborted();
    try {
      const fingerprint = encodeFingerprint(await fingerprintFile(subject.file, subject.path, root, limits));
      return { fingerprint, product: productOf(subject), path: subject.path, added: today };
    } catch (error) {
      if (isKnownError(error)) return error.message;
      throw error;
    }
  });
  signal?.throwIfAborted();
  const pictures = read.filter((each) => typeof each !== 'string');
  const added = pictures.length === 0 ? 0 : await registry.add(pictures);
  const unread = read.filter((each) => typeof each === 'string');
  return { added, known: pictures.length - added, unread };
};

/** What was published before, as the config's registry has it. */
export interface PublishedPictures {
  /** Of a registry that is a file. */
  readonly entries: readonly ComparedPicture[];
  /** Of one that is a database: its copy on this machine. */
  readonly search?: PublishedSearch;
}

/** Pictures of the registry that the config names; none where it names none. */
export const publishedPicturesOf = async (context: FactContext): Promise<PublishedPictures> => {
  const { registry } = settingsOf(context);
  if (registry === undefined) return { entries: [] };
  const path = registryPath(registry);
  if (path === undefined) {
    // Few registries are in a database.
    const { searchReplica } = await import('./replica/published-search.ts');
    const { replicaFor } = await import('./replica/replica-folder.ts');
    return { entries: [], search: searchReplica(await replicaFor(context.root, registry)) };
  }
  const pictures = await fileRegistry(resolve(context.root, path), repositoryOr(context.root), path).all();
  const entries = pictures.map((picture) => ({
    path: picture.path,
    product: picture.product,
    role: 'published',
    fingerprint: decodeFingerprint(picture.fingerprint),
  }));
  return { entries };
};

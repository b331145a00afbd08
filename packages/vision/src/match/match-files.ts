import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ANYWHERE, globPaths, ListingLintError, type PathBound, safeJson } from '@listing-lint/core/plugin';
import {
  type ComparedPicture,
  contentOfCompared,
  decodeFingerprint,
  fileRegistry,
  folderPictures,
  openCompared,
  type PassedOver,
  passedSentence,
  readCompared,
  readComparedBytes,
  readReplica,
  searchReplica,
} from '@listing-lint/rules/hash';
import { PICTURE_EXTENSIONS } from '@listing-lint/rules/image';
import { fewNamed } from '@listing-lint/rules/kernel';
import { DEFAULT_MEGAPIXELS, type Settings } from '@listing-lint/rules/settings';

import {
  type ClassifyMarks,
  type MatchReport,
  matchSuspects,
  type NameOurs,
  openMatch,
  type SeekSuspectMark,
  type SeePicture,
  type SuspectResult,
} from './match.ts';
import type { OurFiles, PictureFile } from './read-ours.ts';
import { matchHtml } from './view/match-html.ts';
import { matchText } from './view/match-text.ts';
import { reportPictures } from './view/report-pictures.ts';

export const MATCH_FORMATS = ['text', 'json', 'html'] as const;
export type MatchFormat = (typeof MATCH_FORMATS)[number];

/** The pictures that a file or folder stands for, by name; `name` is how the user wrote it. Throws `usage` where there are none. */
export const picturesOf = async (path: string, name: string): Promise<PictureFile[]> => {
  const stats = await stat(path).catch(() => {
    throw new ListingLintError('usage', `no such file or folder: ${name}`);
  });
  if (!stats.isDirectory()) return [{ file: path, name, within: ANYWHERE }];
  const pattern = `**/*.{${PICTURE_EXTENSIONS.join(',')}}`;
  const found = globPaths(path, [pattern], { ignoreCase: true });
  if (found.length === 0) throw new ListingLintError('usage', `there are no pictures in ${name}`);
  return found.map((inside) => ({
    file: join(path, inside),
    name: `${name.replace(/\/+$/, '')}/${inside}`,
    within: ANYWHERE,
  }));
};

/** Pictures to compare, and sentences about what is skipped in a folder. */
export interface ComparedPictures {
  readonly pictures: readonly PictureFile[];
  readonly unseen: readonly string[];
  readonly passed: readonly PassedOver[];
}

/** Like `picturesOf`, but also finds pictures by content, reports links to folders without following them, and counts what is skipped. `apart`: an absolute folder to leave out. */
export const comparedPictures = async (path: string, name: string, apart?: string): Promise<ComparedPictures> => {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return { pictures: await picturesOf(path, name), unseen: [], passed: [] };
  const { pictures, closed, passed: entries } = await folderPictures(path, undefined, apart);
  const top = name.replace(/\/+$/, '');
  const passed = entries.map((each) => ({ ...each, named: each.named.map((inside) => `${top}/${inside}`) }));
  const links = closed.map((link) => `${top}/${link.path} (${link.what})`);
  const unseen =
    links.length === 0 ? [] : [`what is behind links, which are not followed: ${fewNamed(links)}; name it to scan it`];
  if (pictures.length === 0)
    throw new ListingLintError(
      'usage',
      `there are no pictures in ${name}`,
      [...unseen, ...(passed.length === 0 ? [] : [passedSentence(passed)])].map((message) => ({ message })),
    );
  const found = pictures.map((inside) => ({
    file: join(path, inside),
    name: `${top}/${inside}`,
    within: ANYWHERE,
  }));
  return { pictures: found, unseen, passed };
};

/** A registry: a file, or the folder with the copy of a database. `name` is what the user calls it. */
export type KnownRegistry =
  | { readonly file: string; readonly name: string; readonly within: PathBound }
  | { readonly replica: string; readonly name: string };

/** Options of a match. */
export interface MatchOptions {
  readonly registry?: KnownRegistry;
  readonly limits?: Settings['limits'];
  /** Detects the seller's watermarks where no picture is found. */
  readonly seekMark?: SeekSuspectMark;
  /** Classifies the state of the watermark in each match. */
  readonly classifyMarks?: ClassifyMarks;
  /** Gives matches the names that our pictures have, those of one picture as one. */
  readonly nameOurs?: NameOurs;
  /** For pictures that come one after the other: see `MatchingOptions`. Default `true`. */
  readonly thrifty?: boolean;
  /** What is not searched for, in sentences. */
  readonly unseen?: readonly string[];
  /** Skipped entries of the folders. */
  readonly passed?: readonly PassedOver[];
  /** Where it is aborted, no further file is read, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Compares files with files, and with a registry where one is given. Throws `usage` for one without pictures where nothing else is compared with. */
export const matchFiles = async (
  suspects: readonly PictureFile[],
  ours: readonly PictureFile[],
  { registry, limits, seekMark, classifyMarks, nameOurs, unseen = [], passed = [], signal }: MatchOptions,
): Promise<MatchReport> => {
  const known = registry ? await publishedIn(registry) : [];
  signal?.throwIfAborted();
  const withinOf = boundsOf([...suspects, ...ours]);
  const isEmpty = registry !== undefined && known.length === 0;
  if (isEmpty && ours.length === 0) throw emptyRegistry(registry.name);
  const report = await matchSuspects(
    suspects,
    ours,
    known,
    async (file, name) => {
      signal?.throwIfAborted();
      return readCompared(file, name, withinOf(file), limits);
    },
    { seekMark, classifyMarks, nameOurs, files: filesIn(withinOf, limits, signal) },
  );
  signal?.throwIfAborted();
  const unpublished = isEmpty ? [`what was published before, as no picture is in the registry ${registry.name}`] : [];
  const notLookedAt = passed.length === 0 ? {} : { notLookedAt: passed };
  return { ...report, unseen: [...report.unseen, ...unpublished, ...unseen], ...notLookedAt };
};

/** Where a registry is all that is compared with: that nothing was found in an empty one says nothing. */
export const emptyRegistry = (name: string): ListingLintError =>
  new ListingLintError('usage', `there is no picture in the registry ${name} to compare with`, [
    { message: '`listing-lint registry add` puts in what is published' },
  ]);

/** How far the path of each of these pictures may lead, by its file. */
const boundsOf = (pictures: readonly PictureFile[]): ((file: string) => PathBound) => {
  const bounds = new Map(pictures.map(({ file, within }) => [file, within]));
  return (file) => {
    const within = bounds.get(file);
    if (within === undefined) throw new RangeError(`${file} is none of the pictures that are compared`);
    return within;
  };
};

/** Opens files within the limits until that is aborted. */
const filesIn = (
  withinOf: (file: string) => PathBound,
  limits: MatchOptions['limits'],
  signal: AbortSignal | undefined,
): OurFiles => ({
  megapixels: limits?.megapixels ?? DEFAULT_MEGAPIXELS,
  contentOf: (file, name) => {
    signal?.throwIfAborted();
    return contentOfCompared(file, name, withinOf(file), limits);
  },
  open: (file, name) => {
    signal?.throwIfAborted();
    return openCompared(file, name, withinOf(file), limits);
  },
});

/** Matches pictures in memory against the shop's pictures. */
export interface BytesMatcher {
  /** What is compared with; pictures of a registry may be gone. */
  readonly ours: readonly { readonly path: string; readonly product: string | null; readonly sha256: string }[];
  readonly unreadable: MatchReport['unreadable'];
  /** Those of ours that are too plain to be known in part, by their paths. */
  readonly tooPlain: readonly string[];
  /** Which of ours a picture copies; `name` has its extension. `see` is given its pixels, so that nobody decodes it again. */
  readonly match: (bytes: Buffer, name: string, see?: SeePicture) => Promise<SuspectResult>;
  /** Releases the index; call it last. */
  readonly close: () => void;
}

/** Reads ours once, for pictures that come one after the other, of which most are none of ours. */
export const openBytesMatch = async (
  ours: readonly PictureFile[],
  { registry, limits, signal, classifyMarks, nameOurs, thrifty = true }: MatchOptions,
): Promise<BytesMatcher> => {
  const known = registry ? await publishedIn(registry) : [];
  const withinOf = boundsOf(ours);
  const read = async (file: string, name: string) => {
    signal?.throwIfAborted();
    return readCompared(file, name, withinOf(file), limits);
  };
  const { entries, unreadable, tooPlain, match, close } = await openMatch(ours, known, read, {
    thrifty,
    classifyMarks,
    nameOurs,
    files: filesIn(withinOf, limits, signal),
  });
  return {
    ours: entries.map(({ path, product, fingerprint }) => ({
      path,
      product: product || null,
      sha256: fingerprint.sha256,
    })),
    unreadable,
    tooPlain,
    match: (bytes, name, see) =>
      match({ file: '', name, within: ANYWHERE }, () => readComparedBytes(bytes, name, limits), see),
    close,
  };
};

const publishedIn = async (registry: KnownRegistry): Promise<readonly ComparedPicture[]> => {
  if ('replica' in registry) return searchReplica(await readReplica(registry.replica)).all();
  const pictures = await fileRegistry(registry.file, registry.within, registry.name).all();
  return pictures.map(({ path, product, fingerprint }) => ({
    path,
    product,
    role: '',
    fingerprint: decodeFingerprint(fingerprint),
  }));
};

/** The report as text; HTML carries small pictures of all that it shows. */
export const renderMatch = async (
  report: MatchReport,
  format: MatchFormat,
  pictures: readonly PictureFile[],
): Promise<string> => {
  if (format === 'json') return safeJson(report);
  if (format === 'text') return matchText(report);
  const { thumbnail, patch } = await reportPictures(report, pictures);
  return matchHtml(report, thumbnail, patch);
};

import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import {
  type DiscoverContext,
  fileFault,
  GLOB_IDLE,
  gitIgnoredOf,
  globHint,
  globPaths,
  MAX_YAML_BYTES,
  misspelt,
  noteSeen,
  type Problem,
  readText,
  reportIdleGlobs,
} from '@listing-lint/core/plugin';
import { settingsOf } from '../settings.ts';
import { isListingFile, isNearlyListingFile } from '../subject.ts';
import { besideNotices, MEDIA_NOT_CHECKED } from './beside.ts';
import { brandWarnings } from './brand.ts';
import {
  FOLDER_NOT_ENTERED,
  type Layout,
  LISTING_CROWDED,
  layOut,
  nearestListing,
  PICTURES_IGNORED,
} from './layout.ts';
import { type ListingFile, readListingFile } from './listing-file.ts';
import { registryWarnings } from './registry-warnings.ts';
import { isPictureName, type Tree, walkTree } from './tree.ts';

export interface Discovered {
  readonly tree: Tree;
  readonly layout: Layout;
}

const discovered = new WeakMap<DiscoverContext, Promise<Discovered>>();

/** The tree below the root and its layout; images, listings and cases of one run share one walk. */
export const discover = (context: DiscoverContext): Promise<Discovered> => {
  const known = discovered.get(context);
  if (known) return known;
  const fresh = discoverOnce(context);
  discovered.set(context, fresh);
  return fresh;
};

const discoverOnce = async (context: DiscoverContext): Promise<Discovered> => {
  const tree = await walkTree(context);
  const files = new Map<string, ListingFile>();
  for (const path of tree.texts.filter(isListingFile)) {
    const folder = posix.dirname(path);
    if (files.has(folder)) {
      context.warn(`${folder} holds both listing.yaml and listing.yml; listing.yaml is used`);
      continue;
    }
    files.set(folder, await readOne(context, path));
  }
  const layout = layOut(tree, files, settingsOf(context), context.presetTerms?.['channels']);
  for (const warning of registryWarnings(settingsOf(context), context.root)) context.warn(warning, ['registry']);
  for (const problem of layout.unmatched.refused) context.refuse(problem);
  for (const setting of ['listings', 'originals'] as const) {
    const globs = settingsOf(context)[setting] ?? [];
    const warning = gitIgnoredOf(context, { setting, globs, isMeant: isPictureName });
    if (warning !== undefined) context.warn(warning, [setting]);
  }
  for (const [index, source] of (settingsOf(context).foreign ?? []).entries()) {
    const files = 'files' in source ? source.files : [];
    const wanted = files.filter((glob) => !glob.startsWith('!'));
    reportIdleGlobs(context, {
      at: ['foreign', index, 'files'],
      globs: files,
      paths: globPaths(context.root, wanted),
      noun: 'file',
      hintOf: (glob) => globHint(glob, tree.folders, tree.pictures),
      leavesOut: true,
    });
  }
  for (const { path, message, hint } of layout.unmatched.warnings)
    context.warn(`${message} (${hint})`, path, GLOB_IDLE);
  const paths = new Set(layout.listings.map(({ path }) => path));
  const folders = new Set([...paths, ...layout.images.map(({ path }) => posix.dirname(path))]);
  const { listings = [], originals = [] } = settingsOf(context);
  for (const { path, message } of allIgnored(layout, context)) context.warn(message, undefined, PICTURES_IGNORED, path);
  for (const message of layout.crowded) context.warn(message, undefined, LISTING_CROWDED);
  for (const { path, message } of layout.unentered) context.warn(message, undefined, FOLDER_NOT_ENTERED, path);
  const beside = await besideNotices(context, {
    ...{ folders, listings: paths, others: tree.others, globs: [...listings, ...originals] },
  });
  for (const warning of [
    ...layout.warnings,
    ...brandWarnings(settingsOf(context), picturesIn(context)),
    ...beside.warnings,
    ...misnamed(tree, layout, context),
    ...strangeChannels(files, context),
  ])
    context.warn(warning);
  for (const { path, message } of beside.media)
    context.warn(message, undefined, MEDIA_NOT_CHECKED, path === '.' ? undefined : path);
  return { tree, layout };
};

const picturesIn = ({ entries }: DiscoverContext): readonly string[] =>
  entries.flatMap(({ path, kind }) => (kind === 'file' && isPictureName(path) ? [path] : []));

/** Listings all of whose pictures the config ignores. What a `.gitignore` alone names is reported by its glob. */
const allIgnored = (
  { listings, images }: Layout,
  context: DiscoverContext,
): readonly { readonly path: string; readonly message: string }[] => {
  const bare = new Set(listings.map(({ path }) => path));
  for (const { listing } of images) if (listing !== undefined) bare.delete(listing);
  if (bare.size === 0) return [];
  const all = new Set(listings.map(({ path }) => path));
  const counts = new Map<string, number>();
  for (const path of picturesIn(context)) {
    const listing = nearestListing(path, all);
    if (listing === undefined || !bare.has(listing) || !context.ignored(path) || context.gitIgnored(path)) continue;
    counts.set(listing, (counts.get(listing) ?? 0) + 1);
  }
  return [...counts].map(([path, count]) => ({
    path,
    message: `no picture is checked: \`ignores\` names ${count === 1 ? 'the only one' : `all ${count}`}. Ignore the folder itself if that is meant`,
  }));
};

/** Files of listings that are called almost as a listing.yaml is, where there is none: nothing in them is read. */
const misnamed = (
  { texts, others }: Tree,
  { listings }: Layout,
  { passedOver, ignored }: DiscoverContext,
): readonly string[] => {
  const bare = new Set(listings.flatMap(({ path, file }) => (file === null ? [path] : [])));
  const hidden = passedOver.flatMap(({ path }) =>
    isListingFile(path.replace(/(^|\/)\.(?=[^/]+$)/, '$1')) && !ignored(path) ? [path] : [],
  );
  return [...[...texts, ...others].filter((path) => isNearlyListingFile(posix.basename(path))), ...hidden]
    .filter((path) => bare.has(posix.dirname(path)))
    .sort()
    .map((path) => `${path} is not read: if it says what the folder shows, name it listing.yaml`);
};

/** Channels of listing.yaml files that nothing asks for; what looks like a slip of a known one is a problem of the file already. */
const strangeChannels = (files: ReadonlyMap<string, ListingFile>, { terms }: DiscoverContext): readonly string[] => {
  const known = terms?.['channels'];
  if (known === undefined) return [];
  const first = new Map<string, string>();
  for (const { path, channels = [] } of files.values()) {
    for (const channel of channels) if (!first.has(channel)) first.set(channel, path);
  }
  return [...first]
    .filter(([channel]) => !known.has(channel) && misspelt(channel, known) === undefined)
    .map(([channel, path]) => `${path}: no rule, preset or override knows the channel "${channel}"`);
};

const readOne = async (context: DiscoverContext, path: string): Promise<ListingFile> => {
  const { root, terms } = context;
  try {
    const text = await readText(join(root, path), { maxBytes: MAX_YAML_BYTES, within: root, links: 'refuse' });
    const file = readListingFile({ path, text }, terms, settingsOf(context));
    return { ...file, problems: [...file.problems, ...missingOriginals(context, file)] };
  } catch (error) {
    return { path, roles: [], problems: [{ message: `the file cannot be read: ${fileFault(error)}`, file: path }] };
  }
};

/** Problems of `originals` that name no file. An original that is not staged may still be there. */
const missingOriginals = (
  { root, originalRoot = root }: DiscoverContext,
  { path: file, originals = {} }: ListingFile,
): readonly Problem[] =>
  Object.entries(originals)
    .filter(([, original]) => ![root, originalRoot].some((folder) => isFile(join(folder, original))))
    .map(([picture, original]) => ({
      message: `originals: the original of "${picture}" is missing: ${original}`,
      hint: 'add the file, or correct its path, which starts at the folder of the config',
      file,
    }));

const isFile = (file: string): boolean => {
  try {
    const stats = statSync(file);
    noteSeen(file, stats);
    return stats.isFile();
  } catch {
    noteSeen(file, undefined);
    return false;
  }
};

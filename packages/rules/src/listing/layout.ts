import { posix } from 'node:path';
import { idleGlobs, idleSentence, matcherOf, otherForm, type Problem, treeMatcherOf } from '@listing-lint/core/plugin';
import type { Settings } from '../settings.ts';
import { brandFolders, markPaths } from './brand.ts';
import type { ListingFile } from './listing-file.ts';
import { mainByName } from './naming/main-by-name.ts';
import { inNaturalOrder } from './natural-order.ts';
import type { Tree } from './tree.ts';
import { type Unmatched, unmatchedSettings } from './unmatched.ts';

export interface PlacedImage {
  readonly path: string;
  readonly role: string;
  /** `listing.yaml`, `roles #2`, `originals`, `name: says "front"` or `order`. */
  readonly roleFrom: string;
  readonly listing?: string;
  readonly product?: string;
  /** Path of its original, where its listing.yaml names one. */
  readonly original?: string;
  readonly channels: readonly string[];
}

export interface PlacedListing {
  readonly path: string;
  readonly product: string;
  readonly title: string | null;
  readonly channels: readonly string[];
  /** Path of its listing.yaml, where it has one. */
  readonly file: string | null;
  readonly custom: { readonly [name: string]: unknown };
  readonly problems: readonly Problem[];
}

/** What a program knows the notice by that a folder was not entered. */
export const FOLDER_NOT_ENTERED = 'folder-not-entered';

/** What a program knows the notice by that all pictures of a listing are ignored. */
export const PICTURES_IGNORED = 'pictures-ignored';
/** Code of the notice of a folder with many pictures that nobody has called a listing. */
export const LISTING_CROWDED = 'listing-crowded';

export interface Layout {
  readonly listings: readonly PlacedListing[];
  readonly images: readonly PlacedImage[];
  /** Folders that are no listings and were not entered, though nothing says that they are meant to be left out, and why. */
  readonly unentered: readonly { readonly path: string; readonly message: string }[];
  /** What looks wrong in the tree and in listing.yaml files, in words. */
  readonly warnings: readonly string[];
  /** Folders with many pictures that nobody has called listings, in words. */
  readonly crowded: readonly string[];
  /** Globs of the config that match nothing. */
  readonly unmatched: Unmatched;
}

const folderOf = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '.' : path.slice(0, cut);
};

/**
 * Which folders are listings, which pictures belong to them, and in what role. Pure: everything it needs is in its arguments.
 * `listingFiles` by the folder that holds them. `presetChannels`: marketplaces that presets of the config are about. All listings go there where neither the
 * config nor any listing.yaml says where listings go.
 */
export const layOut = (
  tree: Tree,
  listingFiles: ReadonlyMap<string, ListingFile>,
  given: Settings,
  presetChannels: readonly string[] = [],
): Layout => {
  const isRouted =
    given.channels !== undefined || [...listingFiles.values()].some(({ channels }) => channels !== undefined);
  const settings = isRouted ? given : { ...given, channels: [...presetChannels] };
  const isBrand = brandMatcher(settings, tree);
  const isForeign = treeMatcherOf(
    (settings.foreign ?? []).flatMap((source) => ('files' in source ? source.files : [])),
  );
  const pictures = tree.pictures.filter((path) => !isBrand.matches(path) && !isForeign(path));
  const { isOriginal, warnings: ofOriginals } = originalMatcher(settings, pictures, listingFiles);
  const folders = listingFolders(tree, listingFiles, pictures, settings, isOriginal);
  const closed = closedListings(tree, settings);
  const listings = new Map(folders.map((path) => [path, placeListing(path, listingFiles.get(path), settings)]));
  const members = new Map<string, string[]>(folders.map((path) => [path, []]));
  const byConfig = roleFinder(settings.roles ?? [], (index) => `roles #${index + 1}`);
  const others: RoleFinder = (path) =>
    byConfig(path) ?? (isOriginal(path) ? { role: 'original', from: 'originals' } : undefined);
  const images: PlacedImage[] = [];
  const isBesideListings = matcherOf(settings.listings ?? []);
  const loose: string[] = [];
  for (const path of pictures) {
    const listing = nearestListing(path, listings);
    if (listing !== undefined) members.get(listing)?.push(path);
    else if (isOriginal(path)) {
      const { role, from } = others(path) ?? { role: 'original', from: 'originals' };
      images.push({ path, role, roleFrom: from, channels: [] });
    } else if (isBesideListings(path)) loose.push(path);
  }
  for (const [path, paths] of members) {
    const listing = listings.get(path);
    const own = roleFinder(listingFiles.get(path)?.roles ?? [], () => 'listing.yaml');
    const originals = listingFiles.get(path)?.originals ?? {};
    if (listing)
      images.push(...placeImages(listing, paths, { own, others }).map((image) => withOriginal(image, originals)));
  }
  return {
    listings: [...listings.values(), ...closed.map((file) => placeListing(file.path, file, settings))],
    images,
    unentered: passedOver(tree, closed, listings),
    warnings: [...isBrand.warnings, ...ofOriginals, ...strangeRoles(listingFiles, members), ...looseWarnings(loose)],
    crowded: crowded(settings, listingFiles, members),
    unmatched: unmatchedSettings(settings, tree, {
      folders: ['.', ...tree.folders, ...tree.closed.map(({ path }) => path)],
      pictures,
    }),
  };
};

/** One list for all that go to none. */
const NO_CHANNELS: readonly string[] = [];

const placeListing = (path: string, file: ListingFile | undefined, settings: Settings): PlacedListing => ({
  path,
  product: file?.product ?? path,
  title: file?.title ?? null,
  channels: file?.channels ?? settings.channels ?? NO_CHANNELS,
  file: file?.path ?? null,
  custom: file?.custom ?? {},
  problems: file?.problems ?? [],
});

/** What stands where the config asks for listings and is not entered: there is a listing, and nothing of it can be read. */
const closedListings = ({ closed }: Tree, { listings = [] }: Settings): readonly ListingFile[] => {
  const matches = matcherOf(listings);
  return closed
    .filter(({ path }) => matches(path))
    .map(({ path, what, advice }) => ({
      path,
      roles: [],
      problems: [{ message: `it is ${what}: ${advice ?? 'name the folder itself under `listings`'}`, file: path }],
    }));
};

/** The other links to folders and submodules whose pictures no listing has: also where these are found in a folder of another one. */
const passedOver = (
  { closed, pictures }: Tree,
  closedOnes: readonly ListingFile[],
  listings: ReadonlyMap<string, unknown>,
): Layout['unentered'] =>
  closed.flatMap(({ path, what, advice, target }) => {
    if (closedOnes.some((listing) => listing.path === path)) return [];
    const action = advice === undefined ? '' : ` (${advice})`;
    if (target === undefined) return [{ path, message: `it is ${what}: nothing in it is checked${action}` }];
    const listing = nearestListing(path, listings);
    const inside = posix.join(target, 'any');
    const isOfOther = listing !== undefined && nearestListing(inside, listings) !== listing;
    if (!isOfOther || !pictures.some((picture) => target === '' || picture.startsWith(`${target}/`))) return [];
    return [{ path, message: `it is ${what}: nothing in it is checked as a part of ${listing}` }];
  });

/** Pictures where the config asks for folders. */
const looseWarnings = ([first, ...others]: readonly string[]): string[] =>
  first === undefined
    ? []
    : [
        `${first} lies beside the listings, in none of them, and is not checked` +
          (others.length === 0 ? '' : ` (and ${others.length} more)`),
      ];

const listingFolders = (
  tree: Tree,
  listingFiles: ReadonlyMap<string, ListingFile>,
  pictures: readonly string[],
  settings: Settings,
  isOriginal: (path: string) => boolean,
): string[] => {
  const found = new Set<string>();
  if (settings.listings === undefined) {
    for (const path of pictures) if (!isOriginal(path)) found.add(folderOf(path));
    for (const folder of listingFiles.keys()) found.add(folder);
  } else {
    const matches = matcherOf(settings.listings);
    for (const folder of ['.', ...tree.folders]) if (matches(folder)) found.add(folder);
  }
  return [...found].sort();
};

/** The innermost of these folders that a path is in. */
export const nearestListing = (path: string, listings: Pick<ReadonlySet<string>, 'has'>): string | undefined => {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (listings.has(folder)) return folder;
    if (folder === '.') return undefined;
  }
};

interface GivenRole {
  readonly role: string;
  readonly from: string;
}

type RoleFinder = (path: string) => GivenRole | undefined;

/** The role that a list of `{ files, role }` gives to a path: the last match wins. */
const roleFinder = (
  entries: readonly { readonly files: readonly string[]; readonly role: string }[],
  from: (index: number) => string,
): RoleFinder => {
  const compiled = entries.map(({ files, role }, index) => ({ matches: matcherOf(files), role, from: from(index) }));
  return (path) => compiled.findLast(({ matches }) => matches(path));
};

const withOriginal = (image: PlacedImage, originals: { readonly [picture: string]: string }): PlacedImage => {
  const { path, listing = '.' } = image;
  const name = listing === '.' ? path : path.slice(listing.length + 1);
  const original = Object.hasOwn(originals, name) ? originals[name] : undefined;
  return original === undefined ? image : { ...image, original };
};

const placeImages = (
  listing: PlacedListing,
  paths: readonly string[],
  roleOf: { readonly own: RoleFinder; readonly others: RoleFinder },
): PlacedImage[] => {
  const common = { listing: listing.path, product: listing.product, channels: listing.channels };
  const inside = listing.path === '.' ? 0 : listing.path.length + 1;
  const given = new Map(paths.map((path) => [path, roleOf.own(path.slice(inside)) ?? roleOf.others(path)]));
  const ordered = inNaturalOrder(paths);
  const main = [...given.values()].some((role) => role?.role === 'main')
    ? undefined
    : mainOf(ordered.filter((path) => given.get(path) === undefined));
  return ordered.map((path) => {
    const role = given.get(path);
    if (role) return { path, role: role.role, roleFrom: role.from, ...common };
    if (path === main?.path) return { path, role: 'main', roleFrom: main.from, ...common };
    return { path, role: 'gallery', roleFrom: 'order', ...common };
  });
};

/** The main picture among those to which nobody gave a role, in natural order: the one whose name says so, else the first. */
const mainOf = (paths: readonly string[]): { readonly path: string; readonly from: string } | undefined => {
  const named = mainByName(paths);
  if (named) return { path: named.path, from: `name: ${named.why}` };
  const [first] = paths;
  return first === undefined ? undefined : { path: first, from: 'order' };
};

/** The seller's marks are no listing pictures: neither the named files nor a folder that is called after them. */
const brandMatcher = (
  settings: Settings,
  tree: Tree,
): { readonly matches: (path: string) => boolean; readonly warnings: readonly string[] } => {
  const marks = markPaths(settings);
  const folders = new Set(brandFolders(settings));
  const byName = marks.length === 0 && settings.listings === undefined && tree.folders.includes('brand');
  if (byName) folders.add('brand');
  const inside = [...folders].map((folder) => `${folder}/`);
  return {
    matches: (path) => marks.includes(path) || inside.some((prefix) => path.startsWith(prefix)),
    warnings:
      byName && tree.pictures.some((path) => path.startsWith('brand/'))
        ? ['brand/ is taken for the folder of your marks and not linted; `listings` in the config says otherwise']
        : [],
  };
};

/** What folders of originals are called where the config says nothing of them. */
const ORIGINAL_FOLDERS: readonly string[] = ['originals', 'raw', 'archive'];

/** What the config calls originals; where it names neither listings nor originals, what lies in a folder beside them that is called so. */
const originalMatcher = (
  { listings, originals }: Settings,
  pictures: readonly string[],
  listingFiles: ReadonlyMap<string, ListingFile>,
): { readonly isOriginal: (path: string) => boolean; readonly warnings: readonly string[] } => {
  if (listings !== undefined || originals !== undefined)
    return { isOriginal: treeMatcherOf(originals ?? []), warnings: [] };
  const topOf = (path: string): string => path.slice(0, path.indexOf('/') + 1);
  const products = new Set([...listingFiles.keys()].map((folder) => topOf(`${folder}/`)));
  const isNamedSo = (top: string): boolean =>
    ORIGINAL_FOLDERS.includes(top.slice(0, -1).toLowerCase()) && !products.has(top);
  const tops = [...new Set(pictures.map(topOf))];
  const folders = tops.filter(isNamedSo);
  // Alone, such a folder is what is to be linted.
  if (folders.length === 0 || folders.length === tops.length) return { isOriginal: () => false, warnings: [] };
  return {
    isOriginal: (path) => folders.includes(topOf(path)),
    warnings: [
      `${folders.join(' and ')} ${folders.length === 1 ? 'is' : 'are'} taken for your originals, not for a product; \`originals\` in the config says otherwise`,
    ],
  };
};

/** Roles and originals of a listing.yaml for pictures that are not there: a slip in a name, most likely. */
const strangeRoles = (
  listingFiles: ReadonlyMap<string, ListingFile>,
  members: ReadonlyMap<string, readonly string[]>,
): string[] =>
  [...listingFiles].flatMap(([folder, { path, roles, originals = {} }]) => {
    const inside = folder === '.' ? 0 : folder.length + 1;
    const names = (members.get(folder) ?? []).map((picture) => picture.slice(inside));
    return [
      ...roles
        .flatMap(({ files }) => idleGlobs(files, names))
        .map(
          (idle) => `${path}: roles: ${idleSentence(idle, 'picture of the listing')}${inOtherForm(idle.alone, names)}`,
        ),
      ...Object.keys(originals)
        .filter((name) => !names.includes(name))
        .map((name) => `${path}: originals: "${name}" is no picture of the listing${inOtherForm(name, names)}`),
    ];
  });

const inOtherForm = (glob: string, names: readonly string[]): string => {
  const told = otherForm(glob, names);
  return told === undefined ? '' : `: ${told}`;
};

/** More pictures than most marketplaces show of a listing: likely a folder of several products. */
const CROWD = 24;

/** Folders that nobody has called listings and that hold very many pictures. */
const crowded = (
  settings: Settings,
  listingFiles: ReadonlyMap<string, ListingFile>,
  members: ReadonlyMap<string, readonly string[]>,
): string[] => {
  if (settings.listings !== undefined) return [];
  const [largest, ...others] = [...members]
    .filter(([folder, paths]) => paths.length > CROWD && !listingFiles.has(folder))
    .sort(([, a], [, b]) => b.length - a.length);
  if (largest === undefined) return [];
  const [folder, { length }] = largest;
  const name = folder === '.' ? 'this folder' : folder;
  const more =
    others.length === 0 ? '' : ` (and so ${others.length === 1 ? 'does 1 more' : `do ${others.length} more`})`;
  const inside = folder === '.' ? '*' : `${folder}/*`;
  return [
    `${name} holds ${length} pictures and counts as one listing of one product${more}: one of them is \`main\`, and copies among them are no fault. ` +
      `Are they several products, give each a folder of its own in it and write \`listings: ["${inside}"]\` into the config; ` +
      'is it one, put a listing.yaml there that names it (`product: NAME`)',
  ];
};

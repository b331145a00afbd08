import {
  checkYaml,
  globFor,
  type KnownTerms,
  misspelt,
  ownData,
  type Problem,
  pathKeys,
  problemsInOrder,
  type YamlDocument,
  type YamlSource,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { channelName, roleName, type Settings } from '../settings.ts';
import { fieldsOf, readOwnFields } from './own-fields.ts';

const CUSTOM = 'data of your own, in whatever shape; rules read what `fields` of the config declares';

/** Of files of the listing; compared with their paths. */
const pattern = () => globFor('pattern', 'project', 'name of a file, or glob, relative to the listing');
const roleRules = z.array(z.strictObject({ files: z.array(pattern()).min(1), role: roleName }));

/** Characters of all globs in the `roles` of one listing.yaml: each picture of the listing is held against each of them. */
const MAX_WILDCARDS = 2000;

const patternLength = (globs: readonly string[]): number =>
  globs.reduce((sum, glob) => sum + (/[*?[{(]/.test(glob) ? glob.length : 0), 0);

/** A `listing.yaml`: what a folder of pictures shows and where it goes. Strict; a seller's own data stands under `custom`. */
export const listingFileSchema = z.strictObject({
  $schema: z.string().describe('for editors').optional(),
  product: z
    .union([z.string().min(1), z.int()], 'expected the name of a product in quotes, or a whole number')
    .describe('what the listing shows; two listings of one product may share pictures')
    .optional(),
  title: z.string().describe('the title of the listing').optional(),
  channels: z.array(channelName).describe('marketplaces it goes to, instead of those of the config').optional(),
  roles: z
    .union([z.record(pattern(), roleName), roleRules])
    .refine(
      (roles) =>
        patternLength(Array.isArray(roles) ? roles.flatMap(({ files }) => files) : Object.keys(roles)) <= MAX_WILDCARDS,
      `its globs have more than ${MAX_WILDCARDS} characters together: name the pictures instead`,
    )
    .describe('roles by file or glob relative to the listing (`size-chart.png: chart`); the last match wins')
    .optional(),
  originals: z
    .record(z.string(), z.string().min(1).register(pathKeys, { names: 'pattern', within: 'project' }))
    .describe(
      'the original of a picture: its file (`01-front.jpg`) and the path of the original from the folder of the config',
    )
    .optional(),
  notes: z
    .union([z.string(), z.array(z.string())], 'expected a text, or a list of texts')
    .describe('whatever you want to remember')
    .optional(),
  custom: ownData.describe(CUSTOM),
});

/** A `listing.yaml` as the discoverer uses it: what could be read of it, and what is wrong with it. */
export interface ListingFile {
  readonly path: string;
  readonly product?: string;
  readonly title?: string;
  readonly channels?: readonly string[];
  /** Paths of originals by picture, relative to the listing. */
  readonly originals?: { readonly [picture: string]: string };
  readonly roles: readonly { readonly files: readonly string[]; readonly role: string }[];
  /** Values of `custom` that fit what the config declares of them. */
  readonly custom?: { readonly [name: string]: unknown };
  readonly problems: readonly Problem[];
}

/**
 * Reads a listing.yaml. A bad one never throws: keys that are right by themselves are used, the rest are problems. Roles and channels
 * are free words, but one that looks like a slip of the pen of one of `terms` is a problem too.
 */
export const readListingFile = (source: YamlSource, terms?: KnownTerms, settings: Settings = {}): ListingFile => {
  const { document, problems } = checkYaml(source, listingFileSchema);
  const raw = document.value ?? {};
  if (typeof raw !== 'object' || Array.isArray(raw)) return { path: source.path, roles: [], problems };
  const { product, title, channels, roles, originals } = listingFileSchema.shape;
  const own = readOwnFields(Reflect.get(raw, 'custom'), fieldsOf(settings, 'listing'), document);
  const value = {
    product: okOf(product, Reflect.get(raw, 'product')),
    title: okOf(title, Reflect.get(raw, 'title')),
    channels: okOf(channels, Reflect.get(raw, 'channels')),
    roles: okOf(roles, Reflect.get(raw, 'roles')) ?? [],
    originals: okOf(originals, Reflect.get(raw, 'originals')) ?? {},
  };
  return {
    path: source.path,
    ...(value.product === undefined ? {} : { product: String(value.product) }),
    ...(value.title === undefined ? {} : { title: value.title }),
    ...(value.channels === undefined ? {} : { channels: value.channels }),
    roles: Array.isArray(value.roles)
      ? value.roles
      : Object.entries(value.roles).map(([file, role]) => ({ files: [file], role })),
    originals: value.originals,
    custom: own.values,
    problems: problemsInOrder([
      ...(document.value === null ? [] : problems),
      ...slips(value, document, terms),
      ...own.problems,
    ]),
  };
};

const slips = (
  {
    channels = [],
    roles = [],
  }: { readonly channels?: readonly string[] | undefined; readonly roles?: z.infer<typeof listingFileSchema>['roles'] },
  document: YamlDocument,
  terms: KnownTerms | undefined,
): Problem[] => {
  if (terms === undefined) return [];
  const given = Array.isArray(roles)
    ? roles.map(({ role }, index) => ({ word: role, path: ['roles', index, 'role'] }))
    : Object.entries(roles).map(([file, role]) => ({ word: role, path: ['roles', file] }));
  return [
    ...channels.map((word, index) => ({ kind: 'channel', word, path: ['channels', index], known: terms['channels'] })),
    ...given.map((each) => ({ kind: 'role', known: terms['roles'], ...each })),
  ].flatMap(({ kind, word, path, known }) => {
    const near = known === undefined || known.has(word) ? undefined : misspelt(word, known);
    return near === undefined ? [] : [document.problemAt(path, `unknown ${kind} "${word}"`, `did you mean "${near}"?`)];
  });
};

const okOf = <T>(schema: z.ZodType<T>, value: unknown): T | undefined => {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
};

import { defineFact, defineResource, defineRunResource, ListingLintError, z } from 'listing-lint/plugin';
import { daysBetween, readLicence } from './licence-file.ts';

/** Read once for both facts of a licence, and dropped when the licence leaves its lane. */
const fileContents = defineResource({ id: 'contents', create: ({ file }) => readLicence(file) });

export const licenceFile = defineFact({
  id: 'file',
  scope: 'licence',
  version: 1,
  title: 'What is wrong with a licence file.',
  schema: z.object({ problems: z.array(z.string()) }),
  compute: async (_licence, _params, context) => {
    const { problems } = await context.use(fileContents);
    return { problems: [...problems] };
  },
});

export const licence = defineFact({
  id: 'licence',
  scope: 'licence',
  version: 1,
  title: 'Who allows the use of which pictures, and for how long.',
  schema: z.object({
    holder: z.string(),
    /** `null` where the licence has no end. */
    until: z.iso.date().nullable(),
    endless: z.boolean(),
    /** Days of use that are left; negative when it has ended, `null` when it never does. */
    daysLeft: z.int().nullable(),
    pictures: z.array(z.string()),
    /** Pictures that it names and that are not linted. */
    missing: z.array(z.string()),
  }),
  compute: async (_licence, _params, context) => {
    const { licence } = await context.use(fileContents);
    // A value that cannot be had is thrown, never guessed: the rules that need it become inconclusive.
    if (licence === undefined) throw new ListingLintError('data-invalid', 'the licence file has mistakes');
    const linted = new Set(context.subjects('image').map(({ path }) => path));
    return {
      ...licence,
      endless: licence.until === null,
      daysLeft: licence.until === null ? null : daysBetween(context.asOf, licence.until),
      missing: licence.pictures.filter((path) => !linted.has(path)),
    };
  },
});

type Terms = z.infer<typeof licence.schema>;

interface Cover {
  readonly byPicture: ReadonlyMap<string, readonly Terms[]>;
  /** Licence files that could not be read: any picture may be in them. */
  readonly unread: readonly string[];
}

/** Which licences cover a picture; gathered once a run. */
const cover = defineRunResource<Cover>({
  id: 'cover',
  create: async (context) => {
    const byPicture = new Map<string, readonly Terms[]>();
    const unread: string[] = [];
    for (const subject of context.subjects('licence')) {
      // The id remembers the type of the fact's value.
      const terms = await context.get(licence.id, subject).catch(() => undefined);
      if (terms === undefined) unread.push(subject.path);
      else for (const path of terms.pictures) byPicture.set(path, [...(byPicture.get(path) ?? []), terms]);
    }
    return { byPicture, unread };
  },
});

export const pictureLicence = defineFact({
  id: 'picture',
  scope: 'image',
  version: 1,
  title: 'Whether a picture is used under licence, and how long it still may be.',
  schema: z.object({
    licensed: z.boolean(),
    holders: z.array(z.string()),
    endless: z.boolean(),
    /** Of the licence that lasts longest. */
    until: z.iso.date().nullable(),
    daysLeft: z.int().nullable(),
  }),
  compute: async (picture, _params, context) => {
    const { byPicture, unread } = await context.useRun(cover);
    const licences = byPicture.get(picture.path) ?? [];
    const endless = licences.some(({ until }) => until === null);
    if (!endless && unread.length > 0) {
      throw new ListingLintError('data-invalid', `${unread[0]} cannot be read, and may name this picture`);
    }
    const until =
      licences
        .flatMap(({ until }) => until ?? [])
        .sort()
        .at(-1) ?? null;
    return {
      licensed: licences.length > 0,
      holders: licences.map(({ holder }) => holder),
      endless,
      until: endless ? null : until,
      daysLeft: endless || until === null ? null : daysBetween(context.asOf, until),
    };
  },
});

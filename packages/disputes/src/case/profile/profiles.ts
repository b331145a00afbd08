import { documents as sources } from 'virtual:documents/profiles';
import { checkYaml, ListingLintError, sentencesOf, type YamlSource } from '@listing-lint/core/plugin';
import type { z } from 'zod';
import {
  type CalendarProfile,
  type JurisdictionProfile,
  type LadderProfile,
  type PlatformProfile,
  profileSchema,
} from './profile-schema.ts';

/** What is known of platforms and law, in the order of the files. */
export interface Profiles {
  readonly platforms: readonly PlatformProfile[];
  readonly jurisdictions: readonly JurisdictionProfile[];
  readonly ladders: readonly LadderProfile[];
  readonly calendars: readonly CalendarProfile[];
}

/** Folders of `config/profiles` that `readProfiles` reads. */
const FOLDERS = ['platforms/', 'jurisdictions/', 'ladders/', 'calendars/'];

/** Reads one file of profiles. Throws `data-invalid` with its places: they are ours, and a mistake in one is a bug. */
export const readProfile = <Profile>(source: YamlSource, schema: z.ZodType<Profile>): Profile => {
  const { value, problems } = checkYaml(source, schema);
  if (value === null) {
    const message = `the profile ${source.path} has mistakes: ${sentencesOf(problems).join(', ')}`;
    throw new ListingLintError('data-invalid', message, problems);
  }
  return value;
};

/** Reads files of platforms, jurisdictions, ladders and calendars; paths are relative to `config/profiles`. Pure. */
export const readProfiles = (files: readonly YamlSource[]): Profiles => {
  const read = files
    .filter(({ path }) => FOLDERS.some((folder) => path.startsWith(folder)))
    .map((source) => readProfile(source, profileSchema));
  return {
    platforms: read.filter((each) => each.kind === 'platform'),
    jurisdictions: read.filter((each) => each.kind === 'jurisdiction'),
    ladders: read.filter((each) => each.kind === 'ladder'),
    calendars: read.filter((each) => each.kind === 'calendar'),
  };
};

/** The files of one folder of `config/profiles`, as they are bundled. */
export const profileSources = (folder: string): readonly YamlSource[] =>
  sources.filter(({ path }) => path.startsWith(`${folder}/`));

let known: Profiles | undefined;

/** The profiles that come with the program; read once. */
export const builtInProfiles = (): Profiles => {
  known ??= readProfiles(sources);
  return known;
};

interface Named {
  readonly id: string;
  readonly names?: readonly string[] | undefined;
}

/** `Ali Express`, `aliexpress.com` and `aliexpress` are one. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/com$/, '');

/** The profile that a case means by a name; undefined where none is known by it. */
export const profileNamed = <Profile extends Named>(
  profiles: readonly Profile[],
  name: string | null | undefined,
): Profile | undefined => {
  if (name === null || name === undefined) return undefined;
  const plain = plainName(name);
  return profiles.find(({ id, names = [] }) => [id, ...names].some((each) => plainName(each) === plain));
};

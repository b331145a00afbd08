import { lstatSync } from 'node:fs';
import {
  findSubjects,
  ListingLintError,
  leadsOut,
  type Notice,
  type ResolvedConfig,
  type Subject,
  treeMatcherOf,
} from '@listing-lint/core';
import { fewNamed } from '@listing-lint/rules/kernel';
import { FOLDER_NOT_ENTERED } from '@listing-lint/rules/listing';
import { unstampedBelow } from '@listing-lint/rules/watermark';
import { builtinSettings } from '../../project/registry-file.ts';

/** Pictures of ours by a config, and what of ours nobody has looked at. */
interface OurPictures {
  /** Pictures of listings, and originals; charts are shared by many, and left out. */
  readonly pictures: readonly Subject[];
  /** Those of them that are taken for theirs. */
  readonly theirs: readonly Subject[];
  /** Unstamped originals that `stamp --in-place` has stored. */
  readonly unstamped: ReturnType<typeof unstampedBelow>['pictures'];
  /** Paths of the originals. */
  readonly originals: ReadonlySet<string>;
  /** What lies behind links that are not followed, in sentences: whether somebody shows it is not known. */
  readonly unseen: readonly string[];
}

/** What `match` and `monitor` compare with by a config; `isTheirs` says of which pictures the patterns of the config are wrong. */
export const oursOf = async (config: ResolvedConfig, isTheirs: (subject: Subject) => boolean): Promise<OurPictures> => {
  const found = await imagesWithin(config);
  const images = found.images.filter(({ role }) => role !== 'chart');
  const mine = images.filter((subject) => !isTheirs(subject) && !found.links.has(subject.path));
  const { pictures: unstamped, unseen } = unstampedBelow(config.root);
  return {
    pictures: mine,
    theirs: images.filter(isTheirs),
    unstamped,
    originals: new Set(mine.flatMap(({ role, path }) => (role === 'original' ? [path] : []))),
    unseen: [...found.unseen, ...(unseen === null ? [] : [unseen])],
  };
};

/** Pictures that a config finds, and what behind links nobody follows. */
interface FoundImages {
  readonly images: readonly Subject[];
  /** Paths of those that are links out of the folder of the config. */
  readonly links: ReadonlySet<string>;
  /** Folders that are not entered, in sentences. */
  readonly closed: readonly string[];
  /** Where these are. */
  readonly closedAt: readonly { readonly path: string }[];
  /** All links that are not followed, in sentences. */
  readonly unseen: readonly string[];
}

/** Pictures of all listings, or of those that are selected; `of`: whose folders are told where they are not entered, those of both unless told; `say` is told what else a lint would say, as of pictures under other names, with the code of the notice. */
export const imagesWithin = async (
  config: ResolvedConfig,
  selection?: Selection,
  of?: 'listings' | 'originals',
  say: (message: string, code?: string) => void = () => undefined,
): Promise<FoundImages> => {
  const notices: Notice[] = [];
  const subjects = await findSubjects(config, selection, (notice) => notices.push(notice), ['image', 'listing']);
  for (const { code, message } of notices) if (code !== FOLDER_NOT_ENTERED) say(message, code);
  const images = subjects.filter(({ scope }) => scope === 'image');
  const isOut = ({ file }: Subject): boolean => isLink(file) && leadsOut(config.root, file);
  const links = new Set(images.filter(isOut).map(({ path }) => path));
  const behindLinks = `${fewNamed([...links])}: a link that leads out of the folder of the config is not followed`;
  const isOriginal = treeMatcherOf(builtinSettings(config).originals ?? []);
  const closedAt = [
    ...(of === 'originals' ? [] : closedListings(subjects)),
    ...notices.flatMap(({ code, path = '', message }) =>
      code === FOLDER_NOT_ENTERED && isSelected(path, selection) && !(of === 'listings' && isOriginal(path))
        ? [{ path, message }]
        : [],
    ),
  ];
  const closed = closedAt.map(({ path, message }) => `${path}: ${message}`);
  return { images, links, closed, closedAt, unseen: [...(links.size === 0 ? [] : [behindLinks]), ...closed] };
};

type Selection = NonNullable<Parameters<typeof findSubjects>[1]>;

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Whether a folder, or what is above it, was named. */
const isSelected = (path: string, selection: Selection | undefined): boolean =>
  selection === undefined || selection.paths.some((each) => each === '.' || `${path}/`.startsWith(`${each}/`));

/** Listings whose folders are not entered: they are subjects of which their own path is the file. */
const closedListings = (subjects: readonly Subject[]): readonly { readonly path: string; readonly message: string }[] =>
  subjects.flatMap(({ scope, path, data }) => {
    if (scope !== 'listing' || typeof data !== 'object' || data === null || !('file' in data)) return [];
    return data['file'] === path ? [{ path, message: problemsOf(data['problems']) }] : [];
  });

const problemsOf = (problems: unknown): string => (Array.isArray(problems) ? problems.join('; ') : '');

/** Says that there is nothing to do, and what was not looked at. */
export const noPictureTo = (doing: string, unseen: readonly string[]): ListingLintError =>
  new ListingLintError(
    'no-subjects',
    `there is no picture to ${doing}`,
    unseen.map((message) => ({ message })),
  );

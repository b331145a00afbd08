import { lstatSync } from 'node:fs';
import { findSubjects, leadsOut, type Notice, type ResolvedConfig, type Subject } from '@listing-lint/core';
import { FOLDER_NOT_ENTERED, fewNamed, keptBelow } from '@listing-lint/rules';

/** Pictures of ours by a config, and what of ours nobody has looked at. */
interface OurPictures {
  /** Pictures of listings, and originals; charts are shared by many, and left out. */
  readonly pictures: readonly Subject[];
  /** Those of them that are taken for theirs. */
  readonly theirs: readonly Subject[];
  /** What `stamp --in-place` has kept of pictures without their mark. */
  readonly kept: ReturnType<typeof keptBelow>['pictures'];
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
  const { pictures: kept, unseen } = keptBelow(config.root);
  return {
    pictures: mine,
    theirs: images.filter(isTheirs),
    kept,
    originals: new Set(mine.flatMap(({ role, path }) => (role === 'original' ? [path] : []))),
    unseen: [...found.unseen, ...(unseen === null ? [] : [unseen])],
  };
};

/** Pictures that a config finds, and what behind links nobody follows. */
interface FoundImages {
  readonly images: readonly Subject[];
  /** Paths of those that are links out of the folder of the config. */
  readonly links: ReadonlySet<string>;
  /** Which links are not followed, in sentences. */
  readonly unseen: readonly string[];
}

/** The pictures of all listings, or of those that are selected. */
export const imagesWithin = async (
  config: ResolvedConfig,
  selection?: Parameters<typeof findSubjects>[1],
): Promise<FoundImages> => {
  const notices: Notice[] = [];
  const subjects = await findSubjects(config, selection, (notice) => notices.push(notice), ['image', 'listing']);
  const images = subjects.filter(({ scope }) => scope === 'image');
  const isOut = ({ file }: Subject): boolean => isLink(file) && leadsOut(config.root, file);
  const links = new Set(images.filter(isOut).map(({ path }) => path));
  const behindLinks = `${fewNamed([...links])}: a link that leads out of the folder of the config is not followed`;
  return { images, links, unseen: [...(links.size === 0 ? [] : [behindLinks]), ...closedFolders(subjects, notices)] };
};

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Folders that are not entered: those of listings are subjects of which their own path is the file. */
const closedFolders = (subjects: readonly Subject[], notices: readonly Notice[]): readonly string[] => [
  ...subjects.flatMap(({ scope, path, data }) => {
    if (scope !== 'listing' || typeof data !== 'object' || data === null || !('file' in data)) return [];
    return data['file'] === path ? [`${path}: ${problemsOf(data['problems'])}`] : [];
  }),
  ...notices.flatMap(({ code, message }) => (code === FOLDER_NOT_ENTERED ? [message] : [])),
];

const problemsOf = (problems: unknown): string => (Array.isArray(problems) ? problems.join('; ') : '');

import { resolve } from 'node:path';
import { isInside, ListingLintError, type Project, pathFrom } from '@listing-lint/core';
import {
  type ArchivedDocument,
  type ArchiveOutcome,
  archiveFiles,
  hashedFile,
  PICTURE_STAGES,
  type PictureStage,
  type PictureToArchive,
  readDocument,
  readSalt,
} from '@listing-lint/provenance';
import { joinPassed, type PassedOver } from '@listing-lint/rules/hash';
import { namedOriginal } from '@listing-lint/rules/subject';
import { comparedPictures } from '@listing-lint/vision';
import { userName } from '../../git/git-command.ts';
import { UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { projectFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';
import { checkCall, ENVIRONMENT, FLAG, type Kinds, oneOf, RUN_QUERY, TEXT, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';
import { imagesWithin } from '../pictures/our-pictures.ts';
import { type ArchivedCapture, archiveCaptures } from './archive-captures.ts';
import { copyFinder, measurePicture } from './measure-picture.ts';
import { ledgerOf, momentOf } from './open-ledger.ts';
import { type SignedPicture, signPictures } from './sign-pictures.ts';

export interface ArchiveQuery extends RunQuery {
  /** Pictures or folders of one project. Default: its originals, and the captures of its open cases. */
  readonly paths?: readonly string[];
  /** What they are on the way from the camera to the shop. Default: by their role; `edit` for what is no picture of the config. */
  readonly stage?: PictureStage;
  /** Files that all of them were made from, archived before or by this call. */
  readonly parents?: readonly string[];
  /** Papers that belong to each of them, as `kind:path`. */
  readonly documents?: readonly string[];
  /** Who archives. Default: the name that git knows. */
  readonly by?: string;
  /** `true`: the bytes are kept in the ledger, too. Default `false`. */
  readonly copy?: boolean;
  /** Folder, below that of the config, for copies with the seller's own C2PA manifest, which are archived, too. */
  readonly sign?: string;
  /** IPTC digital source type that these manifests state, such as `digitalCapture`. Default: none. */
  readonly sourceType?: string;
  /** `true`: the outcomes say what would be archived; nothing is written. */
  readonly dryRun?: boolean;
  /** Environment of git, and of `SOURCE_DATE_EPOCH`. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<ArchiveQuery> = {
  ...RUN_QUERY,
  ...{ paths: TEXTS, stage: oneOf(...PICTURE_STAGES), parents: TEXTS, documents: TEXTS, by: TEXT },
  ...{ sign: TEXT, sourceType: TEXT, copy: FLAG, dryRun: FLAG, env: ENVIRONMENT },
};

export interface ArchiveResult {
  readonly outcomes: readonly ArchiveOutcome[];
  /** Of pictures that were to be signed. */
  readonly signed: readonly SignedPicture[];
  /** Folders that are not entered, as those behind links, in sentences: nothing that they hold is archived. */
  readonly unseen: readonly string[];
  /** What else of the named folders is no picture, or hidden: counted by why it is not looked at. */
  readonly notLookedAt: readonly PassedOver[];
  /** Captures that open cases name, where no paths are given. */
  readonly captures: readonly ArchivedCapture[];
  /** Folder of the ledger, from that of the config. */
  readonly ledger: string;
}

/** Gives `archive` for a program that holds the guard of plugins. */
export const archiverFor =
  (program?: Program) =>
  async (options: ArchiveQuery = {}): Promise<ArchiveResult> => {
    checkCall({ name: 'archive', options, kinds: KINDS });
    const around = surroundingsOf(options, program);
    const { parents = [], documents = [], copy = false, dryRun = false, signal, onEvent } = options;
    const paths = await namedPaths(options.paths ?? [], around.cwd);
    const project = await projectFor(configOptionsOf(options), around, paths, sayTo(options));
    const { root } = project.config;
    const { folder, name, settings, provenance } = ledgerOf(project.config);
    refuseWayOut(folder, name, around.cwd);
    const { pictures, unseen, notLookedAt } = await picturesToArchive(options, project, {
      cwd: around.cwd,
      ledger: folder,
    });
    const { outcomes: signed, copies } =
      options.sign === undefined
        ? { outcomes: [], copies: [] }
        : await signPictures(pictures, project.config, {
            cwd: around.cwd,
            env: around.env,
            out: options.sign,
            sourceType: options.sourceType,
            ...{ parents, dryRun, now: around.now(), signal },
          });
    const said = { by: options.by ?? userName(root, around.env) ?? null, at: momentOf(around.now(), around.env) };
    const outcomes = await archiveFiles([...pictures, ...copies], {
      ...{ root, folder, copy, dryRun, signal },
      measure: measurePicture(settings.limits),
      findCopies: copyFinder(),
      parents: await Promise.all(
        parents.map(async (path) => (await hashedFile(resolve(around.cwd, path), path, root)).sha256),
      ),
      documents: await Promise.all(documents.map((each) => documentAt(each, around.cwd, root))),
      salt: readSalt(root, provenance.salt),
      ...said,
      maxBytes: (stage) => (settings.limits?.fileMegabytes ?? (stage === 'published' ? 64 : 256)) * 1e6,
      onPicture: (done, total, path) => onEvent?.({ type: 'progress', done, total, path }),
    });
    const captures = dryRun || paths.length > 0 ? [] : await archiveCaptures(project.config, folder, said);
    return { outcomes, signed, unseen, notLookedAt, captures, ledger: name };
  };

/** Archives pictures: an entry each in the ledger that `provenance` of the config names. One that cannot be read is an outcome of its own. */
export const archiveAlone: (options?: ArchiveQuery) => Promise<ArchiveResult> = archiverFor();

/** Pictures of the config below the paths, its originals without any, and pictures there that are none of the config's; and which folders are not entered. */
const picturesToArchive = async (
  { paths = [], stage, ...query }: ArchiveQuery,
  { config, selection }: Project,
  { cwd, ledger }: { readonly cwd: string; readonly ledger: string },
): Promise<Pick<ArchiveResult, 'unseen' | 'notLookedAt'> & { readonly pictures: readonly PictureToArchive[] }> => {
  const { images, closed } = await imagesWithin(config, selection, 'originals', sayTo(query));
  const wanted = paths.length > 0 ? images : images.filter(({ role }) => role === 'original');
  const known = wanted.map((subject) => ({
    ...{ path: subject.path, file: subject.file, original: namedOriginal(subject) },
    stage: stage ?? (subject.role === 'original' ? 'original' : 'published'),
  }));
  const files = new Set(images.map(({ file }) => file));
  const found = await Promise.all(paths.map((path) => comparedPictures(resolve(cwd, path), path, ledger)));
  const others = found
    .flatMap(({ pictures }) => pictures)
    // What is kept in the ledger was archived from elsewhere.
    .filter(({ file }) => !files.has(file) && !isInside(ledger, file))
    .map(({ file }): PictureToArchive => ({ file, path: pathFrom(config.root, file), stage: stage ?? 'edit' }));
  const outside = others.find(({ path }) => path.startsWith('..'));
  if (outside !== undefined) {
    throw new UsageError(`${outside.path} does not lie below the folder of the config`, 'copy it there first');
  }
  const kept = paths.filter((path) => isInside(ledger, resolve(cwd, path)));
  const ofNamed = [...found.flatMap((each) => each.unseen), ...kept.map((path) => `${path}: it lies in the ledger`)];
  const unseen = paths.length > 0 ? ofNamed : closed;
  const pictures = [...new Map([...known, ...others].map((each) => [each.path, each])).values()];
  if (pictures.length > 0) return { pictures, unseen, notLookedAt: joinPassed(found.map(({ passed }) => passed)) };
  throw new ListingLintError('no-subjects', 'there is no picture to archive', [
    ...unseen.map((message) => ({ message })),
    {
      message: 'name pictures or folders, or say in the config which ones are originals: `originals: ["originals/**"]`',
    },
  ]);
};

/** A document as `kind:path` says it. */
const documentAt = (given: string, cwd: string, root: string): Promise<ArchivedDocument> => {
  const [, kind = '', path = ''] = /^([^:]*):(.+)$/s.exec(given) ?? [];
  if (path === '')
    throw new UsageError(`--document ${given}: write it as kind:path`, 'such as license:papers/license.pdf');
  return readDocument({ kind, path: resolve(cwd, path), name: path, root });
};

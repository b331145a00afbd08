import { dirname, resolve } from 'node:path';
import { type ResolvedConfig, type Subject, suggest } from '@listing-lint/core';
import { joinPassed } from '@listing-lint/rules/hash';
import { fewNamed } from '@listing-lint/rules/kernel';
import { readCalibrationFile } from '@listing-lint/rules/watermark';
import {
  comparedPictures,
  isCopy,
  isLikeness,
  isUndecided,
  MATCH_FORMATS,
  type MatchFormat,
  type MatchReport,
  markClassifier,
  markSeeker,
  matchFiles,
  oursNamer,
  renderMatch,
  stampedIn,
  suspectMarkSeeker,
  unseenByListing,
  withOurHashes,
  withoutUnstampedOriginal,
} from '@listing-lint/vision';
import { UsageError } from '../output/known-error.ts';
import { projectFor } from '../project/load.ts';
import { knownRegistry } from '../project/open-registry.ts';
import { builtinSettings, registryOf } from '../project/registry-file.ts';
import { checkCall, FLAG, type Kinds, RUN_QUERY, SOME_TEXTS, TEXT } from './check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from './flags.ts';
import type { RunQuery } from './options.ts';
import { oursOf } from './pictures/our-pictures.ts';

export { keepNoPictures } from '@listing-lint/rules/image';

export interface MatchQuery extends RunQuery {
  /** Pictures found in the wild, or folders of them. */
  readonly suspects: readonly string[];
  /** Our pictures: files and folders. Default: the originals of the config, what is kept of pictures that were stamped in place, and the pictures of listings of which nothing is kept. */
  readonly against?: readonly string[];
  /** `true`: the registry of published pictures is compared with, too. Default `false`. */
  readonly registry?: boolean;
}

const KINDS: Kinds<MatchQuery> = { ...RUN_QUERY, suspects: SOME_TEXTS, against: SOME_TEXTS, registry: FLAG };

/** What was found of the suspects. */
export interface MatchResult {
  /** The object that `--format json` writes. */
  readonly report: MatchReport;
  /** `true` where a suspect is a copy of one of ours, or bears our mark. */
  readonly hasCopy: boolean;
  /** `true` where a suspect shows one of ours with other content or colours, or perhaps does, or may bear our mark: a person has to look. */
  readonly hasLikeness: boolean;
  /** `true` where it cannot be told of a suspect whether it shows one of ours: one of the two has too little detail, and nothing else was found in it. */
  readonly hasUndecided: boolean;
  /** `true` where a suspect could not be compared, or not all frames of it or small pictures in it, one of ours could not be read, or something of either lies behind a link that is not followed. */
  readonly hasUnread: boolean;
  /** The report as text; `html` carries small pictures. */
  readonly render: (format: MatchFormat) => Promise<string>;
}

/** Gives `match` for a program that holds the guard of plugins. */
export const matcherFor =
  (program?: Program) =>
  async (options: MatchQuery): Promise<MatchResult> => {
    checkCall({ name: 'match', options, kinds: KINDS, needs: ['suspects'] });
    const { suspects, against, signal } = options;
    const around = surroundingsOf(options, program);
    const needsConfig = against === undefined || options.registry === true;
    const config = needsConfig
      ? (await projectFor(configOptionsOf(options), around, [], sayTo(options))).config
      : undefined;
    const { pictures: found, unseen: unseenSuspects, passed } = await each(suspects, around.cwd);
    const own =
      against === undefined
        ? await besideSuspects(config, { found, mayBeNone: options.registry === true, say: sayTo(options) })
        : undefined;
    const givenOurs = await each(against ?? [], around.cwd);
    const ours = own?.ours ?? givenOurs.pictures;
    const registry =
      options.registry === true && config
        ? await knownRegistry(config, registryOf(config, around.env), options)
        : undefined;
    const { limits, brand } = config === undefined ? {} : builtinSettings(config);
    const { watermarks = [], decoys = [] } = brand ?? {};
    const marks =
      config === undefined || watermarks.length === 0
        ? { unseen: [] }
        : await markOptions({ root: config.root, watermarks, decoys, say: sayTo(options) });
    const root = config?.root ?? around.cwd;
    const classifyMarks = await markClassifier({ root, ours, ...(limits ? { limits } : {}) });
    const matched = await matchFiles(found, ours, {
      ...(registry ? { registry } : {}),
      ...(limits ? { limits } : {}),
      ...marks,
      unseen: [...unseenSuspects, ...givenOurs.unseen, ...marks.unseen, ...(own?.unseen ?? [])],
      passed: joinPassed([passed, givenOurs.passed]),
      ...(classifyMarks ? { classifyMarks } : {}),
      ...(own ? { nameOurs: oursNamer({ root, ...own, stampedOf: classifyMarks?.stampedOf, limits }) } : {}),
      ...(signal ? { signal } : {}),
    });
    const stamped = await stampedIn(matched, root);
    const report = withOurHashes(unseenByListing(matched), [...ours, ...stamped]);
    const hasClosed = unseenSuspects.length + givenOurs.unseen.length > 0 || own?.hasClosed === true;
    return matchResult(report, { shown: [...found, ...ours, ...stamped], hasClosed });
  };

/** `shown` are the pictures that a report can show; `hasClosed` where links were not followed, so that nobody knows what lies there. */
export const matchResult = (
  report: MatchReport,
  { shown, hasClosed = false }: { readonly shown: Pictures; readonly hasClosed?: boolean },
): MatchResult => ({
  report,
  hasCopy: report.suspects.some(({ matches, mark }) => matches.some(isCopy) || mark?.status === 'present'),
  hasLikeness: report.suspects.some(
    ({ matches, mark }) => matches.some((match) => isLikeness(match)) || mark?.status === 'review',
  ),
  hasUndecided: report.suspects.some(isUndecided),
  hasUnread:
    hasClosed ||
    report.unreadable.length > 0 ||
    report.suspects.some(
      ({ problem, unseenFrames, unseenPictures }) => problem !== null || (unseenFrames ?? unseenPictures) !== undefined,
    ),
  render: async (format) => {
    checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
    return renderMatch(report, matchFormatOf(format), shown);
  },
});

type Pictures = Parameters<typeof renderMatch>[2];

/** Compares suspects with ours: which copies which. Rejects where there is nothing to compare with. */
export const matchAlone: (options: MatchQuery) => Promise<MatchResult> = matcherFor();

/** The format of that name. Throws for an unknown one. */
export const matchFormatOf = (name: string): MatchFormat => {
  const format = MATCH_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, MATCH_FORMATS));
  return format;
};

/**
 * How marks are looked for; only said not to be where their scores mean nothing yet: that is worked out for once, not with each suspect. Throws for a
 * calibration that is damaged: nothing could be found with it.
 */
const markOptions = async (sources: Parameters<typeof markSeeker>[0]) => {
  const isCalibrated = (await readCalibrationFile(sources.root)) !== undefined;
  return isCalibrated
    ? { seekMark: suspectMarkSeeker(sources.root, markSeeker(sources)), unseen: [] }
    : { unseen: ['our marks, as they are not calibrated: listing-lint calibrate PHOTOS'] };
};

const each = async (paths: readonly string[], cwd: string) => {
  const all = await Promise.all(paths.map((path) => comparedPictures(resolve(cwd, path), path)));
  return {
    pictures: all.flatMap(({ pictures }) => pictures),
    unseen: all.flatMap(({ unseen }) => unseen),
    passed: joinPassed(all.map(({ passed }) => passed)),
  };
};

/**
 * The originals of the config, what `stamp --in-place` has kept of the pictures without their mark, and the pictures of listings of which nothing is kept: as `monitor` takes
 * them, for an original of one listing says nothing of the others. There need be none where something else is compared with. Pictures of listings in the folder of a
 * suspect are not ours, as a config without patterns takes each folder for a listing.
 */
const besideSuspects = async (config: ResolvedConfig | undefined, { found, mayBeNone, say }: BesideOurs) => {
  if (config === undefined)
    return { ours: [], unstamped: [], originals: new Set<string>(), unseen: [], hasClosed: false };
  const asked = new Set(found.map(({ file }) => dirname(file)));
  const isBeside = ({ file, role }: Subject): boolean => role !== 'original' && asked.has(dirname(file));
  const { pictures, theirs, unstamped, originals, unseen: closed } = await oursOf(config, isBeside);
  const isArchived = ({ listing, role }: Subject): boolean => role === 'original' || listing === undefined;
  const archived = pictures.filter(isArchived);
  const inListings = pictures.filter((picture) => !isArchived(picture));
  const withoutOriginal = await withoutUnstampedOriginal(inListings, unstamped, config.root);
  const pictureOf = pictureIn(config.root);
  const ours = [...archived.map(pictureOf), ...unstamped, ...withoutOriginal.map(pictureOf)];
  const suspects = new Set(found.map(({ file }) => file));
  const beside = theirs.filter(({ file, listing }) => listing !== undefined && !suspects.has(file));
  const unseen = [
    ...(beside.length > 0
      ? [`${fewNamed(beside.map(({ path }) => path))}, in the folder of a suspect (--against says what is yours)`]
      : []),
    ...closed,
  ];
  if (ours.length === 0 && !mayBeNone)
    throw new UsageError(
      'there is nothing to compare with: there are no originals, no pictures of listings but for those in the folders of suspects, and none that were stamped in place',
      closed.length === 0
        ? 'say --against FOLDER, or --registry for what was published'
        : `not looked for: ${closed.join('; ')}`,
    );
  if (withoutOriginal.length > 0 && archived.length + unstamped.length === 0)
    say('there are no originals: the pictures of listings are compared with');
  return { ours, unstamped, originals, unseen, hasClosed: closed.length > 0 };
};

/** What is to be known of a call before it is known what is ours. */
interface BesideOurs {
  /** The suspects. */
  readonly found: Pictures;
  readonly mayBeNone: boolean;
  readonly say: (message: string) => void;
}

const pictureIn =
  (within: string) =>
  ({ file, path }: Subject) => ({ file, name: path, within });

import type { FractionBox } from '@listing-lint/core/plugin';
import {
  type ComparedPicture,
  calledBy,
  DEFAULT_THRESHOLDS,
  type Fingerprint,
  mapSome,
  type PassedOver,
  type Thresholds,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { fewNamed, once } from '@listing-lint/rules/kernel';

import { negativeOf } from './altered/negative-match.ts';
import { replaced } from './joined.ts';
import { type FramesMatch, matchFrames } from './match-frames.ts';
import { suspectMatcher } from './match-suspect.ts';
import { type OurPicture, TOO_LITTLE_DETAIL } from './our-picture.ts';
import { tooSmall } from './page/match-page.ts';
import {
  type FingerprintedFile,
  faultOf,
  type OurFiles,
  type OursRead,
  type PictureFile,
  type ReadFile,
  readOurs,
} from './read-ours.ts';

/** A mark of the seller's on a suspect. */
export interface SuspectMark {
  readonly mark: string;
  readonly status: 'present' | 'review';
  /** It is there as a mirror shows it. */
  readonly mirrored: boolean;
  readonly summary: string;
  /** Fractions of the suspect. */
  readonly box: FractionBox;
  /** Paths of pictures that were stamped at that place, by the stamps file, the nearest first; none where more than three were. */
  readonly stamped: readonly string[];
  /** How many were stamped there, where that is more than three: which one it is, is unknown. */
  readonly stampedThere?: number;
  /** The frame or page of the suspect that bears it, from 2; absent where that is the first. */
  readonly frame?: number;
}
/** Detects the seller's watermarks on a picture; null if there is none. */
export type SeekSuspectMark = (image: RgbImage) => Promise<SuspectMark | null>;
/** Adds to each match the state of our watermark in the suspect. */
export interface ClassifyMarks {
  (image: RgbImage, matches: readonly OurPicture[]): Promise<readonly OurPicture[]>;
  /** Where one of ours was stamped, fractions of it; empty where it was not. */
  readonly marksOn: (path: string) => Promise<readonly FractionBox[]>;
  /** The stamped file that one of ours is, or that was made from it; undefined where none was. */
  readonly stampedOf: (path: string) => Promise<string | undefined>;
}

/** Gives matches the names that our pictures have, those of one picture as one; `fingerprintOf` gives what was compared of a path of ours. */
export type NameOurs = (
  matches: readonly OurPicture[],
  fingerprintOf: (path: string) => Fingerprint | undefined,
) => Promise<readonly OurPicture[]>;

/** Called with the canonical picture of a suspect, before it is matched. */
export type SeePicture = (image: RgbImage) => void;

/** Result for one suspect. */
export interface SuspectResult {
  readonly path: string;
  readonly sha256: string | null;
  /** Nearest first; empty if it copies none of ours. */
  readonly matches: readonly OurPicture[];
  /** The seller's watermark on it: searched for if no match is sure and watermarks are configured. */
  readonly mark?: SuspectMark;
  /** Frames, pages and further pictures that were not compared; absent if all were. */
  readonly unseenFrames?: number;
  /** Small pictures in it that were not compared, as on pages of results; absent if all were. */
  readonly unseenPictures?: number;
  /** Why the search is inconclusive though nothing was found: too little detail to compare parts, or too few px. Absent otherwise. */
  readonly inconclusive?: string;
  /** Why it could not be compared; null when it was. */
  readonly problem: string | null;
}

export interface MatchReport {
  readonly schemaVersion: 1;
  readonly compared: number;
  /** Of ours, those that could not be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  readonly suspects: readonly SuspectResult[];
  /** What was not searched for, and why, in sentences. */
  readonly unseen: readonly string[];
  /** What was searched for but may be missed, and for which pictures, in sentences; absent if there is none. */
  readonly mayNotBeTold?: readonly string[];
  /** Those of ours that are too plain to be known in part, by their paths; absent where there are none. */
  readonly tooPlain?: readonly string[];
  /** Skipped entries of the folders, by reason; absent if there are none. */
  readonly notLookedAt?: readonly PassedOver[];
}

/** The shop's pictures, read once; memory does not grow with the number of suspects. */
export interface OpenMatch {
  /** Ours that could be read, and the known ones. */
  readonly entries: readonly ComparedPicture[];
  /** Of ours, those that could not be read, with the reason. */
  readonly unreadable: MatchReport['unreadable'];
  readonly unseen: MatchReport['unseen'];
  readonly mayNotBeTold: readonly string[];
  /** Those of ours that are too plain to be known in part. */
  readonly tooPlain: readonly string[];
  /** Which of ours a suspect copies; `read` gives what is compared of it or throws with the reason. */
  readonly match: (suspect: PictureFile, read: ReadFile, see?: SeePicture) => Promise<SuspectResult>;
  /** Releases the index; call it last. */
  readonly close: () => void;
}

/** Options of the matcher. */
export interface MatchingOptions {
  /** Opens ours before they are decoded; without it all are decoded. */
  readonly files?: OurFiles | undefined;
  readonly thresholds?: Thresholds | undefined;
  readonly seekMark?: SeekSuspectMark | undefined;
  readonly classifyMarks?: ClassifyMarks | undefined;
  readonly nameOurs?: NameOurs | undefined;
  /**
   * `true`: for crawls, where most pictures are not ours. A suspect that a hash match mostly covers is not searched further, and only candidates with many
   * agreeing keypoints are registered. Verdicts are as sure.
   */
  readonly thrifty?: boolean | undefined;
}

/** Reads ours for a match. `read` gives what is compared of a file or throws; `known` are pictures whose fingerprints are there already (a registry). */
export const openMatch = async (
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFile,
  { thresholds = DEFAULT_THRESHOLDS, seekMark, classifyMarks, nameOurs, thrifty = false, files }: MatchingOptions = {},
): Promise<OpenMatch> => {
  const { entries, table, searched, plain, unreadable, close } = await readOurs(ours, read, files);
  const { marksOn = async () => [], stampedOf = async () => undefined } = classifyMarks ?? {};
  const matchOne = suspectMatcher({ entries, table, known, searched, plain, thresholds, thrifty, marksOn, stampedOf });
  const fileOf = new Map(ours.map(({ file, name }) => [name, file]));
  const entryOf = once(() => new Map(entries.map((entry) => [entry.path, entry])));
  const named = async (matches: readonly OurPicture[]): Promise<readonly OurPicture[]> =>
    nameOurs === undefined ? matches : nameOurs(matches, (path) => entryOf().get(path)?.fingerprint);
  const match: OpenMatch['match'] = async ({ file, name }, readSuspect, see) => {
    let picture: FingerprintedFile | undefined;
    try {
      picture = await readSuspect(file, name);
      see?.(picture.image);
      // A suspect that is a picture of ours is no copy of itself.
      const frames = await matchFrames(picture, (frame) => matchOne(frame, (path) => fileOf.get(path) === file));
      const isFound = frames.matches.some(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
      const withMarks =
        isFound && classifyMarks !== undefined ? await classifyInFrames(frames, classifyMarks) : frames.matches;
      const matches = await named(withMarks.map(asCalled));
      const mark = isFound || seekMark === undefined ? null : await findSuspectMark(frames, seekMark);
      const { sha256 } = picture.fingerprint;
      const unseenFrames = frames.unseen === 0 ? {} : { unseenFrames: frames.unseen };
      // Small pictures in a copy of all of ours are ours.
      const isOurs = matches.some(isWholeCopy);
      const unseenPictures = frames.unseenPictures === 0 || isOurs ? {} : { unseenPictures: frames.unseenPictures };
      // What is shifted or recoloured by damage may be any of ours.
      const problem = matches.length === 0 && mark === null ? ((await picture.damage?.()) ?? null) : null;
      return {
        path: name,
        sha256,
        matches,
        ...(mark === null ? {} : { mark }),
        ...unseenFrames,
        ...unseenPictures,
        ...(problem === null ? inconclusiveOf(picture, frames, matches) : {}),
        problem,
      };
    } catch (error) {
      return { path: name, sha256: null, matches: [], problem: faultOf(error, name) };
    } finally {
      // Who sees its pixels may keep them.
      if (see === undefined) picture?.dispose?.();
    }
  };
  const unseen = unseenOf({ entries, searched, known });
  const tooPlain = plain.flatMap(({ entry, colours }) => (colours === null ? [] : [entry.path]));
  return {
    ...{ entries: [...entries, ...known], unreadable, unseen },
    ...{ tooPlain, mayNotBeTold: plainSentences(tooPlain), match, close },
  };
};

/** Share of a suspect from which on what shows ours is all of it: the rest is a frame. */
const WHOLE = 0.9;

const isWholeCopy = ({ verdict, box: { left, top, right, bottom } }: OurPicture): boolean =>
  verdict === 'duplicate' && (right - left) * (bottom - top) >= WHOLE;

/** Why the result is inconclusive, if no match is sure. */
const inconclusiveOf = (
  { image, full }: FingerprintedFile,
  { isPlain }: FramesMatch,
  matches: readonly OurPicture[],
): Pick<SuspectResult, 'inconclusive'> => {
  if (!matches.every(({ verdict }) => verdict === 'undecided')) return {};
  const why = tooSmall(full ?? image) ?? (isPlain ? TOO_LITTLE_DETAIL : undefined);
  return why === undefined ? {} : { inconclusive: why };
};

/** Renames the description by the verdict, which later passes may have changed. */
const asCalled = (match: OurPicture): OurPicture => ({
  ...match,
  description: calledBy(match.verdict, match.description, match.path),
});

/** Classifies our watermark for each match, in its frame. */
const classifyInFrames = async (
  { matches, images }: FramesMatch,
  classifyMarks: ClassifyMarks,
): Promise<readonly OurPicture[]> => {
  const classified = new Map<OurPicture, OurPicture>();
  const classify = async (image: RgbImage, ofFrame: readonly OurPicture[]): Promise<void> => {
    if (ofFrame.length === 0) return;
    const marked = await classifyMarks(image, ofFrame);
    ofFrame.forEach((match, k) => {
      classified.set(match, marked[k] ?? match);
    });
  };
  for (const { frame, image } of images) {
    const ofFrame = matches.filter((match) => (match.frame ?? 1) === frame);
    await classify(
      image,
      ofFrame.filter(({ negative }) => negative !== true),
    );
    const negatives = ofFrame.filter(({ negative }) => negative === true);
    // In a negative the watermark is inverted, too.
    if (negatives.length > 0) await classify(negativeOf(image), negatives);
  }
  // The state of a watermark may turn a variant into a copy.
  return replaced(matches, classified);
};

/** Returns our watermark on the first frame that bears one. */
const findSuspectMark = async ({ images }: FramesMatch, seekMark: SeekSuspectMark): Promise<SuspectMark | null> => {
  for (const { frame, image } of images) {
    const mark = await seekMark(image);
    if (mark !== null) return frame === 1 ? mark : { ...mark, frame };
  }
  return null;
};

/**
 * Which of ours the suspects copy. Pictures that cannot be read are said to be so, never passed over. `read` gives what is compared of a
 * file or throws with the reason; `known` are pictures whose fingerprints are there already (a registry).
 */
export const matchSuspects = async (
  suspects: readonly PictureFile[],
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFile,
  options: MatchingOptions = {},
): Promise<MatchReport> => {
  const opened = await openMatch(ours, known, read, options);
  const { entries, unreadable, unseen, mayNotBeTold, tooPlain, match, close } = opened;
  const results = await mapSome(suspects, (suspect) => match(suspect, read), SUSPECTS_AT_ONCE).finally(close);
  const all = [...unseen, ...unseenFramesOf(results)];
  const plainOurs = tooPlain.length === 0 ? {} : { mayNotBeTold, tooPlain };
  return { schemaVersion: 1, compared: entries.length, unreadable, suspects: results, unseen: all, ...plainOurs };
};

/** One is decoded while another one is compared; each takes some tens of megabytes at most. */
const SUSPECTS_AT_ONCE = 2;

const unseenFramesOf = (results: readonly SuspectResult[]): readonly string[] => {
  const unseen = results.flatMap(({ path, unseenFrames }) =>
    unseenFrames === undefined ? [] : [`${path} (${unseenFrames})`],
  );
  return unseen.length === 0 ? [] : [`some frames, pages and pictures behind the first: ${fewNamed(unseen)}`];
};

/** What a match cannot see of what it was given, in sentences. */
const unseenOf = ({
  entries,
  searched,
  known,
}: Pick<OursRead, 'entries' | 'searched'> & {
  readonly known: readonly ComparedPicture[];
}): readonly string[] => [
  ...(known.length === 0
    ? []
    : [`crops, turns and insets of ${known.length} published pictures, of which there are hashes alone`]),
  ...(entries.length <= searched.length
    ? []
    : [
        `crops, turns and insets of ${entries.length - searched.length} of ours: at most ${searched.length} are held in memory`,
      ]),
];

/** Warns of pictures too plain for parts and rotations to be found reliably. */
const plainSentences = (plain: readonly string[]): readonly string[] =>
  plain.length === 0
    ? []
    : [
        `parts, turned copies and other backgrounds of ${plain.length} of yours, which ${plain.length === 1 ? 'is' : 'are'} too plain for that (copies of the whole picture are searched for all the same): ${fewNamed(plain)}`,
      ];

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
import { askFrames, type FramesAsked } from './ask-frames.ts';
import { suspectAsker } from './ask-suspect.ts';
import { joined } from './joined.ts';
import { type OurPicture, TOO_LITTLE_DETAIL } from './our-picture.ts';
import { tooSmall } from './page/in-page.ts';
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
  /** How many were stamped there, where that is more than three: which one it is cannot be told. */
  readonly stampedThere?: number;
  /** The frame or page of the suspect that bears it, from 2; absent where that is the first. */
  readonly frame?: number;
}
/** Looks for marks of the seller's on a picture; null where none is seen. */
export type SeekSuspectMark = (image: RgbImage) => Promise<SuspectMark | null>;
/** Says of those of ours that a suspect copies what became of our mark in it. */
export interface TellMarks {
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

/** Told of a suspect that was decoded, before anything is found: its canonical picture. */
export type SeePicture = (image: RgbImage) => void;

/** What was found out about one suspect. */
export interface SuspectResult {
  readonly path: string;
  readonly sha256: string | null;
  /** Nearest first; empty where it copies none of ours. */
  readonly matches: readonly OurPicture[];
  /** The seller's mark on it: looked for where no picture of ours was found for certain and marks are configured. */
  readonly mark?: SuspectMark;
  /** Frames, pages and further pictures of it that were not looked at; absent where all were. */
  readonly unseenFrames?: number;
  /** Small pictures in it, as pages of results show many, that were not looked at; absent where all were. */
  readonly unseenPictures?: number;
  /** Why it cannot be told whether it shows one of ours, though none was found: it has too little detail to be compared by parts, or too few px. Absent where it has enough. */
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
  /** What was not looked for, and why; sentences, empty where there is nothing of that. */
  readonly unseen: readonly string[];
  /** What was looked for and may not be told, and of which of ours; sentences, absent where there is nothing of that. */
  readonly mayNotBeTold?: readonly string[];
  /** Those of ours that are too plain to be known in part, by their paths; absent where there are none. */
  readonly tooPlain?: readonly string[];
  /** What of the folders was not looked at, by why; absent where all of it was. */
  readonly notLookedAt?: readonly PassedOver[];
}

/** Ours, read once, to be asked about one suspect after the other: what is kept does not grow with the number of suspects. */
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
  /** To be called when no more is asked. */
  readonly close: () => void;
}

/** How suspects are asked about. */
export interface AskingOptions {
  /** Opens ours before they are decoded; without it all are decoded. */
  readonly files?: OurFiles | undefined;
  readonly thresholds?: Thresholds | undefined;
  readonly seekMark?: SeekSuspectMark | undefined;
  readonly tellMarks?: TellMarks | undefined;
  readonly nameOurs?: NameOurs | undefined;
  /**
   * `true`: for crawls, of which most is none of ours. Where hashes say that one of ours is most of a suspect, nothing more is asked of it, and of ours
   * only those are laid on it with which many points agree. What is told is as sure.
   */
  readonly thrifty?: boolean | undefined;
}

/** Reads ours for a match. `read` gives what is compared of a file or throws; `known` are pictures whose fingerprints are there already (a registry). */
export const openMatch = async (
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFile,
  { thresholds = DEFAULT_THRESHOLDS, seekMark, tellMarks, nameOurs, thrifty = false, files }: AskingOptions = {},
): Promise<OpenMatch> => {
  const { entries, table, searched, plain, unreadable, close } = await readOurs(ours, read, files);
  const { marksOn = async () => [], stampedOf = async () => undefined } = tellMarks ?? {};
  const ask = suspectAsker({ entries, table, known, searched, plain, thresholds, thrifty, marksOn, stampedOf });
  const fileOf = new Map(ours.map(({ file, name }) => [name, file]));
  const entryOf = once(() => new Map(entries.map((entry) => [entry.path, entry])));
  const named = async (matches: readonly OurPicture[]): Promise<readonly OurPicture[]> =>
    nameOurs === undefined ? matches : nameOurs(matches, (path) => entryOf().get(path)?.fingerprint);
  const match: OpenMatch['match'] = async ({ file, name }, readSuspect, see) => {
    let picture: FingerprintedFile | undefined;
    try {
      picture = await readSuspect(file, name);
      see?.(picture.image);
      // A picture of ours that is asked about is no copy of itself.
      const asked = await askFrames(picture, (frame) => ask(frame, (path) => fileOf.get(path) === file));
      const isFound = asked.matches.some(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
      const told = isFound && tellMarks !== undefined ? await marksTold(asked, tellMarks) : asked.matches;
      const matches = await named(told.map(asCalled));
      const mark = isFound || seekMark === undefined ? null : await soughtMark(asked, seekMark);
      const { sha256 } = picture.fingerprint;
      const unseenFrames = asked.unseen === 0 ? {} : { unseenFrames: asked.unseen };
      // Small pictures in a copy of all of ours are ours.
      const isOurs = matches.some(isWholeCopy);
      const unseenPictures = asked.unseenPictures === 0 || isOurs ? {} : { unseenPictures: asked.unseenPictures };
      // What is shifted or recoloured by damage may be any of ours.
      const problem = matches.length === 0 && mark === null ? ((await picture.damage?.()) ?? null) : null;
      return {
        path: name,
        sha256,
        matches,
        ...(mark === null ? {} : { mark }),
        ...unseenFrames,
        ...unseenPictures,
        ...(problem === null ? untoldOf(picture, asked, matches) : {}),
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
    ...{ tooPlain, mayNotBeTold: mayNotBeTold(tooPlain), match, close },
  };
};

/** Share of a suspect from which on what shows ours is all of it: the rest is a frame. */
const WHOLE = 0.9;

const isWholeCopy = ({ verdict, box: { left, top, right, bottom } }: OurPicture): boolean =>
  verdict === 'duplicate' && (right - left) * (bottom - top) >= WHOLE;

/** Why it cannot be told whether a suspect shows one of ours, where none is sure to show in it. */
const untoldOf = (
  { image, full }: FingerprintedFile,
  { isPlain }: FramesAsked,
  matches: readonly OurPicture[],
): Pick<SuspectResult, 'inconclusive'> => {
  if (!matches.every(({ verdict }) => verdict === 'undecided')) return {};
  const why = tooSmall(full ?? image) ?? (isPlain ? TOO_LITTLE_DETAIL : undefined);
  return why === undefined ? {} : { inconclusive: why };
};

/** In the words of its verdict, which later looks may have changed. */
const asCalled = (match: OurPicture): OurPicture => ({
  ...match,
  description: calledBy(match.verdict, match.description, match.path),
});

/** What became of our mark in the frame that shows each. */
const marksTold = async ({ matches, images }: FramesAsked, tellMarks: TellMarks): Promise<readonly OurPicture[]> => {
  const told = new Map<OurPicture, OurPicture>();
  const tell = async (image: RgbImage, shown: readonly OurPicture[]): Promise<void> => {
    if (shown.length === 0) return;
    const marked = await tellMarks(image, shown);
    shown.forEach((match, k) => {
      told.set(match, marked[k] ?? match);
    });
  };
  for (const { frame, image } of images) {
    const shown = matches.filter((match) => (match.frame ?? 1) === frame);
    await tell(
      image,
      shown.filter(({ negative }) => negative !== true),
    );
    const negatives = shown.filter(({ negative }) => negative === true);
    // In a negative the mark is turned over with the rest.
    if (negatives.length > 0) await tell(negativeOf(image), negatives);
  }
  // What became of a mark may make a copy of a variant.
  return joined(
    [],
    matches.map((match) => told.get(match) ?? match),
  );
};

/** A mark of ours on the first frame that bears one. */
const soughtMark = async ({ images }: FramesAsked, seekMark: SeekSuspectMark): Promise<SuspectMark | null> => {
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
  options: AskingOptions = {},
): Promise<MatchReport> => {
  const opened = await openMatch(ours, known, read, options);
  const { entries, unreadable, unseen, mayNotBeTold, tooPlain, match, close } = opened;
  const results = await mapSome(suspects, (suspect) => match(suspect, read), SUSPECTS_AT_ONCE).finally(close);
  const all = [...unseen, ...unseenFramesOf(results)];
  const untold = tooPlain.length === 0 ? {} : { mayNotBeTold, tooPlain };
  return { schemaVersion: 1, compared: entries.length, unreadable, suspects: results, unseen: all, ...untold };
};

/** One is decoded while another is held against ours; each takes up to some tens of megabytes. */
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

/** Of which of ours parts and turns are looked for, and may look like others. */
const mayNotBeTold = (plain: readonly string[]): readonly string[] =>
  plain.length === 0
    ? []
    : [
        `parts, turned copies and other backgrounds of ${plain.length} of yours, which ${plain.length === 1 ? 'is' : 'are'} too plain for that (copies of the whole picture are looked for all the same): ${fewNamed(plain)}`,
      ];

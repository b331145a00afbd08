import { DEFAULT_THRESHOLDS, type Thresholds } from '../compare/compare.ts';
import type { ComparedPicture } from '../compare/copy-search.ts';
import { mapSome } from '../fingerprint/fingerprint-file.ts';
import { suspectAsker } from './ask-suspect.ts';
import type { OurPicture } from './our-picture.ts';
import { faultWords, type PictureFile, type ReadFile, readOurs } from './read-ours.ts';

/** What was found out about one suspect. */
export interface SuspectResult {
  readonly path: string;
  readonly sha256: string | null;
  /** Nearest first; empty where it copies none of ours. */
  readonly matches: readonly OurPicture[];
  /** Why it could not be compared; null when it was. */
  readonly problem: string | null;
}

export interface MatchReport {
  readonly schemaVersion: 1;
  readonly compared: number;
  /** Of ours, those that could not be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  readonly suspects: readonly SuspectResult[];
}

/** Ours, read once, to be asked about one suspect after the other: what is kept does not grow with the number of suspects. */
export interface OpenMatch {
  /** Ours that could be read, and the known ones. */
  readonly entries: readonly ComparedPicture[];
  /** Of ours, those that could not be read, with the reason. */
  readonly unreadable: MatchReport['unreadable'];
  /** Which of ours a suspect copies; `read` gives what is compared of it or throws with the reason. */
  readonly match: (suspect: PictureFile, read: ReadFile) => Promise<SuspectResult>;
}

/** Reads ours for a match. `read` gives what is compared of a file or throws; `known` are pictures whose fingerprints are there already (a registry). */
export const openMatch = async (
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFile,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<OpenMatch> => {
  const { entries, searched, plain, unreadable } = await readOurs(ours, read);
  const ask = suspectAsker({ entries, known, searched, plain, thresholds });
  const fileOf = new Map(ours.map(({ file, name }) => [name, file]));
  const match: OpenMatch['match'] = async ({ file, name }, readSuspect) => {
    try {
      const picture = await readSuspect(file, name);
      // A picture of ours that is asked about is no copy of itself.
      const matches = await ask(picture, (path) => fileOf.get(path) === file);
      return { path: name, sha256: picture.fingerprint.sha256, matches, problem: null };
    } catch (error) {
      return { path: name, sha256: null, matches: [], problem: withoutName(faultWords(error), name) };
    }
  };
  return { entries: [...entries, ...known], unreadable, match };
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
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<MatchReport> => {
  const { entries, unreadable, match } = await openMatch(ours, known, read, thresholds);
  const results = await mapSome(suspects, (suspect) => match(suspect, read));
  return { schemaVersion: 1, compared: entries.length, unreadable, suspects: results };
};

/** The name stands beside the problem already. */
const withoutName = (reason: string, name: string): string =>
  reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason;

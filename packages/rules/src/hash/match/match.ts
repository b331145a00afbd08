import {
  type CopyVerdict,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  type Match,
  type Thresholds,
} from '../compare/compare.ts';
import { type ComparedPicture, copySearch } from '../compare/copy-search.ts';
import { describeMatch } from '../compare/describe.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { mapSome } from '../fingerprint/fingerprint-file.ts';
import type { Form, FractionEdges } from '../hash256/dihedral.ts';

/** A picture to be compared: where it is, how reports call it. */
export interface PictureFile {
  readonly file: string;
  readonly name: string;
  /** What it shows, where that is known; for pictures of a registry. */
  readonly product?: string;
}

/** One of ours that a suspect copies. */
export interface OurPicture {
  readonly path: string;
  readonly product: string | null;
  readonly verdict: CopyVerdict;
  readonly evidence: Match['evidence'];
  readonly distance: number;
  readonly recoloured: number;
  /** The turn that makes ours into the suspect. */
  readonly turn: Form;
  /** What it is called in words: "mirrored copy of originals/2.jpg, distance 4". */
  readonly description: string;
  /** The parts that agree, as fractions: of the suspect, and of ours. */
  readonly box: FractionEdges;
  readonly ourBox: FractionEdges;
}

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

type ReadFingerprint = (file: string, name: string) => Promise<Fingerprint>;

/** Ours, read once, to be asked about one suspect after the other: what is kept does not grow with the number of suspects. */
export interface OpenMatch {
  /** Ours that could be read, and the known ones. */
  readonly entries: readonly ComparedPicture[];
  /** Of ours, those that could not be read, with the reason. */
  readonly unreadable: MatchReport['unreadable'];
  /** Which of ours a suspect copies; `read` gives its fingerprint or throws with the reason. */
  readonly match: (suspect: PictureFile, read: ReadFingerprint) => Promise<SuspectResult>;
}

/** Reads ours for a match. `read` gives the fingerprint of a file or throws; `known` are pictures whose fingerprints are there already (a registry). */
export const openMatch = async (
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFingerprint,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<OpenMatch> => {
  const readOurs = await readAll(ours, read);
  const entries = [...readOurs.entries, ...known];
  const search = copySearch(entries, { forgetful: true });
  const fileOf = new Map(ours.map(({ file, name }) => [name, file]));
  const radius = Math.max(thresholds.maxDistance, thresholds.suspectDistance);
  const match: OpenMatch['match'] = async ({ file, name }, readSuspect) => {
    try {
      const fingerprint = await readSuspect(file, name);
      const own: ComparedPicture = { path: `suspect ${file}`, product: '', role: '', fingerprint };
      const matches = search.find(own, radius).flatMap(({ entry, match: found }): OurPicture[] => {
        const verdict = copyVerdictOf(found, thresholds);
        // A picture of ours that is asked about is no copy of itself.
        return verdict === null || fileOf.get(entry.path) === file
          ? []
          : [ourPicture(fingerprint, entry, found, verdict)];
      });
      return { path: name, sha256: fingerprint.sha256, matches, problem: null };
    } catch (error) {
      return { path: name, sha256: null, matches: [], problem: withoutName(reasonOf(error), name) };
    }
  };
  return { entries, unreadable: readOurs.unreadable, match };
};

/**
 * Which of ours the suspects copy. Pictures that cannot be read are said to be so, never passed over. `read` gives the fingerprint of a
 * file or throws with the reason; `known` are pictures whose fingerprints are there already (a registry).
 */
export const matchSuspects = async (
  suspects: readonly PictureFile[],
  ours: readonly PictureFile[],
  known: readonly ComparedPicture[],
  read: ReadFingerprint,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<MatchReport> => {
  const { entries, unreadable, match } = await openMatch(ours, known, read, thresholds);
  const results = await mapSome(suspects, (suspect) => match(suspect, read));
  return { schemaVersion: 1, compared: entries.length, unreadable, suspects: results };
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The name stands beside the problem already. */
const withoutName = (reason: string, name: string): string =>
  reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason;

const readAll = async (
  pictures: readonly PictureFile[],
  read: ReadFingerprint,
): Promise<{ entries: ComparedPicture[]; unreadable: { path: string; problem: string }[] }> => {
  const unreadable: { path: string; problem: string }[] = [];
  const entries = await mapSome(pictures, async ({ file, name, product }): Promise<ComparedPicture[]> => {
    try {
      return [{ path: name, product: product ?? '', role: '', fingerprint: await read(file, name) }];
    } catch (error) {
      unreadable.push({ path: name, problem: reasonOf(error) });
      return [];
    }
  });
  return { entries: entries.flat(), unreadable };
};

const ourPicture = (suspect: Fingerprint, entry: ComparedPicture, match: Match, verdict: CopyVerdict): OurPicture => ({
  path: entry.path,
  product: entry.product || null,
  verdict,
  evidence: match.evidence,
  distance: match.distance,
  recoloured: match.recoloured,
  turn: match.form,
  description: describeMatch(match, entry.path, suspect, entry.fingerprint, verdict === 'variant'),
  box: suspect.parts[match.part].box,
  ourBox: entry.fingerprint.parts[match.otherPart].box,
});

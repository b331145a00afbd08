import type { KeyPath } from '@listing-lint/core/plugin';
import { exifContradictions } from '../case/evidence/exif-dates.ts';
import type { KeptUnstamped } from '../case/evidence/kept-unstamped.ts';
import type { OriginalsKnown } from '../case/evidence/originals.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, earliest, isAfter } from '../case/file/dates.ts';

/** What a complaint about a picture is asked to prove that it is ours. */
export const WORK_EVIDENCE = ['original', 'timestamp', 'editing-history', 'right', 'witness'] as const;
export type WorkEvidence = (typeof WORK_EVIDENCE)[number];

export interface MissingEvidence {
  readonly at: KeyPath;
  readonly message: string;
}

/** When the ledger sealed the originals of works, by the ids of these: a time that a trusted authority vouches for. */
export type SealedWorks = ReadonlyMap<string, readonly string[]>;

type Work = NonNullable<CaseFile['works']>[number];

/** Evidence that the works of a case lack, of the kinds that are asked for, and dates that the EXIF of an original contradicts; works without end, each kind in its order. Pure. */
export const missingEvidence = (
  file: CaseFile,
  originals: OriginalsKnown,
  asked: readonly string[],
  kept: KeptUnstamped = new Map(),
  sealed: SealedWorks = new Map(),
): readonly MissingEvidence[] => {
  const works = file.works ?? [];
  if (works.length === 0) {
    return [
      {
        at: [],
        message:
          'the case names no work of ours: add works: [{ id: <short name>, rawOriginal: { path: <the file as the camera wrote it> } }]',
      },
    ];
  }
  return works.flatMap((work, index) => {
    const seen = firstSeenOf(work, file);
    const contradictions = asked.includes('original') ? exifContradictions(work, index, originals) : [];
    const lacks = WORK_EVIDENCE.filter((kind) => asked.includes(kind)).flatMap((kind) => {
      const message = LACKS[kind](work, seen, { originals, kept, sealed });
      return message === null ? [] : [{ at: ['works', index], message }];
    });
    return [...contradictions, ...lacks];
  });
};

/** Works without a registration. Pure. */
export const unregistered = ({ works }: CaseFile): readonly MissingEvidence[] =>
  (works ?? []).flatMap(({ id, registration }, index) => {
    if (!registration)
      return [
        {
          at: ['works', index],
          message: `work ${id} has no registration: add registration: { office: <name>, number: <number>, date: <YYYY-MM-DD>, file: <certificate> }`,
        },
      ];
    return registration.file
      ? []
      : [
          {
            at: ['works', index, 'registration'],
            message: `the certificate of work ${id} (${registration.office}, ${registration.number}) is not on file: add registration: { file: <certificate> }`,
          },
        ];
  });

/** The first sighting of what shows a work; an infringement that does not say which work it shows may show each. */
const firstSeenOf = ({ id }: Work, { infringements }: CaseFile): string | undefined =>
  earliest(
    (infringements ?? [])
      .filter(({ match }) => !match || String(match.work) === String(id))
      .map(({ firstSeen }) => firstSeen),
  );

interface KnownOfWorks {
  readonly originals: OriginalsKnown;
  readonly kept: KeptUnstamped;
  readonly sealed: SealedWorks;
}
type Lack = (work: Work, seen: string | undefined, known: KnownOfWorks) => string | null;

const LACKS: { readonly [kind in WorkEvidence]: Lack } = {
  original: ({ id, rawOriginal, createdOn }, seen, { originals, kept }) => {
    if (!rawOriginal)
      return `work ${id} has no original: add rawOriginal: { path: <the file as the camera wrote it>, captureDate: <YYYY-MM-DD> }${keptWords(kept.get(String(id)) ?? [])}`;
    const shot = originals.get(rawOriginal.path)?.capturedAt ?? rawOriginal.captureDate ?? createdOn ?? null;
    if (shot === null)
      return `nothing dates the original of work ${id}: add rawOriginal: { captureDate: <YYYY-MM-DD> }`;
    return seen === undefined || isAfter(seen, shot) ? null : notOlder(`the original of work ${id}`, shot, seen);
  },
  timestamp: ({ id, timestamps }, seen, { sealed }) => {
    const first = earliest([...(timestamps ?? []).map(({ time }) => time), ...(sealed.get(String(id)) ?? [])]);
    if (first === undefined)
      return `work ${id} has no timestamp: add timestamps: [{ kind: <rfc3161 or cloud or c2pa or notary>, time: <YYYY-MM-DD>, file: <token or record or deed> }]`;
    return seen === undefined || isAfter(seen, first)
      ? null
      : notOlder(`the first timestamp of work ${id}`, first, seen);
  },
  'editing-history': ({ id, editHistory }) =>
    (editHistory ?? []).length > 0
      ? null
      : `work ${id} has no editing history: add editHistory: [{ file: <layers or steps of the editing>, software: <name> }]`,
  right: ({ id, registration, copyrightClaimStatement }) =>
    registration || copyrightClaimStatement
      ? null
      : `work ${id} has neither certificate nor claim statement: add registration: { office: <name>, number: <number>, file: <certificate> } or copyrightClaimStatement: { file: <path> }`,
  witness: ({ id, witnesses }) =>
    (witnesses ?? []).some(({ statement }) => statement)
      ? null
      : `work ${id} has no witness with a statement: add witnesses: [{ name: <name>, statement: <path of the statement> }]`,
};

const keptWords = (paths: readonly string[]): string =>
  paths.length === 0 ? '' : ` (kept without our mark: ${paths.join(', ')}; it may be that)`;

const notOlder = (what: string, at: string, seen: string): string =>
  `${what} is of ${dayOf(at)}, not older than the first sighting of ${dayOf(seen)}`;

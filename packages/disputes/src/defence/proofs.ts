import { type KeyPath, ListingLintError } from '@listing-lint/core/plugin';
import type { z } from 'zod';
import { type ExifContradiction, exifContradictions } from '../case/evidence/exif-dates.ts';
import type { OriginalsKnown } from '../case/evidence/originals.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { earliest, isAfter } from '../case/file/dates.ts';
import { type Citation, citationOf } from '../case/profile/figure.ts';
import { profileSources, readProfile } from '../case/profile/profiles.ts';

import { type ProofId, proofsSchema } from './proof-schema.ts';

/** A proof that answers an accusation about a picture, and whether a case has it. */
export interface Proof {
  readonly id: ProofId;
  /** What it is called in a list. */
  readonly name: string;
  /** What holds where it is there, as a clause. */
  readonly title: string;
  readonly present: boolean;
  /** Where it lacks: the first place, and a sentence that names the works. */
  readonly missing: { readonly at: KeyPath; readonly message: string } | null;
  /** What the EXIF of originals says against the case, a sentence each: it is not there while one stands. */
  readonly contradicted: readonly ExifContradiction[];
  readonly source: Citation;
}

export interface ProofOptions {
  readonly originals: OriginalsKnown;
  /** Whether every listing of the accusation is answered for, or can still be: `deadlinesOf` says so. */
  readonly isAnsweredOrOpen: boolean;
}

type Work = NonNullable<CaseFile['works']>[number];
type Asked = Pick<ProofOptions, 'originals'> & {
  readonly accusedAt: string | undefined;
  readonly holder: string | undefined;
};

let read: z.infer<typeof proofsSchema> | undefined;

const proofData = (): z.infer<typeof proofsSchema> => {
  const [source] = profileSources('proofs');
  if (source === undefined) throw new ListingLintError('data-invalid', 'config/profiles/proofs is empty');
  read ??= readProfile(source, proofsSchema);
  return read;
};

/** All proofs that are known, each with whether a case against us has it. Pure. */
export const proofsOf = (file: CaseFile, options: ProofOptions): readonly Proof[] =>
  proofData().proofs.map((proof) => {
    const { id, name, title, missing: sentence, add } = proof.value;
    const lacks = lacking(id, file, options);
    const contradicted =
      id === 'original-metadata'
        ? (file.works ?? []).flatMap((work, index) => exifContradictions(work, index, options.originals))
        : [];
    const [first] = lacks;
    const message = `${sentence.replace('{work}', () => listOf(lacks.map(({ work }) => work)))}; add ${add}`;
    const missing = first === undefined ? null : { at: first.at, message };
    const present = missing === null && contradicted.length === 0;
    return { id, name, title, present, missing, contradicted, source: citationOf(proof) };
  });

const MOST_WORKS = 5;

const listOf = (works: readonly string[]): string => {
  const more = works.length - MOST_WORKS;
  return [...works.slice(0, MOST_WORKS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
};

interface Lack {
  readonly at: KeyPath;
  readonly work: string;
}

const lacking = (id: ProofId, file: CaseFile, options: ProofOptions): readonly Lack[] => {
  const ofCase = OF_CASE[id];
  if (ofCase !== undefined) return ofCase(file, options) ? [] : [{ at: defenceKey(file), work: '' }];
  const isThere = OF_WORK[id] ?? (() => true);
  const works = file.works ?? [];
  // No work is named: nothing is proved of the picture that they mean.
  if (works.length === 0) return [{ at: [], work: 'the picture' }];
  const accusedAt = accusedOn(file);
  const asked: Asked = { originals: options.originals, accusedAt, holder: file.rightsHolder?.name };
  return works.flatMap((work, index) =>
    isThere(work, asked) || (id !== 'chain-of-rights' && isLicensed(work, accusedAt))
      ? []
      : [{ at: ['works', index], work: `work ${work.id}` }],
  );
};

const defenceKey = ({ defence, accusation }: CaseFile): KeyPath =>
  defence ? ['defence'] : accusation ? ['accusation'] : ['direction'];

/** The day of the accusation; undefined where the case does not say. */
const accusedOn = ({ accusation, events }: CaseFile): string | undefined =>
  earliest([
    ...(accusation ? [accusation.receivedAt] : []),
    ...(events ?? []).filter(({ type }) => type === 'accused').map(({ at }) => at),
  ]);

const hasEvent = ({ events }: CaseFile, ...types: readonly string[]): boolean =>
  (events ?? []).some(({ type }) => types.includes(type));

const isBefore = (date: string | null | undefined, limit: string | undefined): boolean =>
  Boolean(date) && (limit === undefined || isAfter(limit, date ?? ''));

/** Whether somebody else's work was licensed to us when we were accused: then the licence is the proof, and the files are theirs. */
const isLicensed = ({ licence }: Work, accusedAt: string | undefined): boolean =>
  Boolean(licence) && !(licence?.validUntil && accusedAt && isAfter(accusedAt, licence.validUntil));

const OF_WORK: { readonly [id in ProofId]?: (work: Work, asked: Asked) => boolean } = {
  original: ({ rawOriginal }) => Boolean(rawOriginal),
  'original-metadata': ({ rawOriginal }, { originals }) =>
    Boolean(rawOriginal) &&
    (originals.get(rawOriginal?.path ?? '')?.hasCameraTags ?? Boolean(rawOriginal?.camera && rawOriginal.captureDate)),
  'shooting-record': ({ shootingRecord }) => Boolean(shootingRecord),
  outtakes: ({ outtakes }) => (outtakes ?? []).length > 0,
  'editing-history': ({ editHistory }) => (editHistory ?? []).length > 0,
  timestamp: ({ timestamps }, { accusedAt }) => (timestamps ?? []).some(({ time }) => isBefore(time, accusedAt)),
  right: ({ registration, copyrightClaimStatement }) => Boolean(registration ?? copyrightClaimStatement),
  witness: ({ witnesses }) => (witnesses ?? []).some(({ statement }) => statement),
  'first-publication': ({ firstPublished }, { accusedAt }) => isBefore(firstPublished?.date, accusedAt),
  'chain-of-rights': (work, { accusedAt, holder }) =>
    Boolean(work.assignment) ||
    isLicensed(work, accusedAt) ||
    (!work.licence && (!work.author || holder === undefined || work.author.startsWith(holder))),
  'model-release': ({ modelRelease }) => Boolean(modelRelease),
};

const OF_CASE: { readonly [id in ProofId]?: (file: CaseFile, options: ProofOptions) => boolean } = {
  'evidence-requested': (file) => Boolean(file.defence?.evidenceRequest) || hasEvent(file, 'evidence-requested'),
  comparison: ({ defence }) => Boolean(defence?.comparison),
  'independent-creation': ({ defence }) => Boolean(defence?.independentCreation),
  'accusation-on-file': ({ accusation }) => (accusation?.evidence ?? []).length > 0,
  'counter-notice': (_file, options) => options.isAnsweredOrOpen,
};

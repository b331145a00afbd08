import { posix } from 'node:path';
import { type CaseFile, dayOf, isToken } from '@listing-lint/disputes';

import { cameraName, captureOf } from '@listing-lint/rules/metadata';
import type { SealedLedger, StampedFile } from '../case-tokens/judge-token.ts';
import type { StatedToken } from '../case-tokens/stated-tokens.ts';
import type { KeptEntry } from '../ledger/read-ledger.ts';
import type { JudgedSeals } from '../seal/judge-seals.ts';
import type { TakenFile } from './taken-files.ts';

/**
 * On whose word a day rests. `signed`: a time-stamp authority, by a token that was verified. `attested`: somebody else outside, by a record that is in the
 * bundle. `git`: the clock of whoever committed. `written`: whoever brings the bundle. `stated`: a file says so of itself.
 */
export type AgeWord = 'signed' | 'attested' | 'git' | 'written' | 'stated';

/** That something was there on a day, as far as that is shown. */
export interface AgeProof {
  readonly day: string;
  /** A clause: `it was taken at …, by its field EXIF DateTimeOriginal`. */
  readonly what: string;
  readonly word: AgeWord;
  /** Path of the file that it is about or that shows it, from the folder of the config; null where there is none. */
  readonly path: string | null;
}

/** The first commit in which a file had the bytes that it has. */
export type FindCommit = (path: string) => Promise<{ readonly at: string; readonly commit: string } | null>;

export interface AgeSources {
  /** Files of the bundle, by path. */
  readonly taken: ReadonlyMap<string, TakenFile>;
  readonly entries: readonly KeptEntry[];
  /** Seals of the ledger by their tokens; null without a ledger. */
  readonly ledger: SealedLedger | null;
  readonly sealed: JudgedSeals['sealed'];
  readonly findCommit: FindCommit;
  /** Certificates that are trusted, PEM. */
  readonly roots: readonly string[];
}

type Work = NonNullable<CaseFile['works']>[number];

/** All that says how old a work is, the oldest first. `tokens`: those that the case names for it. */
export const workAges = async (
  work: Work,
  { pictures, tokens }: { readonly pictures: readonly string[]; readonly tokens: readonly StatedToken[] },
  sources: AgeSources,
): Promise<readonly AgeProof[]> => {
  const ofTokens = await Promise.all(tokens.map((token) => tokenAge(token, sources)));
  const ofPictures = await Promise.all(pictures.map((path) => pictureAges(path, sources)));
  const isTaken = (path: string): boolean => sources.taken.has(posix.normalize(path));
  return inOrder([...ofPictures.flat(), ...ofTokens, ...writtenAges(work), ...attestedAges(work, isTaken)]);
};

/** The same for one picture: what its file states, its commit, its entries and their seals. */
export const pictureAges = async (path: string, sources: AgeSources): Promise<readonly AgeProof[]> => {
  const file = sources.taken.get(path);
  if (file === undefined) return [];
  const commit = await sources.findCommit(path);
  const committed: readonly AgeProof[] =
    commit === null
      ? []
      : [
          {
            day: commit.at.slice(0, 10),
            what: `these bytes are in git since the commit ${commit.commit.slice(0, 12)} of ${shownTime(commit.at)}`,
            word: 'git',
            path,
          },
        ];
  return inOrder([...(await statedAges(file)), ...committed, ...ledgerAges(file, sources)]);
};

const inOrder = (ages: readonly AgeProof[]): readonly AgeProof[] =>
  ages.toSorted((a, b) => (a.day === b.day ? (a.what < b.what ? -1 : 1) : a.day < b.day ? -1 : 1));

const statedAges = async ({ path, bytes }: TakenFile): Promise<readonly AgeProof[]> => {
  const { captured, make, model } = await captureOf(bytes, path);
  if (captured === null) return [];
  const zone = captured.offset === null ? ', zone not stated' : ` ${captured.offset}`;
  const camera = cameraName(make, model);
  const by = camera === '' ? '' : ` with ${camera}`;
  const what = `taken${by} at ${captured.local.replace('T', ' ')}${zone}, by its field ${captured.source}`;
  return [{ day: captured.local.slice(0, 10), what, word: 'stated', path }];
};

const ledgerAges = ({ sha256, path }: TakenFile, { entries, sealed }: AgeSources): readonly AgeProof[] =>
  entries.flatMap(({ address, entry }): readonly AgeProof[] => {
    if (entry.type !== 'picture' || entry.file.sha256 !== sha256) return [];
    const by = entry.by === null ? '' : ` by ${entry.by}`;
    const archived: AgeProof = {
      ...{ day: entry.at.slice(0, 10), word: 'written', path },
      what: `entered into the ledger${by}, by the clock of that machine`,
    };
    const { trustedTime = null, statedTime = null } = sealed.get(address) ?? {};
    if (trustedTime !== null) {
      const what = `a time-stamp authority signed the ledger with this file in it at ${shownTime(trustedTime)}`;
      return [archived, { day: trustedTime.slice(0, 10), what, word: 'signed', path }];
    }
    if (statedTime === null) return [archived];
    const what = `a token over the ledger with this file in it says ${shownTime(statedTime)}; no certificate is given that vouches for who signed it`;
    return [archived, { day: statedTime.slice(0, 10), what, word: 'written', path }];
  });

const shownTime = (time: string): string => time.replace('T', ' ').replace(/(?:\.0+)?Z$/, ' UTC');

/** What the party that brings the case has written down. */
const writtenAges = (work: Work): readonly AgeProof[] => {
  const { rawOriginal, createdOn, firstPublished, shootingRecord, editHistory, witnesses, copyrightClaimStatement } =
    work;
  const of = (day: string | null | undefined, what: string, path: string | null = null): readonly AgeProof[] =>
    day ? [{ day: dayOf(day), what, word: 'written', path: path === null ? null : posix.normalize(path) }] : [];
  const where = firstPublished ? [firstPublished.place, firstPublished.url].filter(Boolean).join(', ') : '';
  return [
    ...of(rawOriginal?.captureDate, 'the original was taken, as the case says', rawOriginal?.path),
    ...of(createdOn, 'the work was made, as the case says'),
    ...of(firstPublished?.date, `it was first published${where === '' ? '' : ` (${where})`}, as the case says`),
    ...of(shootingRecord?.date, 'the record of the shooting bears this day', shootingRecord?.file),
    ...(editHistory ?? []).flatMap(({ date, file }) => of(date, 'a record of the editing bears this day', file)),
    ...(witnesses ?? []).flatMap(({ date, statement, name }) =>
      of(date, `the statement of ${name} bears this day`, statement ?? null),
    ),
    ...of(copyrightClaimStatement?.signedOn, 'the statement of authorship was signed', copyrightClaimStatement?.file),
  ];
};

/** What a token that the case names is worth, verified here. */
const tokenAge = async (
  { file, time, others }: StatedToken,
  { taken, roots, ledger }: AgeSources,
): Promise<AgeProof> => {
  const path = posix.normalize(file);
  const token = taken.get(path);
  const said = 'a time-stamp token is said to bear this day';
  if (token === undefined)
    return { day: dayOf(time), what: `${said}; it is not in the bundle`, word: 'written', path: null };
  const files = others.flatMap((name): StampedFile[] => {
    const stamped = taken.get(posix.normalize(name));
    if (stamped === undefined) return [];
    return [{ name: stamped.path, sha256: async () => stamped.sha256, bytes: async () => stamped.bytes }];
  });
  const { fileSealedBy, judgeWorkToken } = await import('../case-tokens/judge-token.ts');
  const sealed = ledger === null ? null : await fileSealedBy(token.bytes, files, ledger);
  const judged = await judgeWorkToken(token.bytes, files, roots, sealed);
  if (judged.time === null || judged.of === null || judged.state === 'faulty')
    return { day: dayOf(time), what: `${said}; ${judged.message}`, word: 'written', path };
  const day = dayOf(judged.time);
  const at = shownTime(judged.time);
  const signed = sealed === null ? 'these bytes' : 'the ledger with this file in it';
  if (judged.state === 'sound')
    return { day, what: `a time-stamp authority signed ${signed} at ${at}`, word: 'signed', path: judged.of };
  const what = `a token over ${signed} says ${at}; no certificate is given that vouches for who signed it`;
  return { day, what, word: 'written', path: judged.of };
};

const STAMPS = {
  rfc3161: 'a time-stamp token of its own is said to bear this day',
  cloud: 'a record of a storage service says this day',
  c2pa: 'a C2PA manifest says this day',
  notary: 'a deed of a notary says this day',
} as const;

/** What somebody outside has put on record; without the record in the bundle it is a word of the party. */
const attestedAges = ({ timestamps, registration }: Work, isTaken: (path: string) => boolean): readonly AgeProof[] => {
  const of = (day: string, what: string, file: string | null | undefined): AgeProof => {
    const isThere = file != null && isTaken(file);
    return {
      day: dayOf(day),
      what: isThere ? what : `${what}; the record is not in the bundle`,
      word: isThere ? 'attested' : 'written',
      path: isThere ? posix.normalize(file) : null,
    };
  };
  return [
    ...(timestamps ?? []).filter((each) => !isToken(each)).map(({ kind, time, file }) => of(time, STAMPS[kind], file)),
    ...(registration?.date
      ? [of(registration.date, `${registration.office} registered it as ${registration.number}`, registration.file)]
      : []),
  ];
};

import { escapeControls } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, isAfter } from '../case/file/dates.ts';
import { licensedBy } from '../case/file/licensees.ts';
import { downSince, relistingsOf, removalOf } from '../case/procedure/removals.ts';

import { type Law, lawsOf, namesCountry } from './laws.ts';

/** What one line of a list says, by the names that texts use. */
export type LetterLine = { readonly [field: string]: string };

/** What a letter may say of a case: nothing stands here that the case does not say. */
export interface LetterFacts {
  readonly values: { readonly [name: string]: string };
  /** Facts that are true of the case, without a value. */
  readonly flags: ReadonlySet<string>;
  readonly lists: { readonly [name: string]: readonly LetterLine[] };
  readonly laws: ReadonlySet<Law>;
}

type Given = string | number | null | undefined;

/** A text of the case on one line, with nothing in it that acts. */
export const plainText = (text: string | number): string =>
  escapeControls(
    String(text)
      .replace(/\s*[\r\n]+\s*/g, ' ')
      .trim(),
  );

/** The lines of an address as one, with a mark where each ended: what follows stands on no line of its own. */
export const addressLine = (address: string | null | undefined): string | undefined =>
  address
    ?.trim()
    .split(/\s*[\n\v\f\r\u0085\u2028\u2029]\s*/)
    .join(' / ');

/** Those of them that are known. */
const known = (given: { readonly [name: string]: Given }): LetterLine =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === null || value === undefined || String(value).trim() === '' ? [] : [[name, plainText(value)]],
    ),
  );

const day = (date: string | null | undefined): string | undefined =>
  date === null || date === undefined ? undefined : dayOf(date);

/** Everything that a letter may say of a case on a day (YYYY-MM-DD). Pure. */
export const letterFacts = (file: CaseFile, today: string): LetterFacts => ({
  values: valuesOf(file, today),
  flags: flagsOf(file),
  lists: { ...proofLists(file), ...disputeLists(file) },
  laws: lawsOf(file),
});

const valuesOf = (file: CaseFile, today: string): LetterLine => {
  const { rightsHolder: us, counterparty: them, accusation, notice } = file;
  const seller = them?.seller ?? file.infringements?.find((each) => each.seller !== undefined)?.seller;
  return known({
    today,
    'case.id': file.id,
    platform: file.platform,
    'us.name': us?.name,
    'us.address': addressLine(us?.address),
    'us.phone': us?.phone,
    'us.email': us?.email,
    'us.agent': us?.agent?.name,
    'them.name': them?.name ?? accusation?.by ?? seller,
    'them.address': addressLine(them?.address),
    'them.email': them?.email,
    signer: notice?.signature?.name,
    'accusation.received': day(accusation?.receivedAt),
    'accusation.reference': accusation?.reference,
    'accusation.grounds': accusation?.grounds,
    'accusation.respond-by': accusation?.respondBy,
    'notice.filed': day(notice?.filedAt ?? latestOf(file, 'filed')?.at),
    'notice.reference': notice?.reference,
    'counter-notice.at': day((latestOf(file, 'counter-forwarded') ?? latestOf(file, 'counter-notice'))?.at),
    'suit.at': day(latestOf(file, 'suit-notified')?.at),
    'evidence-request.at': day(file.defence?.evidenceRequest?.sentAt ?? latestOf(file, 'evidence-requested')?.at),
    'evidence-request.answered': day(
      file.defence?.evidenceRequest?.answeredAt ?? latestOf(file, 'evidence-received')?.at,
    ),
    'defence.independent-creation': file.defence?.independentCreation,
  });
};

const latestOf = ({ events }: CaseFile, type: string) =>
  (events ?? [])
    .filter((event) => event.type === type)
    .reduce<NonNullable<CaseFile['events']>[number] | undefined>(
      (last, event) => (last === undefined || isAfter(event.at, last.at) ? event : last),
      undefined,
    );

const flagsOf = (file: CaseFile): ReadonlySet<string> => {
  const { statements } = file.notice ?? {};
  const accused = file.accusation?.listings ?? [];
  const documented = documentedIn(file);
  const isDown = ({ listing }: Infringement): boolean => downSince(file, listing) !== undefined;
  const { jurisdiction } = file.rightsHolder ?? {};
  const flags: { readonly [name: string]: boolean } = {
    open: file.status === 'open',
    accused: file.direction === 'accused',
    complaining: file.direction !== 'accused',
    'statement.goodFaith': statements?.goodFaith === true,
    'statement.accuracy': statements?.accuracy === true,
    'statement.perjuryAuthority': statements?.perjuryAuthority === true,
    'statement.truthGuarantee': statements?.truthGuarantee === true,
    'statement.liability': statements?.liability === true,
    'statement.jurisdictionConsent': statements?.jurisdictionConsent === true,
    'was-removed': accused.length > 0 && accused.every((listing) => removalOf(file, listing) !== undefined),
    'is-removed': accused.some((listing) => downSince(file, listing) !== undefined),
    'all-down': documented.length > 0 && documented.every(isDown),
    'some-down': documented.some(isDown),
    'law-known': lawsOf(file).size > 0 || [file.jurisdiction ?? []].flat().length > 0,
    unlicensed: !(file.infringements ?? []).some((one) => isLicensed(one, file)),
    'us.in-us': namesCountry(jurisdiction, 'US'),
    'us.outside-us': typeof jurisdiction === 'string' && !namesCountry(jurisdiction, 'US'),
  };
  return new Set(Object.keys(flags).filter((name) => flags[name] === true));
};

const proofLists = (file: CaseFile): { readonly [name: string]: readonly LetterLine[] } => {
  const works = file.works ?? [];
  const title = ({ id, title: given }: (typeof works)[number]): string | number => given ?? id;
  const timestampsOf = (kind: string) =>
    works.flatMap((work) =>
      (work.timestamps ?? [])
        .filter((each) => each.kind === kind)
        .map((each) => ({ work: title(work), file: each.file, on: day(each.time) })),
    );
  const proofs = {
    originals: works.flatMap((work) =>
      work.rawOriginal
        ? [{ work: title(work), file: work.rawOriginal.path, on: day(work.rawOriginal.captureDate) }]
        : [],
    ),
    histories: works.flatMap((work) =>
      (work.editHistory ?? []).map((each) => ({ work: title(work), file: each.file, software: each.software })),
    ),
    publications: works.flatMap((work) => {
      const first = work.firstPublished;
      return first ? [{ work: title(work), on: day(first.date), place: first.url ?? first.place }] : [];
    }),
    registrations: works.flatMap((work) =>
      work.registration
        ? [{ work: title(work), office: work.registration.office, number: work.registration.number }]
        : [],
    ),
    claims: works.flatMap((work) =>
      work.copyrightClaimStatement
        ? [
            {
              work: title(work),
              file: work.copyrightClaimStatement.file,
              on: day(work.copyrightClaimStatement.signedOn),
            },
          ]
        : [],
    ),
    'timestamp-tokens': timestampsOf('rfc3161'),
    'storage-records': timestampsOf('cloud'),
    'content-credentials': timestampsOf('c2pa'),
    'notarial-deeds': timestampsOf('notary'),
    witnesses: works.flatMap((work) =>
      (work.witnesses ?? []).flatMap((each) =>
        each.statement ? [{ work: title(work), name: each.name, file: each.statement }] : [],
      ),
    ),
    'shooting-records': works.flatMap((work) =>
      work.shootingRecord
        ? [{ work: title(work), file: work.shootingRecord.file, on: day(work.shootingRecord.date) }]
        : [],
    ),
    licences: works.flatMap((work) =>
      work.licence ? [{ work: title(work), file: work.licence.file, from: work.licence.from }] : [],
    ),
    comparisons: file.defence?.comparison
      ? [{ file: file.defence.comparison.file, on: day(file.defence.comparison.date) }]
      : [],
  };
  const lists = Object.fromEntries(Object.entries(proofs).map(([name, lines]) => [name, lines.map(known)]));
  return {
    ...lists,
    works: works.map((work) => known({ work: title(work), author: work.author, on: day(work.createdOn) })),
    proofs: Object.values(lists).flat(),
  };
};

type Infringement = NonNullable<CaseFile['infringements']>[number];

/** What is on record, and shows a work that the case names: all else is no ground for a letter. */
const documentedIn = (file: CaseFile): readonly Infringement[] => {
  const works = new Set((file.works ?? []).map(({ id }) => String(id)));
  return (file.infringements ?? []).filter(
    (one) => one.capture && one.match && works.has(String(one.match.work)) && !isLicensed(one, file),
  );
};

const disputeLists = (file: CaseFile): { readonly [name: string]: readonly LetterLine[] } => {
  const titles = new Map((file.works ?? []).map(({ id, title }) => [String(id), title ?? id]));
  const line = (one: Infringement): LetterLine =>
    known({ listing: one.listing, seen: day(one.firstSeen), work: titles.get(String(one.match?.work ?? '')) });
  const documented = documentedIn(file);
  return {
    documented: documented.map((one) => ({ ...line(one), ...known({ captured: day(one.capture?.capturedAt) }) })),
    'marks-removed': documented.filter((one) => one.watermarkRemoved === true).map(line),
    counterfeits: documented.filter((one) => one.counterfeit === true).map(line),
    removals: documented.flatMap(({ listing }) => {
      const on = downSince(file, listing);
      return on === undefined ? [] : [known({ listing, on: day(on) })];
    }),
    relistings: relistingsOf(file)
      .filter(({ isSure }) => isSure)
      .map(({ listing, event, former }) => known({ listing, former, on: day(event.at) })),
    'accused-listings': (file.accusation?.listings ?? []).map((listing) => known({ listing })),
  };
};

/** Whether a licence of the case covers what is shown there; whose listings do not name the seller, the other side is meant. */
const isLicensed = (one: Infringement, file: CaseFile): boolean =>
  licensedBy({ ...one, seller: one.seller ?? file.counterparty?.seller }, file) !== undefined;

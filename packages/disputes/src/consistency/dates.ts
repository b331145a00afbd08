import { type KeyPath, keyText, schemaValues } from '@listing-lint/core/plugin';
import { type CaseFile, caseFileSchema } from '../case/file/case-file.ts';
import { earliest, instantOf, isAhead } from '../case/file/dates.ts';
import { tenses } from '../case/file/values.ts';
import { dayInZone } from '../case/time/zone.ts';

import { type Contradiction, type NamedDate, outOfOrder } from './contradiction.ts';

/** Every date of what has happened, wherever it stands; deadlines and validity may lie ahead. */
export const datesAhead = (file: CaseFile, asOf: string): readonly Contradiction[] =>
  [...schemaValues(caseFileSchema, file)].flatMap(({ schema, path, value }) => {
    const tense = tenses.get(schema);
    if (tense === undefined || tense.mayLieAhead || typeof value !== 'string' || !isAhead(value, asOf)) return [];
    // What is written by the clock of another zone may be of our today.
    if (file.timeZone && value.includes('T') && dayInZone(instantOf(value), file.timeZone) <= asOf) return [];
    return [{ path, message: `"${keyText(path)}" is ${value}, later than ${asOf}` }];
  });

/** Dates beside the events that are out of order: of works, of captures, of the notice and its end, of the accusation and the answer. */
export const datesOutOfOrder = (file: CaseFile): readonly Contradiction[] => [
  ...(file.works ?? []).flatMap((work, index) => workDates(work, ['works', index])),
  ...(file.infringements ?? []).flatMap(({ firstSeen, capture }, index) =>
    outOfOrder(
      named(['infringements', index, 'firstSeen'], 'the first sighting', firstSeen),
      named(['infringements', index, 'capture', 'capturedAt'], 'the capture', capture?.capturedAt),
    ),
  ),
  ...signatureDate(file),
  ...outcomeDates(file),
  ...accusationDates(file),
];

const named = (path: KeyPath, what: string, date: NamedDate['date']): NamedDate => ({ path, what, date });

const workDates = (work: NonNullable<CaseFile['works']>[number], path: KeyPath): readonly Contradiction[] => {
  const taken = named([...path, 'rawOriginal', 'captureDate'], 'the shot', work.rawOriginal?.captureDate);
  const made = named([...path, 'createdOn'], 'the making of the work', work.createdOn);
  const published = named([...path, 'firstPublished', 'date'], 'the first publication', work.firstPublished?.date);
  const edits = (work.editHistory ?? []).map(({ date }, index) =>
    named([...path, 'editHistory', index, 'date'], 'a step of the editing', date),
  );
  const stamps = (work.timestamps ?? []).map(({ time }, index) =>
    named([...path, 'timestamps', index, 'time'], 'a timestamp', time),
  );
  return [
    ...[...edits, ...stamps, published].flatMap((later) => outOfOrder(taken, later)),
    ...outOfOrder(made, published),
    ...outOfOrder(made, named([...path, 'registration', 'date'], 'the registration', work.registration?.date)),
  ];
};

/** A complaint is signed after the infringement was seen, a counter-notice after the accusation. */
const signatureDate = ({ notice, infringements, accusation, direction }: CaseFile): readonly Contradiction[] => {
  const signed = named(['notice', 'signature', 'date'], 'the signature', notice?.signature?.date);
  const before =
    direction === 'accused'
      ? named(['accusation', 'receivedAt'], 'the accusation', accusation?.receivedAt)
      : named(
          ['infringements'],
          'the first sighting',
          earliest((infringements ?? []).map(({ firstSeen }) => firstSeen)),
        );
  return outOfOrder(before, signed);
};

const outcomeDates = ({ notice, outcome, direction }: CaseFile): readonly Contradiction[] => {
  const removed = named(['outcome', 'removedAt'], 'the removal', outcome?.removedAt);
  const decided = named(['outcome', 'decidedAt'], 'the decision', outcome?.decidedAt);
  const filed = named(['notice', 'filedAt'], 'the notice', notice?.filedAt);
  return [
    ...outOfOrder(removed, named(['outcome', 'reinstatedAt'], 'the return of the listing', outcome?.reinstatedAt)),
    ...(direction === 'accused' ? [] : [removed, decided].flatMap((later) => outOfOrder(filed, later))),
  ];
};

const accusationDates = ({ accusation, defence }: CaseFile): readonly Contradiction[] => {
  const accused = named(['accusation', 'receivedAt'], 'the accusation', accusation?.receivedAt);
  const request = defence?.evidenceRequest;
  const asked = named(['defence', 'evidenceRequest', 'sentAt'], 'the request for evidence', request?.sentAt);
  return [
    ...outOfOrder(accused, asked),
    ...outOfOrder(asked, named(['defence', 'evidenceRequest', 'answeredAt'], 'the answer to it', request?.answeredAt)),
  ];
};

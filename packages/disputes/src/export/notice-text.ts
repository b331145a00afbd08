import { addressLine, plainText } from '../letter/letter-facts.ts';
import type { ExportedInfringement, ExportedNotice, NoticeMatter } from './notice-request.ts';

type Batch = readonly ExportedInfringement[];

/** A notice as text with its fields, a request for each batch of listings. */
export const noticeTexts = (matter: NoticeMatter, batches: readonly Batch[]): ExportedNotice => ({
  kind: 'exported',
  notes: [],
  requests: batches.map((batch, index) => {
    const head = batches.length === 1 ? '' : `, request ${index + 1} of ${batches.length}`;
    const sections = [
      [`${titleOf(matter)}${head}`, `Our reference: ${plainText(matter.file.id)}`, `Date: ${matter.today}`],
      section('Who complains', holderLines(matter)),
      section('Works', workLines(matter, batch)),
      section('Listings', batch.map(listingLine)),
      section(
        'Why',
        batch.flatMap((one) => explanationLines(one, matter)),
      ),
      section('On record', batch.flatMap(captureLines)),
      section('Statements', statementLines(matter)),
      section('Signature', signatureLines(matter)),
    ].filter((lines) => lines.length > 0);
    return {
      text: `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`,
      extension: 'txt',
      listings: batch.length,
    };
  }),
});

const titleOf = ({ desk, file }: NoticeMatter): string =>
  `Complaint: ${desk.title}${file.notice?.reason ? `; reason: ${plainText(file.notice.reason)}` : ''}`;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines];

const line = (label: string, value: string | number | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [`${label}: ${plainText(value)}`];

const holderLines = ({ file: { rightsHolder: holder } }: NoticeMatter): readonly string[] => [
  ...line('Name', holder?.name),
  ...line('Address', addressLine(holder?.address)),
  ...line('Telephone', holder?.phone),
  ...line('Email', holder?.email),
  ...line('Acting for them', holder?.agent?.name),
  ...line('Authorization', holder?.agent?.letterOfAuthorization?.file),
  ...line('Identity', holder?.idDocument ? `${holder.idDocument.kind}, ${holder.idDocument.file}` : undefined),
];

/** The works that the listings show; all of the case where one of them does not say. */
const workLines = ({ file: { works } }: NoticeMatter, batch: Batch): readonly string[] => {
  const shown = new Set(batch.map(({ match }) => (match ? String(match.work) : undefined)));
  return (works ?? [])
    .filter(({ id }) => shown.has(undefined) || shown.has(String(id)))
    .flatMap((work) => {
      const parts = [
        work.author ? `by ${work.author}` : undefined,
        work.firstPublished
          ? `first published on ${work.firstPublished.date.slice(0, 10)}${work.firstPublished.url ? `, ${work.firstPublished.url}` : ''}`
          : undefined,
        work.registration ? `registered: ${work.registration.office}, ${work.registration.number}` : undefined,
        work.copyrightClaimStatement ? `claim statement: ${work.copyrightClaimStatement.file}` : undefined,
        ...(work.images ?? []).map(({ path }) => `picture: ${path}`),
        work.rawOriginal ? `original: ${work.rawOriginal.path}` : undefined,
      ].filter((part) => part !== undefined);
      return [plainText(`- ${[work.title ?? work.id, ...parts].join('; ')}`)];
    });
};

const listingLine = ({ listing }: ExportedInfringement): string => plainText(listing);

/** As the case explains it; without that, which work the picture there shows and how that was found, as far as the case says it. */
const explanationLines = (
  { listing, explanation, match }: ExportedInfringement,
  { file: { works } }: NoticeMatter,
): readonly string[] => {
  if (explanation) return [plainText(`- ${listing}: ${explanation}`)];
  const work = works?.find(({ id }) => String(id) === String(match?.work));
  if (!match || work === undefined) return [];
  const bits = typeof match.distance === 'number' ? `, ${match.distance} of 256 bits differ` : '';
  const how = match.method ? `, found by ${match.method}${bits}` : '';
  return [plainText(`- ${listing}: the picture there shows our work ${work.title ?? work.id}${how}`)];
};

const captureLines = ({ listing, capture }: ExportedInfringement): readonly string[] => {
  if (!capture) return [];
  const files = [capture.screenshot, capture.page].flatMap((each) =>
    each ? [each.sha256 ? `${each.file} (SHA-256 ${each.sha256})` : each.file] : [],
  );
  return [plainText(`- ${listing}: ${[capture.capturedAt, ...files].join(', ')}`)];
};

/** What the desk has us state, and the case declares: the words are those of the desk's profile. */
const statementLines = ({ desk, file }: NoticeMatter): readonly string[] =>
  desk.complaint.asks.flatMap(({ value }) =>
    'statement' in value && file.notice?.statements?.[value.statement] === true ? [`- We state ${value.says}.`] : [],
  );

const signatureLines = ({ file: { notice, rightsHolder } }: NoticeMatter): readonly string[] => {
  const signature = notice?.signature;
  return signature
    ? [plainText([signature.name, signature.date].filter((part) => typeof part === 'string').join(', '))]
    : rightsHolder
      ? [plainText(rightsHolder.name)]
      : [];
};

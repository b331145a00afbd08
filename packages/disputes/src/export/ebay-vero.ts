import { safeJson } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { reasonCodeOf } from '../complaint/reason-code.ts';
import type { ExportedInfringement, ExportedNotice, NoticeMatter } from './notice-request.ts';
import { withinCharacters } from './within-characters.ts';

/**
 * The body of `createVeroReport` (https://developer.ebay.com/api-docs/commerce/vero/types/VeroReportItemsRequest and ReportItemDetails, read
 * 2026-11-26). Version 1 of the interface was to end on 2026-09-30; of version 2 only the overview was read, so the export says so each time.
 */
export const veroReportSchema = z.strictObject({
  reportItems: z
    .array(
      z.strictObject({
        itemId: z.string().regex(/^\d{9,19}$/),
        veroReasonCodeId: z.string().regex(/^\d{1,9}$/),
        detailedMessage: z
          .string()
          .min(1)
          .refine((text) => [...text].length <= 1000),
      }),
    )
    .min(1),
});

const UNREAD =
  'these are the fields of version 1 of eBay’s interface, which was to end on 2026-09-30; those of version 2 were not read: compare before you send';

/** The number of a listing: as it is, or out of its address. */
const itemIdOf = (listing: string): string | undefined =>
  /^\d{9,19}$/.test(listing) ? listing : /\/itm\/(?:[^/?#]+\/)?(\d{9,19})(?:[/?#]|$)/.exec(listing)?.[1];

export const veroRequests = (
  { file, characters }: NoticeMatter,
  batches: readonly (readonly ExportedInfringement[])[],
): ExportedNotice => {
  const { notice, infringements = [] } = file;
  const code = reasonCodeOf(notice?.reason);
  const nameless = (infringements ?? []).filter(({ listing }) => itemIdOf(String(listing)) === undefined);
  const reasons = [
    ...(code === undefined
      ? ['notice.reason is no reason code of eBay: write its number, which eBay lists for your site']
      : []),
    ...nameless.map(
      ({ listing }) => `${String(listing)} has no item number of eBay: write the number, or an address with /itm/…`,
    ),
  ];
  if (code === undefined || reasons.length > 0) return { kind: 'refused', reasons };
  const notes: string[] = [UNREAD];
  const requests = batches.map((batch) => {
    const reportItems = batch.map((one) => {
      const { text, leftOut } = withinCharacters(sentencesOn(one, file), characters);
      if (leftOut > 0)
        notes.push(
          `${String(one.listing)}: ${leftOut} ${leftOut === 1 ? 'sentence' : 'sentences'} on the proof left out, beyond ${characters} characters`,
        );
      return { itemId: itemIdOf(String(one.listing)) ?? '', veroReasonCodeId: code, detailedMessage: text };
    });
    return { text: safeJson({ reportItems }), extension: 'json' as const, listings: batch.length };
  });
  return { kind: 'exported', requests, notes };
};

/** What is said of a listing: why it infringes, then which work it shows and where that was first. */
const sentencesOn = (
  { explanation, match }: ExportedInfringement,
  { works }: NoticeMatter['file'],
): readonly string[] => {
  const work =
    (works ?? []).find(({ id }) => String(id) === String(match?.work ?? '')) ??
    ((works ?? []).length === 1 ? works?.[0] : undefined);
  const first = work?.firstPublished;
  return [
    explanation ?? '',
    ...(work ? [`Work: ${work.title ?? work.id}${work.author ? `, by ${work.author}` : ''}.`] : []),
    ...(first ? [`First published on ${first.date.slice(0, 10)}${first.url ? `: ${first.url}` : ''}`] : []),
    ...(work?.registration ? [`Registration: ${work.registration.office}, ${work.registration.number}.`] : []),
  ];
};

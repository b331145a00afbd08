import { ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { webAddress } from './address.ts';
import type { Capture, SourceBounds } from './capture.ts';
import { bounded, type SourceFile, wholeFileCaptures } from './one-file.ts';
import { captureOfAnswer, captureTime, isPageType, type StoredAnswer } from './stored-answer.ts';

const text = z.string().catch('');
/** What is read of an entry (HAR 1.2); what is malformed counts as missing. */
const harEntry = z.object({
  pageref: z.string().nullish().catch(null),
  startedDateTime: text,
  request: z.object({ url: text }),
  response: z.object({
    status: z.number().catch(0),
    redirectURL: text,
    bodySize: z.number().nullish().catch(null),
    content: z.object({
      mimeType: text,
      size: z.number().nullish().catch(null),
      text: z.string().nullish().catch(null),
      encoding: text,
    }),
  }),
});
type HarEntry = z.infer<typeof harEntry>;
const harFile = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/** What a HAR file holds: each answer with its body. A picture or page whose body was not saved is a fault. (W3C, HTTP Archive 1.2) */
export const harCaptures = (file: SourceFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  wholeFileCaptures(file, bounds, function* (bytes) {
    const parsed = harFile.safeParse(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')));
    if (!parsed.success) throw new ListingLintError('content-unreadable', 'it is no HAR file: it has no log.entries');
    const entries = parsed.data.log.entries.map((entry) => harEntry.safeParse(entry).data);
    const pages = documentsOf(entries);
    for (const [index, entry] of entries.entries()) {
      const name = `${file.name}#${index}`;
      yield entry === undefined
        ? { kind: 'fault', name, index, problem: 'the entry is damaged: it has no request or response', ends: false }
        : captureOfAnswer(answerOf(entry, { name, index, set: pages.get(entry.pageref ?? '') }), bounds);
    }
  });

/** Address of the first HTML answer of each page. */
const documentsOf = (entries: readonly (HarEntry | undefined)[]): ReadonlyMap<string, string> => {
  const pages = new Map<string, string>();
  for (const { pageref, request, response } of entries.flatMap((entry) => entry ?? [])) {
    const address = webAddress(request.url);
    const isDocument = response.status >= 200 && response.status < 300 && isPageType(response.content.mimeType);
    if (pageref && address !== null && isDocument && !pages.has(pageref)) pages.set(pageref, address);
  }
  return pages;
};

const answerOf = (
  { request, response, startedDateTime }: HarEntry,
  place: Pick<StoredAnswer, 'name' | 'index' | 'set'>,
): StoredAnswer => {
  const { mimeType, size, text: body, encoding } = response.content;
  const isSaved = typeof body === 'string' && body !== '';
  // Answers to beacons are pictures without a byte.
  const isEmpty = size === 0 && response.bodySize === 0;
  // A browser answers from its cache with 304, and knows the content.
  const status = response.status === 304 && isSaved ? 200 : response.status;
  const address = webAddress(request.url);
  return {
    ...place,
    address,
    isFrame: place.set !== undefined && place.set !== address,
    at: captureTime(Date.parse(startedDateTime)),
    status: isEmpty && !isSaved ? 204 : status,
    type: mimeType,
    location: response.redirectURL,
    ...((status === 200 || status === 304) && !isSaved && !isEmpty ? { cut: NO_BODY } : {}),
    body: async (most) => {
      const bytes = Buffer.from(body ?? '', encoding.toLowerCase() === 'base64' ? 'base64' : 'utf8');
      return bounded(bytes, most, place.name);
    },
  };
};

const NO_BODY = 'its content was not saved: export the HAR file with content';

import { parseJson } from '@listing-lint/core/plugin';
import type { ServiceMapping } from '../service-settings.ts';
import { webAddress } from '../source/address.ts';
import type { SearchAdapter, SentPicture, ServiceAnswer, ServiceRequest, ServiceResult } from './adapter.ts';
import { atPointer, elementsAt, type PointedValue } from './pointer.ts';

/** A service that is described by data alone: what is sent, and where in its answer things stand. */
export const mappedAdapter = ({ address, key, request, answer }: ServiceMapping): SearchAdapter => ({
  key,
  requestOf: (picture) => requestOf(address, request, picture),
  answerOf: (body, most) => {
    const value = parseJson(body.toString('utf8'));
    return value === undefined ? { problem: 'its answer is no JSON' } : answerOf(value, answer, most);
  },
});

const textOf = (text: string, { workSha256, sha256 }: SentPicture): string => {
  if (text === '$picture.sha256') return sha256;
  if (text === '$work.sha256') return workSha256;
  return text.startsWith('$$') ? text.slice(1) : text;
};

const requestOf = async (
  address: string,
  { method, headers, query, form, json }: ServiceMapping['request'],
  picture: SentPicture,
): Promise<ServiceRequest> => {
  const url = new URL(address);
  for (const [name, text] of Object.entries(query ?? {})) url.searchParams.append(name, textOf(text, picture));
  const own = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), textOf(text, picture)]);
  const { type, body, contents } = await bodyOf(form, json, picture);
  return {
    method,
    address: url.href,
    headers: {
      accept: 'application/json',
      ...Object.fromEntries(own),
      ...(type === null ? {} : { 'content-type': type }),
    },
    body,
    contents,
  };
};

interface RequestBody {
  readonly type: string | null;
  readonly body: Buffer | null;
  readonly contents: readonly string[];
}

const bodyOf = async (
  form: ServiceMapping['request']['form'],
  json: ServiceMapping['request']['json'],
  picture: SentPicture,
): Promise<RequestBody> => {
  if (form !== undefined) return formBody(form, picture);
  if (json === undefined) return { type: null, body: null, contents: [] };
  const shown = JSON.stringify(
    filled(json, (text) => (text === '$picture.base64' ? `<${pictureWords(picture)}, base64>` : textOf(text, picture))),
  );
  const sent = filled(json, (text) =>
    text === '$picture.base64' ? picture.jpeg.toString('base64') : textOf(text, picture),
  );
  return { type: 'application/json', body: Buffer.from(JSON.stringify(sent)), contents: [shown] };
};

/** Nothing of the name that a file has here goes along. */
const SENT_NAME = 'picture.jpg';

const formBody = async (form: { readonly [name: string]: string }, picture: SentPicture): Promise<RequestBody> => {
  const fields = new FormData();
  const contents: string[] = [];
  for (const [name, text] of Object.entries(form)) {
    if (text === '$picture') {
      fields.append(name, new Blob([new Uint8Array(picture.jpeg)], { type: 'image/jpeg' }), SENT_NAME);
      contents.push(`${name}: ${SENT_NAME}, ${pictureWords(picture)}`);
    } else {
      fields.append(name, textOf(text, picture));
      contents.push(`${name}: ${textOf(text, picture)}`);
    }
  }
  const encoded = new Response(fields);
  return { type: encoded.headers.get('content-type'), body: Buffer.from(await encoded.arrayBuffer()), contents };
};

const pictureWords = ({ work, jpeg, width, height, sha256 }: SentPicture): string =>
  `JPEG of ${work}, ${width} × ${height} px, ${jpeg.length} bytes, no metadata, sha256 ${sha256}`;

/** A value with its texts replaced. */
const filled = (value: unknown, text: (given: string) => string): unknown => {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each: unknown) => filled(each, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, text)]));
};

const answerOf = (
  value: unknown,
  { must, fails, total, results }: ServiceMapping['answer'],
  most: number,
): ServiceAnswer => {
  const root: PointedValue = { value, above: [] };
  for (const { at, is } of must) {
    const found = atPointer(root, at);
    if (found === undefined || found === null) return { problem: `its answer has nothing at ${at}` };
    if (is !== undefined && found !== is)
      return { problem: `its answer does not say ${JSON.stringify(is)} at ${at}${wordsOf(found)}` };
  }
  const fault = fails === undefined ? undefined : atPointer(root, fails);
  if (fault !== undefined && fault !== null)
    return { problem: `it tells of a fault at ${String(fails)}${wordsOf(fault)}` };
  const wrong = results.flatMap(({ lists: [list = ''] }) => {
    const there = atPointer(root, list);
    return there === undefined || there === null || Array.isArray(there) ? [] : [list];
  });
  if (wrong.length > 0) return { problem: `there is no list at ${wrong.join(', ')} of its answer` };
  const all = results.flatMap((each) => elementsAt(value, each.lists).map((element) => resultOf(element, each)));
  const usable = withoutRepeats(all.flatMap((each) => each ?? []));
  const said = total === undefined ? undefined : atPointer(root, total);
  const [first] = results;
  const sent = first === undefined ? 0 : elementsAt(value, first.lists.slice(0, 1)).length;
  return {
    results: usable.slice(0, most),
    left: [
      ...(usable.length > most ? [`it names ${usable.length} places, and ${most} were looked at`] : []),
      ...leftOf(total, said, sent),
    ],
    unusable: all.filter((each) => each === null).length,
  };
};

/** Whether results are left, by the total that the mapping names. Without a number there nobody knows. */
const leftOf = (total: string | undefined, said: unknown, sent: number): readonly string[] => {
  if (total === undefined) return [];
  if (typeof said !== 'number') return [`its answer has no number of results at ${total}, so some may be missing`];
  return said > sent ? [`it has ${said} results, and sent ${sent}`] : [];
};

/** What a server says is told where it is a number: texts may hold what was sent. */
const wordsOf = (value: unknown): string => (typeof value === 'number' ? ` (${value})` : '');

const resultOf = (
  element: PointedValue,
  mapping: ServiceMapping['answer']['results'][number],
): ServiceResult | null => {
  const textAt = (pointer: string | undefined): string | null => {
    const value = pointer === undefined ? undefined : atPointer(element, pointer);
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
    return text === '' ? null : text;
  };
  const lineAt = (pointer: string | undefined): string | null =>
    textAt(pointer)?.replace(/\s+/g, ' ').trim().slice(0, 200) || null;
  const page = webAddress(textAt(mapping.page) ?? '');
  const pictures = (mapping.picture ?? []).flatMap((pointer) => webAddress(textAt(pointer) ?? '') ?? []);
  if (page === null && pictures.length === 0) return null;
  const price = textAt(mapping.price) ?? '';
  const currency = textAt(mapping.currency) ?? '';
  return {
    page,
    pictures: [...new Set(pictures)],
    at: dayIn(textAt(mapping.at)),
    seller: lineAt(mapping.seller),
    title: lineAt(mapping.title),
    price: /^\d{1,12}(?:\.\d{1,4})?$/.test(price) ? Number(price) : null,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : null,
  };
};

const dayIn = (text: string | null): string | null => {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(text ?? '')?.[0] ?? '';
  const time = Date.parse(`${day}T00:00:00Z`);
  return day !== '' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
};

/** Each place once; a page without a picture only where no result shows one of it. */
const withoutRepeats = (results: readonly ServiceResult[]): readonly ServiceResult[] => {
  const shown = new Set(results.flatMap(({ page, pictures }) => (page !== null && pictures.length > 0 ? [page] : [])));
  const withPages = new Set(results.flatMap(({ page, pictures }) => (page === null ? [] : pictures)));
  const known = new Set<string>();
  return results.filter(({ page, pictures }) => {
    const place = `${page ?? ''}\n${pictures[0] ?? ''}`;
    const isKnown = known.has(place);
    known.add(place);
    const isCovered =
      pictures.length === 0 ? shown.has(page ?? '') : page === null && pictures.every((each) => withPages.has(each));
    return !isKnown && !isCovered;
  });
};

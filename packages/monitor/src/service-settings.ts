import { globFor } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** A JSON pointer (RFC 6901), or a relative one that first goes so many levels up from a result. */
const POINTER = /^(?:\d?(?:\/(?:[^~/]|~[01])*)+|\d)$/;
const pointer = z
  .string()
  .max(300)
  .regex(POINTER, 'a JSON pointer begins with /, such as /results/0/url; 2/url goes two levels up first')
  .refine((text) => text.split('/').length <= 20, 'a JSON pointer has at most 20 steps');
const wholePointer = pointer.refine((text) => text.startsWith('/'), 'it begins with /: there is nothing above it');

/** What stands for the picture in a request; `$$` begins a text that begins with a dollar. */
const PLACEHOLDERS = ['$picture', '$picture.base64', '$picture.sha256', '$work.sha256'] as const;

const headerName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'a header is letters, digits and hyphens');
const fieldName = z.string().regex(/^[A-Za-z0-9_.[\]-]{1,80}$/, 'a field is letters, digits, . _ - [ ]');
const plainText = z
  .string()
  .max(2000)
  .regex(/^[\x20-\x7e]*$/, 'it is one line of ASCII');
const SECRET = /auth|cookie|token|secret|passw|(?:^|[-_.])key(?:$|[-_.])|api-?_?key|signature/i;
const KEYS_ELSEWHERE = {
  error: 'keys stand in the environment, and the config says where: key: { env: SEARCH_KEY, header: x-api-key }',
  params: { conceals: true },
};
const noSecret = (names: { readonly [name: string]: unknown }): boolean =>
  !Object.keys(names).some((name) => SECRET.test(name));

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

/** Works and keys go to it: encrypted, or to this machine. */
const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};
const address = z
  .string()
  .max(2000)
  .refine(isSafeAddress, 'it must begin with https:// (http:// for this machine alone): works and keys go there')
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password, searchParams } = new URL(text);
    return username === '' && password === '' && noSecret(Object.fromEntries(searchParams));
  }, KEYS_ELSEWHERE);

const key = z
  .strictObject({
    env: z
      .string()
      .refine((text) => /^[A-Za-z_][A-Za-z0-9_]{0,100}$/.test(text), {
        error: 'it is the name of an environment variable, and never the key itself',
        params: { conceals: true },
      })
      .describe('environment variable that holds it'),
    header: headerName.describe('header that it is sent in').optional(),
    query: fieldName.describe('parameter of the address that it is sent in, where no header will do').optional(),
    prefix: plainText.describe('what stands before it, such as `Bearer ` with its blank').optional(),
  })
  .refine(
    ({ header, query }) => (header === undefined) !== (query === undefined),
    'it goes into `header` or into `query`',
  )
  .describe('the key of the service, which only the environment holds');

const texts = (name: z.ZodString) =>
  z.record(name, plainText).refine((given) => Object.keys(given).length <= 40 && noSecret(given), KEYS_ELSEWHERE);

const request = z
  .strictObject({
    method: z.enum(['GET', 'POST']),
    headers: texts(headerName).describe('further headers').optional(),
    query: texts(fieldName).describe('parameters of the address').optional(),
    form: texts(fieldName).describe('fields of multipart/form-data; $picture is the file').optional(),
    json: z.record(z.string(), z.unknown()).describe('body in JSON; $picture.base64 is the file').optional(),
  })
  .superRefine((given, context) => {
    for (const message of requestFaults(given)) context.addIssue({ code: 'custom', message });
  })
  .describe('what is sent for each work: texts may be $picture, $picture.base64, $picture.sha256, $work.sha256');

interface GivenRequest {
  readonly method: string;
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly query?: { readonly [name: string]: string } | undefined;
  readonly form?: { readonly [name: string]: string } | undefined;
  readonly json?: { readonly [name: string]: unknown } | undefined;
}

const MOST_DEPTH = 20;
/** All texts of a value, and `null` where it is too deep to be looked through. */
const textsIn = (value: unknown, depth = 0): readonly (string | null)[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MOST_DEPTH) return [null];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
};

const requestFaults = ({ method, headers, query, form, json }: GivenRequest): readonly string[] => {
  const inBody = [...textsIn(form), ...textsIn(json)];
  const all = [...textsIn(headers), ...textsIn(query), ...inBody];
  const placeholders = all.filter((text): text is string => text !== null && /^\$(?!\$)/.test(text));
  const unknown = placeholders.filter((text) => !PLACEHOLDERS.some((known) => known === text));
  return [
    ...(form !== undefined && json !== undefined ? ['it has `form` or `json`, not both'] : []),
    ...(method === 'GET' && inBody.length > 0 ? ['a GET has no body: leave `form` and `json` out'] : []),
    ...(all.includes(null) ? [`it is deeper than ${MOST_DEPTH} levels`] : []),
    ...unknown
      .slice(0, 3)
      .map(
        (text) =>
          `${text.slice(0, 60)} is none of ${PLACEHOLDERS.join(', ')}; a text that begins with $ begins with $$`,
      ),
    ...(placeholders.length === 0
      ? ['it says nothing of the work: name $picture, $picture.base64, $picture.sha256 or $work.sha256']
      : []),
    ...([...textsIn(headers), ...textsIn(query), ...textsIn(json)].includes('$picture')
      ? ['$picture is a file, and goes into `form`; $picture.base64 into `json`']
      : []),
    ...([...textsIn(headers), ...textsIn(query), ...textsIn(form)].includes('$picture.base64')
      ? ['$picture.base64 goes into `json`']
      : []),
  ];
};

const results = z
  .strictObject({
    lists: z
      .array(wholePointer)
      .min(1)
      .max(3)
      .describe('pointer to a list of results; a further one leads to a list in each of its elements'),
    page: pointer.describe('address of the page that shows the picture').optional(),
    picture: z
      .array(pointer)
      .min(1)
      .max(4)
      .describe('addresses of the picture; the first that can be had is looked at')
      .optional(),
    at: pointer.describe('day on which the service saw it').optional(),
    seller: pointer.optional(),
    title: pointer.optional(),
    price: pointer.optional(),
    currency: pointer.optional(),
  })
  .refine(
    ({ page, picture }) => page !== undefined || picture !== undefined,
    'a result is a `page`, a `picture`, or both',
  );

const answer = z
  .strictObject({
    must: z
      .array(
        z.strictObject({
          at: wholePointer,
          is: z
            .union([z.string(), z.number(), z.boolean()])
            .describe('what stands there; without it, anything')
            .optional(),
        }),
      )
      .min(1)
      .max(10)
      .describe('what every answer has: one without it has found nothing out'),
    fails: wholePointer.describe('where something stands there, the service tells of a fault').optional(),
    total: wholePointer.describe('how many results there are; more than were sent were not looked at').optional(),
    results: z
      .array(results)
      .min(1)
      .max(8)
      .describe('where results stand: pointers start at each, 2/url two levels above it'),
  })
  .describe('how an answer is read, by JSON pointers');

const whole = (most: number) => z.int().min(1).max(most);

const common = {
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'a name is lower-case letters, digits and hyphens')
    .describe('what `--ask` and the logs call it'),
  works: z
    .array(globFor('pattern'))
    .min(1)
    .describe('globs of the pictures that are sent, and no others; relative to the folder of the config'),
  mostWorks: whole(10_000).describe('more are not sent in one run; default 100').optional(),
  side: z.int().min(100).max(4000).describe('longest side of what is sent, px; default 1000').optional(),
  perMinute: z.number().positive().max(6000).describe('requests a minute; default 30').optional(),
  tries: whole(10).describe('tries a request; default 4').optional(),
  seconds: z.number().positive().max(600).describe('for one try; default 30').optional(),
  answerMegabytes: z.number().positive().max(64).describe('of one answer; default 8').optional(),
  mostResults: whole(5000).describe('results of one work that are looked at; default 200').optional(),
  ownHosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, 'a host, or host:port, in small letters'))
    .describe('hosts of your own network from which pictures may be loaded; without it none')
    .optional(),
};

const knownService = (use: 'tineye' | 'google-vision') =>
  z.strictObject({
    use: z.literal(use),
    ...common,
    address: address.describe('another address than that of its documentation, such as a proxy of yours').optional(),
    key: key.optional(),
  });

/** A service that is asked for copies of works. */
export const serviceSettings = z.discriminatedUnion(
  'use',
  [
    knownService('tineye'),
    knownService('google-vision'),
    z.strictObject({ use: z.literal('http'), ...common, address, key: key.optional(), request, answer }),
  ],
  'it is tineye, google-vision or http',
);

export type ServiceSettings = z.infer<typeof serviceSettings>;
/** How one kind of service is asked, and its answers are read. */
export type ServiceMapping = Pick<Extract<ServiceSettings, { use: 'http' }>, 'address' | 'key' | 'request' | 'answer'>;
/** A mapping as a config may write it. */
export const serviceMapping = z.strictObject({ address, key: key.optional(), request, answer });

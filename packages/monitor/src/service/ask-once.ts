import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isKnownError } from '@listing-lint/core/plugin';
import { decodedBody, inMegabytes } from '../source/bounded-bytes.ts';
import { NOT_PUBLIC } from './public-lookup.ts';

export interface AskedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface AskBounds {
  /** Of what comes back, also after decompression. */
  readonly bytes: number;
  /** For all of it. */
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  /** How names are looked up; by the system without it. */
  readonly lookup?: LookupFunction | undefined;
}

/** What came back: an answer of status 200, where it leads to, or why there is none. `mayPass`: a later try may do better. */
export type AskOutcome =
  | { readonly body: Buffer; readonly type: string }
  | { readonly location: string }
  | {
      readonly reason: string;
      readonly mayPass: boolean;
      readonly status?: number;
      /** What the server asks to wait. */
      readonly waitMs?: number;
    };

/** Headers of an answer, bytes. */
const HEADER_BYTES = 32_768;

/** Asks once; redirects are told and never followed. Nothing that the server writes stands in a reason. Rejects where `signal` is aborted. */
export const askOnce = async (url: URL, asked: AskedRequest, bounds: AskBounds): Promise<AskOutcome> => {
  const timeout = AbortSignal.timeout(bounds.ms);
  const signal = bounds.signal === undefined ? timeout : AbortSignal.any([timeout, bounds.signal]);
  try {
    const response = await responseOf(url, asked, { signal, lookup: bounds.lookup });
    try {
      return await outcomeOf(response, url, bounds.bytes);
    } finally {
      response.destroy();
    }
  } catch (error) {
    bounds.signal?.throwIfAborted();
    if (timeout.aborted) return { reason: `it does not answer within ${bounds.ms / 1000} s`, mayPass: true };
    return faultOf(error);
  }
};

const responseOf = (
  url: URL,
  { method, headers, body }: AskedRequest,
  { signal, lookup }: { readonly signal: AbortSignal; readonly lookup: LookupFunction | undefined },
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const asking = send(url, {
      method,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body === null ? {} : { 'content-length': body.length }),
      },
      agent: false,
      maxHeaderSize: HEADER_BYTES,
      signal,
      ...(lookup === undefined ? {} : { lookup }),
    });
    asking.on('error', reject);
    asking.on('response', resolve);
    asking.end(body ?? undefined);
  });

const outcomeOf = async (response: IncomingMessage, url: URL, most: number): Promise<AskOutcome> => {
  const { statusCode: status = 0, headers } = response;
  if (status >= 300 && status < 400) {
    const { location = '' } = headers;
    return location !== '' && URL.canParse(location, url.href)
      ? { location: new URL(location, url).href }
      : { reason: `it answers with status ${status}`, mayPass: false };
  }
  if (status !== 200) {
    const wait = waitOf(headers['retry-after']);
    const mayPass = status === 429 || status === 408 || status >= 500;
    return { reason: `it answers with status ${status}`, mayPass, status, ...(wait === null ? {} : { waitMs: wait }) };
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > most) return { reason: `its answer has more than ${inMegabytes(most)}`, mayPass: false };
    chunks.push(bytes);
  }
  if (!response.complete) return { reason: 'its answer breaks off', mayPass: true };
  const body = decodedBody(Buffer.concat(chunks), headers['content-encoding'] ?? '', most, 'its answer');
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  return { body, type: type.trim() };
};

/** `Retry-After` (RFC 9110, 10.2.3) is seconds or a date; null for anything else. */
export const waitOf = (header: string | undefined, now = Date.now()): number | null => {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE', 'ERR_STREAM_PREMATURE_CLOSE']);

const faultOf = (error: unknown): AskOutcome => {
  if (isKnownError(error)) return { reason: error.message, mayPass: false };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  if (code === NOT_PUBLIC)
    return { reason: 'its address is none of the public internet, and nothing is loaded from there', mayPass: false };
  if (BROKEN.has(code)) return { reason: 'its answer breaks off', mayPass: true };
  // What the parser of HTTP finds wrong.
  if (code.startsWith('HPE_')) return { reason: `it does not speak HTTP (${code})`, mayPass: false };
  return { reason: `it cannot be reached (${code})`, mayPass: true };
};

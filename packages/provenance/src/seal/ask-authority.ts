import { setTimeout as sleep } from 'node:timers/promises';
import { ListingLintError } from '@listing-lint/core/plugin';
import { MOST_TOKEN_BYTES } from './seal-file.ts';

export interface AskOptions {
  /** For each try. Default 20,000. */
  readonly timeoutMs?: number;
  /** Pauses before a further try, ms. Default 500 and 2,000. */
  readonly pausesMs?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Posts a request to a time-stamp authority and gives what it answers (RFC 3161, 3.4): of at most 64 KB, within the time, without following a redirect.
 * It opens a connection to the address that the config names, and to no other. Rejects with `output-failed`.
 */
export const askAuthority = async (
  address: string,
  query: Buffer,
  { timeoutMs = 20_000, pausesMs = [500, 2_000], signal }: AskOptions = {},
): Promise<Buffer> => {
  for (const pause of [...pausesMs, undefined]) {
    signal?.throwIfAborted();
    const answer = await askOnce(address, query, timeoutMs, signal);
    if ('bytes' in answer) return answer.bytes;
    if (pause === undefined || !answer.mayPass) throw new ListingLintError('output-failed', answer.reason);
    await sleep(pause, undefined, signal === undefined ? {} : { signal });
  }
  throw new ListingLintError('output-failed', 'it was not asked');
};

type Answer = { readonly bytes: Buffer } | { readonly reason: string; readonly mayPass: boolean };

const askOnce = async (
  address: string,
  query: Buffer,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Answer> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(query),
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      return {
        reason: `it leads elsewhere (status ${status}), which is not followed: name the address it leads to`,
        mayPass: false,
      };
    }
    if (status !== 200) {
      await response.body?.cancel();
      return { reason: `it answers with status ${status}`, mayPass: status >= 500 || status === 429 };
    }
    return await bodyOf(response);
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) return { reason: `it does not answer within ${timeoutMs / 1000} s`, mayPass: true };
    return { reason: `it cannot be reached (${causeOf(error)})`, mayPass: true };
  }
};

const bodyOf = async ({ body, headers }: Response): Promise<Answer> => {
  const tooLong: Answer = { reason: `its answer has more than ${MOST_TOKEN_BYTES} bytes`, mayPass: false };
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length <= MOST_TOKEN_BYTES) continue;
    await reader?.cancel();
    return tooLong;
  }
  if (type !== 'application/timestamp-reply') {
    return {
      reason: `it answers with ${type === '' ? 'no type' : type?.slice(0, 80)}, which is no time-stamp`,
      mayPass: false,
    };
  }
  return { bytes: Buffer.concat(chunks) };
};

const causeOf = (error: unknown): string => {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.message : 'unknown reason';
};

import { pipeline, Readable, Transform } from 'node:stream';
import { ListingLintError, sha256 } from '@listing-lint/core';
import type { Surroundings } from '../output/io.ts';
import type { StoreSetting } from './pulled-state.ts';

/** An object as the store lists it; `name` starts from the folder that is brought. */
export interface ListedObject {
  readonly name: string;
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
}

/** A store that is asked for what it holds. */
export interface ObjectStore {
  /** All objects. Throws `store-failed` where the list cannot be had to its end. */
  readonly list: (signal: AbortSignal | undefined) => Promise<readonly ListedObject[]>;
  /** The bytes of an object as it was listed. Rejects where it is another one by now. */
  readonly read: (
    object: ListedObject,
    signal: AbortSignal,
  ) => Promise<{ readonly body: Readable; readonly isPlain: boolean }>;
  readonly close: () => void;
}

/** Objects that a store may list, those that stand for folders among them. */
const MOST_OBJECTS = 200_000;
/** Bytes of one answer with a part of the list: 1,000 objects, each with a key of 1,024 bytes that XML may write six times as long. */
const MOST_LIST_BYTES = 8_000_000;
/** Bytes of a key, by S3; nor has an ETag more. */
const MOST_KEY_BYTES = 1024;
/** Times the silence that a server may keep, within which such an answer has to be there. */
const LIST_PATIENCE = 4;
/** A page may be empty and not be the last. */
const MOST_EMPTY_PAGES = 100;
const ATTEMPTS = 3;
const CONNECT_MS = 10_000;

/** Opens a store over the client of AWS. Credentials come from where that looks for them, and are in no error. */
export const openStore = async (
  { from, endpoint, region }: StoreSetting,
  env: Surroundings['env'],
  answerMs: number,
): Promise<ObjectStore> => {
  const aws = await loadAws();
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(from) ?? [];
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`;
  // One of another kind has no regions, and the client wants one.
  const other = endpoint === undefined ? undefined : 'us-east-1';
  const at = region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? other;
  const client = new aws.S3Client({
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: answerMs, throwOnRequestTimeout: true },
    ...credentialsIn(env),
    ...(at === undefined ? {} : { region: at }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  });
  const told = (error: unknown): ListingLintError => storeFault(error, from, env);
  return {
    list: async (signal) => {
      try {
        return await listAll((token) => {
          const command = new aws.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
          // Within the reader of answers, which takes them whole.
          command.middlewareStack.add(
            (next) => async (args) => {
              const answer = await next(args);
              boundBody(answer.response, LIST_PATIENCE * answerMs);
              return answer;
            },
            { step: 'deserialize', priority: 'low' },
          );
          return client.send(command, signal === undefined ? {} : { abortSignal: signal });
        }, prefix);
      } catch (error) {
        throw told(error);
      }
    },
    read: async ({ key, etag, size }, signal) => {
      try {
        const command = new aws.GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag });
        const { Body, ETag, ContentLength, ServerSideEncryption, SSECustomerAlgorithm } = await client.send(command, {
          abortSignal: signal,
        });
        if (Body === undefined) throw new Error('the answer has no body');
        if (ETag !== etag) throw new Error(`it has another ETag than the list says`);
        if (ContentLength !== undefined && ContentLength !== size)
          throw new Error('it has another length than the list says');
        const isPlain = (ServerSideEncryption ?? 'AES256') === 'AES256' && SSECustomerAlgorithm === undefined;
        return { body: Body as Readable, isPlain };
      } catch (error) {
        throw told(error);
      }
    },
    close: () => client.destroy(),
  };
};

/** Lets the body of an answer fail that is too long, or takes longer than so many ms. */
const boundBody = (response: unknown, mostMs: number): void => {
  if (typeof response !== 'object' || response === null || !('body' in response)) return;
  const { body } = response;
  if (!(body instanceof Readable)) return;
  let bytes = 0;
  const bounded = new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length;
      if (bytes > MOST_LIST_BYTES) done(new Error(`a part of the list has more than ${MOST_LIST_BYTES / 1e6} MB`));
      else done(null, chunk);
    },
  });
  const late = setTimeout(
    () => bounded.destroy(new Error(`a part of the list took more than ${mostMs / 1000} seconds`)),
    mostMs,
  );
  response.body = pipeline(body, bounded, () => clearTimeout(late));
};

interface PageEntry {
  readonly Key?: string | undefined;
  readonly ETag?: string | undefined;
  readonly Size?: number | undefined;
}

interface Page {
  readonly Contents?: readonly PageEntry[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextContinuationToken?: string | undefined;
}

const listAll = async (
  pageAt: (token: string | undefined) => Promise<Page>,
  prefix: string,
): Promise<readonly ListedObject[]> => {
  const found = new Map<string, ListedObject>();
  const tokens = new Set<string>();
  let [token, empty, listed]: [string | undefined, number, number] = [undefined, 0, 0];
  do {
    const page: Page = await pageAt(token);
    const contents = page.Contents ?? [];
    empty = contents.length === 0 ? empty + 1 : 0;
    listed += contents.length;
    if (listed > MOST_OBJECTS)
      throw new Error(`it holds more than ${MOST_OBJECTS} objects: name folders of it, each for itself`);
    for (const { Key: key, ETag: etag, Size: size } of contents) {
      if (key === undefined || etag === undefined || size === undefined || !key.startsWith(prefix))
        throw new Error('the list names an object that was not asked for, or no size of it');
      if (Buffer.byteLength(key) > MOST_KEY_BYTES || etag.length > MOST_KEY_BYTES)
        throw new Error(`the list has a key or an ETag of more than ${MOST_KEY_BYTES} bytes`);
      if (found.has(key)) throw new Error(`the list names ${key} twice`);
      // What consoles make for an empty folder.
      if (!key.endsWith('/')) found.set(key, { key, name: key.slice(prefix.length), etag, size });
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    if (page.IsTruncated === true && (token === undefined || empty > MOST_EMPTY_PAGES))
      throw new Error('the list is cut off');
    const digest = sha256(token ?? '');
    if (tokens.has(digest)) throw new Error('the list goes in a circle: a part of it comes twice');
    tokens.add(digest);
  } while (token !== undefined);
  return [...found.values()];
};

const loadAws = async (): Promise<typeof import('@aws-sdk/client-s3')> => {
  try {
    return await import('@aws-sdk/client-s3');
  } catch {
    throw new ListingLintError('store-failed', 'object stores need the package @aws-sdk/client-s3', [
      { message: 'npm install @aws-sdk/client-s3 (3.x)' },
    ]);
  }
};

const credentialsIn = (env: Surroundings['env']) => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } };
};

/** What went wrong, without what a server may have repeated of who asked. */
const storeFault = (error: unknown, from: string, env: Surroundings['env']): ListingLintError => {
  const [name, message] = error instanceof Error ? [error.name, error.message] : ['', String(error)];
  const secrets = [env['AWS_SECRET_ACCESS_KEY'], env['AWS_SESSION_TOKEN'], env['AWS_ACCESS_KEY_ID']];
  const said = [...new Set([name === 'Error' ? '' : name, message])].filter((part) => part !== '').join(': ');
  const reason = secrets.reduce<string>((text, secret) => (secret ? text.replaceAll(secret, '…') : text), said);
  return new ListingLintError('store-failed', `${from}: ${reason.slice(0, 500)}`);
};

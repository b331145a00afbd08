import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { ListingLintError } from '@listing-lint/core/plugin';

const tooLarge = (what: string, most: number): ListingLintError =>
  new ListingLintError('content-too-large', `${what} has more than the ${inMegabytes(most)} that are read`);

export const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;

/** The bytes of a stream, of which no more than `most` are kept. Throws `content-too-large`. */
export const gathered = async (chunks: AsyncIterable<Uint8Array>, most: number, what: string): Promise<Buffer> => {
  // One buffer that grows: of a body in chunks of a byte each, the chunks would cost more than their bytes.
  let kept = Buffer.alloc(FIRST_BYTES);
  let size = 0;
  let count = 0;
  for await (const chunk of chunks) {
    if (size + chunk.length > most) throw tooLarge(what, most);
    if (++count > MOST_CHUNKS && size < count * LEAST_CHUNK)
      throw new ListingLintError('content-unreadable', `${what} comes in ${MOST_CHUNKS} pieces of some bytes each`);
    if (size + chunk.length > kept.length) {
      const larger = Buffer.alloc(Math.min(most, Math.max(kept.length * 2, size + chunk.length)));
      kept.copy(larger, 0, 0, size);
      kept = larger;
    }
    kept.set(chunk, size);
    size += chunk.length;
  }
  // Most bodies are far smaller than the buffer, and are kept while they are judged.
  return Buffer.from(Uint8Array.prototype.slice.call(kept, 0, size).buffer);
};

const FIRST_BYTES = 16_384;
/** Pieces that a body may come in, unless each has some bytes. */
const MOST_CHUNKS = 50_000;
const LEAST_CHUNK = 64;
/** Encodings of one answer, one in the other; servers use one. */
const MOST_ENCODINGS = 4;

/** Takes off the encodings of an answer (`gzip, br`), the last one first; more than `most` bytes are never made. Throws `content-too-large`, `content-unreadable`. */
export const decodedBody = (body: Buffer, encodings: string, most: number, what: string): Buffer => {
  const names = encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST_ENCODINGS)
    throw new ListingLintError('content-unreadable', `${what} is encoded ${names.length} times over`);
  return names.reduceRight((bytes, name) => withoutEncoding(bytes, name, most, what), body);
};

const withoutEncoding = (bytes: Buffer, name: string, most: number, what: string): Buffer => {
  const options = { maxOutputLength: most };
  try {
    if (name === 'gzip' || name === 'x-gzip') return isGzip(bytes) ? gunzipSync(bytes, options) : bytes;
    if (name === 'br') return brotliDecompressSync(bytes, options);
    if (name === 'deflate') return inflated(bytes, options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(what, most);
    // Archives often keep the decoded body beside the header of the encoded one.
    if (name === 'br') return bytes;
    throw new ListingLintError('content-unreadable', `${what} says it is ${name}, and is not`, [], { cause: error });
  }
  throw new ListingLintError('content-unreadable', `${what} is encoded as ${name.slice(0, 40)}, which is not read`);
};

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Some servers send raw deflate, some with the frame of zlib. */
const inflated = (bytes: Buffer, options: { readonly maxOutputLength: number }): Buffer => {
  try {
    return inflateSync(bytes, options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw error;
    return inflateRawSync(bytes, options);
  }
};

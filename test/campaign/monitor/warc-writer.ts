import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

/** An answer as a crawler keeps it. */
export interface Answer {
  readonly address: string;
  /** ISO time. */
  readonly at: string;
  readonly status?: number;
  readonly type: string;
  readonly body: Buffer | string;
  /** More headers of the answer. */
  readonly headers?: { readonly [name: string]: string };
}

/** The bytes of one WARC record, not compressed (ISO 28500). `length` lies where it is given. */
const recordOf = ({ address, at, status = 200, type, body, headers = {} }: Answer, length?: number): Buffer => {
  const content = Buffer.from(body);
  const head = [
    `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Gone'}`,
    `Content-Type: ${type}`,
    `Content-Length: ${content.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const block = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), content]);
  const id = createHash('sha1').update(`${address} ${at}`).digest('hex');
  const warc = [
    'WARC/1.1',
    'WARC-Type: response',
    `WARC-Record-ID: <urn:sha1:${id}>`,
    `WARC-Date: ${at}`,
    `WARC-Target-URI: ${address}`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${length ?? block.length}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${warc}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]);
};

/** Writes answers into a WARC file, a member of gzip each. */
export const warcFile = (file: string) => {
  const stream = createWriteStream(file);
  return {
    put: async (answer: Answer): Promise<void> => {
      if (!stream.write(gzipSync(recordOf(answer), { level: 1 }))) await once(stream, 'drain');
    },
    end: async (): Promise<void> => {
      stream.end();
      await finished(stream);
    },
  };
};

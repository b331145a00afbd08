import { type Capture, DEFAULT_BOUNDS } from './capture.ts';
import { warcCaptures } from './warc.ts';

export const ADDRESS = 'https://shop.example/a.jpg';
interface Parts {
  readonly address?: string;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  /** What the record says of its length; that of its block unless told. */
  readonly length?: string;
}

/** The bytes of a record, which may lie. */
export const record = ({
  address = ADDRESS,
  type = 'image/jpeg',
  status = 200,
  headers = [],
  body = Buffer.from('picture'),
  length,
}: Parts) => {
  const head = [`HTTP/1.1 ${status} X`, `Content-Type: ${type}`, ...headers].join('\r\n');
  const block = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
  const warc = [
    'WARC/1.1',
    'WARC-Type: response',
    `WARC-Target-URI: ${address}`,
    'WARC-Date: 2026-06-01T09:30:00Z',
    `Content-Length: ${length ?? block.length}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${warc}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]);
};

export async function* inChunks(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What is told of a WARC, a line each; bytes are read of what the reader wants. */
export const toldOfWarc = (
  file: AsyncIterable<Uint8Array> | Buffer,
  bounds = DEFAULT_BOUNDS,
): Promise<readonly string[]> =>
  captureLines(warcCaptures(Buffer.isBuffer(file) ? inChunks(file) : file, 'x.warc', bounds));

/** What is told of captures, a line each. */
export const captureLines = async (captures: AsyncIterable<Capture>): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const capture of captures) lines.push(await lineOf(capture));
  return lines;
};

const lineOf = async (capture: Capture): Promise<string> => {
  if (capture.kind === 'other') return 'other';
  if (capture.kind === 'alias') return `alias ${capture.key} -> ${capture.to}`;
  if (capture.kind === 'fault') return `fault: ${capture.problem}`;
  const status = capture.kind === 'page' ? ` ${capture.status}` : '';
  const bytes = await capture.bytes().then(
    (body) => (body.length > 40 ? `${body.length} bytes` : body.toString('utf8')),
    (error: Error) => error.message,
  );
  return `${capture.kind}${status} ${capture.address} ${capture.at}: ${bytes}`;
};

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to the server. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface SearchService {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly received: ReceivedRequest[];
  /** What it answers, by path; what it does not know it answers with 404. */
  readonly answers: Map<string, (response: ServerResponse, request: ReceivedRequest) => void>;
  readonly close: () => Promise<void>;
}

/** A real server on this machine that notes what it is asked, and answers as it is told. */
export const searchService = async (): Promise<SearchService> => {
  const received: ReceivedRequest[] = [];
  const answers: SearchService['answers'] = new Map();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url = '', headers } = request;
    const noted = { method, path: url, headers, body: Buffer.concat(chunks) };
    received.push(noted);
    const answer = answers.get(url.replace(/\?.*/, ''));
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, noted);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

export const json =
  (value: unknown): ((response: ServerResponse) => void) =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
export const picture =
  (bytes: Buffer): ((response: ServerResponse) => void) =>
  (response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
  };

// What a server may cost that is silent, does not end, or sends a row without end.
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { databaseAddress } from './address.ts';
import { inTransaction, withDatabase } from './connect.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.close();
});

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};
const READY = message('Z', Buffer.from('I'));

/** Lets everybody in; `answer` is given what comes after that. */
const serve = async (answer: (socket: Socket) => void) => {
  const made = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => {
      socket.on('data', () => answer(socket));
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), READY]));
    });
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const place = made.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  return databaseAddress(`postgres://me@127.0.0.1:${port}/shop`, 'test');
};

it('gives up on an answer that does not come', async () => {
  const address = await serve(() => undefined);
  const start = performance.now();
  const asked = withDatabase(address, (client) => inTransaction(client, async () => 1), 300);
  await expect(asked).rejects.toMatchObject({
    code: 'database-failed',
    message: `the registry ${address.name}: no answer within 0.3 s`,
  });
  expect(performance.now() - start).toBeLessThan(4000);
});

it('gives up on an answer that is too long to be held in memory', async () => {
  let sent = 0;
  const address = await serve((socket) => {
    const block = Buffer.alloc(1 << 20, 'A');
    const flood = (): void => {
      do sent += block.length;
      while (socket.write(block));
      socket.once('drain', flood);
    };
    socket.write(Buffer.from([0x44, 0x7f, 0xff, 0xff, 0xff]));
    flood();
  });
  await expect(withDatabase(address, (client) => client.query('SELECT 1'))).rejects.toMatchObject({
    message: `the registry ${address.name}: an answer has more than 100 MB`,
  });
  expect(sent).toBeLessThan(500_000_000);
});

it('does not wait for a server that does not let the connection end', async () => {
  const done = message('C', Buffer.from('SELECT 0\0'));
  const address = await serve((socket) => socket.write(Buffer.concat([done, READY])));
  const start = performance.now();
  await expect(withDatabase(address, async (client) => (await client.query('SELECT')).rows)).resolves.toEqual([]);
  expect(performance.now() - start).toBeLessThan(8000);
});

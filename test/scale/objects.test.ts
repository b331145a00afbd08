// @module-tag full
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs, { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pullStore, runIn } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { put } from '../watermark/shop.ts';
import { photo } from './database-shops.ts';

const moto = ['/usr/bin/moto_server', 'moto_server'].find((name) => spawnSync(name, ['--help']).status === 0);
if (moto === undefined) process.stderr.write('There is no moto_server here: object stores are not tried.\n');

const SECRET = 'wJalrXUtnFEMI/K7MDENG';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET };
type Fault = (answer: { readonly head: ServerResponse; readonly body: Buffer; readonly from: Response }) => void;

describe.skipIf(moto === undefined)('an object store', () => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-objects-')));
  let server: ChildProcess;
  let between: Server;
  let [store, endpoint] = ['', ''];
  /** What happens to answers whose path and query hold the text. */
  let fault: { readonly at: string; readonly does: Fault } | undefined;
  const asked: string[] = [];

  const freePort = (): Promise<number> =>
    new Promise((resolve) => {
      const socket = createSocket().listen(0, '127.0.0.1', () => {
        const { port } = socket.address() as AddressInfo;
        socket.close(() => resolve(port));
      });
    });
  const relay = async (request: IncomingMessage, head: ServerResponse): Promise<void> => {
    asked.push(`${request.method} ${request.url}`);
    const headers = Object.entries(request.headers).filter(([name]) => name !== 'host' && name !== 'connection') as [
      string,
      string,
    ][];
    const from = await fetch(`${store}${request.url}`, { method: request.method ?? 'GET', headers });
    const body = Buffer.from(await from.arrayBuffer());
    if (fault !== undefined && request.url?.includes(fault.at)) fault.does({ head, body, from });
    else answer(head, from, body);
  };
  const answer = (head: ServerResponse, from: Response, body: Buffer, length = body.length): ServerResponse => {
    const kept = [...from.headers].filter(
      ([name]) => !/^(?:content-length|connection|transfer-encoding|date|server)$/.test(name),
    );
    head.writeHead(from.status, Object.fromEntries([...kept, ['content-length', String(length)]]));
    return length === body.length ? head.end(body) : head;
  };
  beforeAll(async () => {
    const port = await freePort();
    store = `http://127.0.0.1:${port}`;
    server = spawn(moto ?? '', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    while (
      !(await fetch(store).then(
        () => true,
        () => false,
      ))
    )
      await new Promise((settle) => setTimeout(settle, 100));
    between = createServer((request, head) => void relay(request, head)).listen(0, '127.0.0.1');
    await new Promise((settle) => between.once('listening', settle));
    endpoint = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.kill();
    between.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const send = async (path: string, body?: Buffer | string, method = 'PUT'): Promise<void> => {
    const answered = await fetch(`${store}/${path}`, {
      method,
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=x/20261126/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x',
      },
      ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    });
    if (!answered.ok) throw new Error(`${method} ${path}: ${answered.status} ${await answered.text()}`);
  };
  let buckets = 0;
  /** A bucket with three pictures in a folder, and a shop whose listings come from there. */
  const shopOf = async (more = '') => {
    const bucket = `bucket-${++buckets}`;
    await send(bucket);
    for (const [path, seed] of [
      ['mug/1', 1],
      ['mug/2', 2],
      ['tote/1', 1],
    ] as const)
      await send(`${bucket}/shop/${path}.jpg`, await photo(seed, seed === 1 && path === 'tote/1' ? 60 : 85));
    await send(`${bucket}/other/x.jpg`, 'not ours');
    const shop = join(scratch, bucket);
    const setting = `{ from: s3://${bucket}/shop, to: listings, endpoint: ${endpoint}${more} }`;
    put(
      shop,
      'listing-lint.config.yaml',
      `extends: recommended\nlistings: ["listings/*"]\nobjects:\n  - ${setting}\nrules: { hash-unique: error }\n`,
    );
    const run = (...args: readonly string[]) => runIn(shop, args, { env: CREDENTIALS });
    return { bucket, shop, run, pull: () => run('pull') };
  };
  const filesOf = (shop: string): readonly string[] =>
    readdirSync(join(shop, 'listings'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /jpg|part/.test(name))
      .sort();

  it('is brought to a folder, what has changed alone, and linted there', async () => {
    const { bucket, shop, run, pull } = await shopOf();
    expect(await run()).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/never brought here\n {2}listing-lint pull/),
    });
    expect(await pull()).toEqual({
      code: 0,
      err: '',
      out: `s3://${bucket}/shop → listings: 3 fetched, 0 here already, 0 removed\n`,
    });
    expect(filesOf(shop)).toEqual(['mug/1.jpg', 'mug/2.jpg', 'tote/1.jpg']);
    expect(readFileSync(join(shop, 'listings/mug/2.jpg')).equals(await photo(2))).toBe(true);
    expect(await run()).toMatchObject({ code: 1, out: expect.stringMatching(/hash-unique/) });

    asked.length = 0;
    expect((await pull()).out).toMatch(/0 fetched, 3 here already, 0 removed/);
    expect(asked).toHaveLength(1);
    await send(`${bucket}/shop/mug/2.jpg`, await photo(5));
    await send(`${bucket}/shop/tote/1.jpg`, undefined, 'DELETE');
    expect((await pull()).out).toMatch(/1 fetched, 1 here already, 1 removed/);
    expect(filesOf(shop)).toEqual(['mug/1.jpg', 'mug/2.jpg']);

    rmSync(join(shop, 'listings/mug/2.jpg'));
    expect(await run()).toMatchObject({
      code: 2,
      err: expect.stringMatching(/mug\/2\.jpg is gone, or was changed here/),
    });
    expect(await run('lint', '--shard', '1/1', '--shard-output', 'x.shard')).toMatchObject({ code: 2 });
    expect((await pull()).out).toMatch(/1 fetched, 1 here already/);
    expect((await run()).code).toBeLessThan(2);
  });

  it('takes the place of no file of yours, and brings no name that is no path', async () => {
    const { bucket, shop, run, pull } = await shopOf();
    put(shop, 'listings/mug/1.jpg', 'mine');
    for (const name of ['.git/config', 'a/con.jpg', 'b/x:y.jpg', 'c/z.']) await send(`${bucket}/shop/${name}`, 'x');
    await send(`${bucket}/shop/a//b.jpg`, 'x');
    const { code, out } = await pull();
    expect(code).toBe(1);
    expect(out).toMatch(/2 fetched, 0 here already, 0 removed, 6 not brought:/);
    expect(out).toMatch(/mug\/1\.jpg: a file that did not come from the store has its place/);
    expect(readFileSync(join(shop, 'listings/mug/1.jpg'), 'utf8')).toBe('mine');
    expect(filesOf(shop)).toEqual(['mug/1.jpg', 'mug/2.jpg', 'tote/1.jpg']);
    expect(existsSync(join(shop, 'listings/.git'))).toBe(false);
    expect(await run()).toMatchObject({ code: 2, err: expect.stringMatching(/the last pull did not bring all of it/) });

    rmSync(join(shop, 'listings/mug/1.jpg'));
    const config = readFileSync(join(shop, 'listing-lint.config.yaml'), 'utf8');
    writeFileSync(
      join(shop, 'listing-lint.config.yaml'),
      config.replace(' }\nrules', ', except: [".git/**", "{a,b,c,d}/**"] }\nrules'),
    );
    expect(await pull()).toMatchObject({ code: 0, out: expect.stringMatching(/1 fetched, 2 here already/) });
    expect((await pull()).out).toContain('except: "d" in "{a,b,c,d}/**" matches no object');
  });

  const FAULTS: readonly (readonly [what: string, at: string, says: RegExp, does: Fault])[] = [
    [
      'cuts a picture off',
      'mug/2.jpg',
      /mug\/2\.jpg: /,
      ({ head, body, from }) =>
        void answer(head, from, body.subarray(0, 900), body.length).write(body.subarray(0, 900), () => head.destroy()),
    ],
    [
      'sends a shorter one',
      'mug/2.jpg',
      /mug\/2\.jpg: .*another length/,
      ({ head, body, from }) => void answer(head, from, body.subarray(0, 900)),
    ],
    [
      'sends other bytes',
      'mug/2.jpg',
      /mug\/2\.jpg: .*(?:others than its ETag|hecksum)/,
      ({ head, body, from }) =>
        void answer(head, from, Buffer.from(body.map((byte, at) => (at === 700 ? byte ^ 1 : byte)))),
    ],
    [
      'answers with errors',
      'mug/2.jpg',
      /mug\/2\.jpg: /,
      ({ head }) => void head.writeHead(503).end(`<Error><Code>SlowDown</Code><Message>${SECRET}</Message></Error>`),
    ],
    [
      'falls silent',
      'mug/2.jpg',
      /mug\/2\.jpg: .*(?:silent|slow)/,
      ({ head, body, from }) =>
        void answer(head, from, body.subarray(0, 900), body.length).write(body.subarray(0, 900)),
    ],
  ];
  it.each(FAULTS)('that %s is told, and what it has sent is not there', async (_, at, says, does) => {
    const { bucket, shop, run } = await shopOf();
    const setting = { from: `s3://${bucket}/shop`, to: 'listings', endpoint };
    fault = { at, does };
    // A disk that takes its time: what a file says while it is closed is no reason.
    const { close } = fs;
    vi.spyOn(fs, 'close').mockImplementation((...told) => void setTimeout(() => close(...told), 50));
    const { fetched, faults } = await pullStore({
      root: shop,
      store: setting,
      env: CREDENTIALS,
      maxBytes: 1e6,
      silenceMs: 400,
    });
    fault = undefined;
    vi.restoreAllMocks();
    const told = faults.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
    expect([fetched, told]).toEqual([2, expect.stringMatching(says)]);
    expect(told).not.toContain(SECRET);
    expect(filesOf(shop)).toEqual(['mug/1.jpg', 'tote/1.jpg']);
    expect(await run()).toMatchObject({ code: 2, out: '' });
    expect((await run('pull')).out).toMatch(/1 fetched, 2 here already/);
  });

  it.each([
    ['cut off', /is cut off/, (text: string) => text.replace(/<IsTruncated>false/i, '<IsTruncated>true')],
    ['of another folder', /was not asked for/, (text: string) => text.replaceAll('<Key>shop/mug', '<Key>../mug')],
    [
      'with an object twice',
      /names shop\/mug\/1\.jpg twice/,
      (text: string) => text.replaceAll('mug/2.jpg', 'mug/1.jpg'),
    ],
    ['empty', /holds nothing/, (text: string) => text.replace(/<Contents>.*<\/Contents>/s, '')],
    ['no list', /s3:\/\/bucket/, () => '<html>please pay for the network</html>'],
  ] as const)('whose list is %s is an error, and lints nothing', async (_, says, change) => {
    const { run, pull } = await shopOf();
    await pull();
    fault = {
      at: 'list-type=2',
      does: ({ head, body, from }) => void answer(head, from, Buffer.from(change(body.toString()))),
    };
    const { code, out, err } = await pull();
    fault = undefined;
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(says)]);
    expect(await run()).toMatchObject({ code: 2, out: '' });
    expect((await pull()).out).toMatch(/0 fetched, 3 here already, 0 removed/);
  });

  const LISTED = '<Contents><Key>shop/KEY</Key><Size>9</Size><ETag>"x"</ETag></Contents>';
  const part = (contents: string, token: string): string =>
    `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>${contents}</ListBucketResult>`;
  it.each<[string, RegExp, (head: ServerResponse, count: number) => void]>([
    [
      'goes in a circle',
      /goes in a circle/,
      (head, count) => void head.end(part(LISTED.replace('KEY', `${count}.jpg`), `${count % 3}`)),
    ],
    [
      'has no end',
      /more than 8 MB/,
      (head) => {
        const write = (): void => {
          while (head.write(`<a>${'a'.repeat(1_000_000)}`));
        };
        write();
        head.on('drain', write);
      },
    ],
    [
      'trickles',
      /took more than 0\.8 seconds/,
      (head) => {
        const timer = setInterval(() => head.write('<a>'), 50);
        head.on('close', () => clearInterval(timer));
      },
    ],
    [
      'is of folders without end',
      /more than 200000 objects/,
      (head, count) =>
        void head.end(
          part(
            Array.from({ length: 25_000 }, (_, at) => LISTED.replace('KEY', `${count}-${at}/`)).join(''),
            `${count}`,
          ),
        ),
    ],
    [
      'has a key that is no key of S3',
      /more than 1024 bytes/,
      (head) => void head.end(part(LISTED.replace('KEY', 'a'.repeat(1020)), '1')),
    ],
  ])('whose list %s is an error within its bounds', async (_, says, does) => {
    const { bucket, shop } = await shopOf();
    let count = 0;
    fault = { at: 'list-type=2', does: ({ head }) => does(head, ++count) };
    const store = { from: `s3://${bucket}/shop`, to: 'listings', endpoint };
    await expect(pullStore({ root: shop, store, env: CREDENTIALS, maxBytes: 1e6, silenceMs: 200 })).rejects.toThrow(
      says,
    );
    fault = undefined;
    expect(count).toBeLessThan(10);
  });

  it('is named without credentials, and none are told', async () => {
    const { bucket, shop, run } = await shopOf();
    const write = (setting: string) =>
      put(shop, 'listing-lint.config.yaml', `extends: recommended\nobjects: [{ ${setting}, to: listings }]\n`);
    for (const setting of [
      `from: "s3://${CREDENTIALS.AWS_ACCESS_KEY_ID}:${SECRET}@${bucket}"`,
      `from: s3://${bucket}, endpoint: "http://store.example.org"`,
      `from: s3://${bucket}, endpoint: "https://me:${encodeURIComponent(SECRET)}@store.example.org"`,
      `from: s3://${bucket}, to: ../out`,
    ]) {
      write(setting);
      const { code, err } = await run('pull');
      expect([code, err]).toEqual([2, expect.stringMatching(/objects/)]);
    }
    write(`from: s3://no-such-bucket-here, endpoint: "${endpoint}"`);
    const { code, out, err } = await run('pull');
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/NoSuchBucket/)]);
    expect(err).not.toContain(SECRET);
    expect((await runIn(scratch, ['pull'])).err).toMatch(/names no object store/);
  });
});

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOnce, waitOf } from './ask-once.ts';
import { fetchPicture } from './fetch-picture.ts';
import { serviceKey } from './keep-secret.ts';
import { patientAsk, turns } from './patient-ask.ts';
import { atPointer, elementsAt } from './pointer.ts';
import { isPublicIp, isRefusedHost } from './public-lookup.ts';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400)]);

const BOMB = gzipSync(Buffer.alloc(30_000_000));

/** What each path of the server does. */
const ROUTES: { readonly [path: string]: (response: ServerResponse) => void } = {
  '/picture': (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG),
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
  '/html-as-jpeg': (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<h1>Sign in</h1>'),
  '/slow': () => undefined,
  '/drip': (response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/endless': (response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
  '/too-short': (response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 5000 });
    response.write(JPEG);
    setTimeout(() => response.destroy(), 20);
  },
  '/too-long': (response) => {
    response.writeHead(200, { 'content-length': 3 }).write(JPEG.subarray(0, 3));
    response.socket?.write('more than it said');
    response.end();
  },
  '/bomb': (response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' }).end(BOMB),
  '/headers': (response) => response.writeHead(200, { 'x-long': 'a'.repeat(60_000) }).end(JPEG),
  '/no-http': (response) => {
    response.socket?.end('220 mail.example ESMTP\r\n');
  },
  '/to-private': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/to-file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/around': (response) => response.writeHead(302, { location: '/around' }).end(),
  '/once': (response) => response.writeHead(301, { location: '/picture' }).end(),
  '/no-place': (response) => response.writeHead(302).end(),
  '/404': (response) => response.writeHead(404).end('gone'),
  '/429': (response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  '/500': (response) => response.writeHead(500).end('secret words of a server'),
};

let server: Server;
let host = '';
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    ROUTES[request.url ?? '']?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const BOUNDS = { bytes: 1_000_000, ms: 900, ownHosts: [] as string[], userAgent: 'test', tries: 1, pauseMs: 1 };
const fetched = async (path: string, ownHosts = [host]): Promise<string> => {
  const got = await fetchPicture(path.startsWith('/') ? `http://${host}${path}` : path, { ...BOUNDS, ownHosts });
  return 'problem' in got ? got.problem : `${got.bytes.length} bytes`;
};

describe('a picture from an address that somebody named', () => {
  it.each([
    ['/picture', '404 bytes'],
    ['/once', '404 bytes'],
    ['/page', 'it is no picture that is known, but text/html'],
    ['/html-as-jpeg', 'it is no picture that is known, but image/jpeg'],
    ['/slow', 'it does not answer within 0.9 s'],
    ['/drip', 'it does not answer within 0.9 s'],
    ['/endless', 'its answer has more than 1 MB'],
    ['/too-short', 'its answer breaks off'],
    ['/bomb', 'its answer has more than the 1 MB that are read'],
    ['/headers', 'it does not speak HTTP (HPE_HEADER_OVERFLOW)'],
    ['/no-http', 'it does not speak HTTP (HPE_INVALID_CONSTANT)'],
    ['/to-private', 'its address is none of the public internet, and nothing is loaded from there'],
    ['/to-file', 'it is no address of the web'],
    ['/around', 'it leads on more than 3 times'],
    ['/no-place', 'it answers with status 302'],
    ['/404', 'it answers with status 404'],
    ['/500', 'it answers with status 500'],
  ])('%s: %s', async (path, words) => {
    expect(await fetched(path)).toBe(words);
  });

  it('is cut at the length that was said', async () => {
    expect(await fetched('/too-long')).toMatch(/^it is no picture|^it does not speak HTTP/);
  });

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.1.2.3/x.jpg',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://[fd00::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://198.18.0.1/',
    'http://[::7f00:1]/',
    'http://[::ffff:0:7f00:1]/',
    'http://127.1/',
  ])('is not loaded from %s', async (address) => {
    expect(await fetched(address)).toBe('its address is none of the public internet, and nothing is loaded from there');
  });

  it('is not loaded from ports and hosts that the config does not name, and nothing is asked there', async () => {
    asked = [];
    expect(await fetched('/picture', [])).toBe('it has a port of its own, and nothing is loaded from there');
    expect(await fetched('javascript:alert(1)', [])).toBe('it is no address of the web');
    expect(await fetched('file:///etc/passwd', [])).toBe('it is no address of the web');
    expect(asked).toEqual([]);
  });

  it('tells addresses of the internet from others', () => {
    expect(['1.1.1.1', '93.184.216.34', '2606:4700::1111'].every(isPublicIp)).toBe(true);
    expect(
      ['', 'x', '192.168.0.1', '224.0.0.1', '255.255.255.255', 'fe80::1', '2002:a00:1::', '2001:0:1::'].some(
        isPublicIp,
      ),
    ).toBe(false);
    expect([isRefusedHost('[::1]'), isRefusedHost('shop.example'), isRefusedHost('8.8.8.8')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('asking again', () => {
  it('waits as long as the server asks, and longer each time', async () => {
    const outcome = await askOnce(new URL(`http://${host}/429`), { method: 'GET', headers: {}, body: null }, BOUNDS);
    expect(outcome).toEqual({ reason: 'it answers with status 429', mayPass: true, status: 429, waitMs: 7000 });
    const calls: number[] = [];
    const ask = async () => {
      calls.push(performance.now());
      return { reason: 'no', mayPass: true, ...(calls.length === 1 ? { waitMs: 120 } : {}) };
    };
    const patience = { tries: 3, pauseMs: 20, mostWaitMs: 1000, turn: () => Promise.resolve() };
    expect(await patientAsk(ask, patience)).toEqual({ reason: 'no', tries: 3 });
    const [a = 0, b = 0, c = 0] = calls;
    expect(b - a).toBeGreaterThan(115);
    expect(c - b).toBeGreaterThan(35);
  });

  it('gives up what will not pass, and who asks to wait for too long', async () => {
    const patience = { tries: 5, pauseMs: 1, mostWaitMs: 1000, turn: () => Promise.resolve() };
    expect(await patientAsk(async () => ({ reason: 'no', mayPass: false }), patience)).toEqual({
      reason: 'no',
      tries: 1,
    });
    expect(await patientAsk(async () => ({ reason: 'no', mayPass: true, waitMs: 3_600_000 }), patience)).toEqual({
      reason: 'no, and asks to wait 3600 s',
      tries: 1,
    });
  });

  it('reads Retry-After as seconds or a date', () => {
    const now = Date.parse('2026-06-01T00:00:00Z');
    expect(
      ['3', 'Mon, 01 Jun 2026 00:00:05 GMT', 'Sun, 31 May 2026 00:00:00 GMT', 'soon', '-1', undefined].map((each) =>
        waitOf(each, now),
      ),
    ).toEqual([3000, 5000, 0, null, null, null]);
  });

  it('lets no more requests go than a minute may have', async () => {
    const turn = turns(1200);
    const start = performance.now();
    for (let i = 0; i < 4; i++) await turn();
    expect(performance.now() - start).toBeGreaterThan(140);
  });
});

describe('a key', () => {
  const value = 'k3y/with+signs=&%';
  it('goes into its header or parameter, and is hidden in each form', () => {
    const { put, hide } = serviceKey(
      'acme',
      { env: 'ACME_KEY', header: 'X-Api-Key', prefix: 'Bearer ' },
      { ACME_KEY: value },
    );
    expect(put(new URL('https://a.example/'), {}).headers).toEqual({ 'x-api-key': `Bearer ${value}` });
    const inQuery = serviceKey('acme', { env: 'ACME_KEY', query: 'key' }, { ACME_KEY: value });
    expect(inQuery.put(new URL('https://a.example/?a=1'), {}).url.searchParams.get('key')).toBe(value);
    for (const form of [
      value,
      encodeURIComponent(value),
      Buffer.from(value).toString('base64'),
      Buffer.from(value).toString('hex'),
    ])
      expect(hide(`x ${form} y`)).toMatch(/^x \$ACME_KEY=* y$/);
  });

  it.each([undefined, '', '  ', 'a\nb: c', 'ключ-ключ', 'abc'])('that is %j is refused, and not told', (given) => {
    expect(() => serviceKey('acme', { env: 'ACME_KEY', header: 'x-api-key' }, { ACME_KEY: given })).toThrow(
      /^acme cannot be asked: (?:ACME_KEY is not set|what ACME_KEY holds is no key)$/,
    );
  });
});

describe('a JSON pointer', () => {
  const root = { a: [{ b: [{ url: 1 }, { url: 2 }], name: 'x' }, { b: 'none' }, null], 'c/d': { '~e': 5 } };
  it('leads through lists to what stands there, and back up', () => {
    const all = elementsAt(root, ['/a', '/b']);
    expect(all.map((each) => [atPointer(each, '/url'), atPointer(each, '2/name'), atPointer(each, '0/url')])).toEqual([
      [1, 'x', 1],
      [2, 'x', 2],
    ]);
    expect(atPointer({ value: root, above: [] }, '/c~1d/~0e')).toBe(5);
    expect(
      ['/a/9', '/a/-', '/a/length', '/constructor', '/__proto__', '/a/0/b/0/url/x'].map((each) =>
        atPointer({ value: root, above: [] }, each),
      ),
    ).toEqual(Array.from({ length: 6 }, () => undefined));
    expect(elementsAt(root, ['/nothing'])).toEqual([]);
  });
});

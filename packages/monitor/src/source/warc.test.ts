import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS } from './capture.ts';
import { ADDRESS, inChunks, record, toldOfWarc as told } from './test-captures.ts';
import { warcCaptures } from './warc.ts';

describe('a WARC', () => {
  it.each([
    ['plain', (each: Buffer) => each],
    ['gzip', (each: Buffer) => gzipSync(each)],
  ])('%s is pictures, pages and what is gone, with address and time', async (_, pack) => {
    const file = Buffer.concat(
      [
        record({}),
        record({ address: 'https://shop.example/', type: 'text/html; charset=utf-8', body: Buffer.from('<p>hello') }),
        record({ address: 'https://shop.example/gone', type: 'text/plain', status: 404 }),
        record({ address: 'https://shop.example/s.css', type: 'text/css' }),
        record({ status: 500 }),
        record({ headers: ['Content-Encoding: br'], body: brotliCompressSync('small') }),
        record({ headers: ['Content-Encoding: gzip'], body: gzipSync('small') }),
        record({ headers: ['Transfer-Encoding: chunked'], body: Buffer.from('3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n') }),
      ].map(pack),
    );
    expect(await told(file)).toEqual([
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: picture`,
      'page 200 https://shop.example/ 2026-06-01T09:30:00Z: <p>hello',
      'page 404 https://shop.example/gone 2026-06-01T09:30:00Z: picture',
      'other',
      'other',
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: small`,
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: small`,
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: abcde`,
    ]);
  });

  it('of which nothing is read is gone through as well', async () => {
    const all: string[] = [];
    const file = gzipSync(Buffer.concat([record({}), record({ body: Buffer.alloc(300_000) }), record({})]));
    for await (const { kind } of warcCaptures(inChunks(file), 'x', DEFAULT_BOUNDS)) all.push(kind);
    expect(all).toEqual(['picture', 'picture', 'picture']);
  });
});

describe('a hostile WARC is bounded and said', () => {
  const rest = 'the rest of x.warc was not looked at';
  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    `https://a.example/${'a'.repeat(3000)}`,
  ])('address %j is none', async (address) => {
    expect(await told(record({ address }))).toEqual(['picture null 2026-06-01T09:30:00Z: picture']);
    expect(await told(record({ address, type: 'text/html' }))).toEqual(['other']);
  });

  it('lengths that lie', async () => {
    expect(await told(record({ length: '999999999' }))).toEqual([
      expect.stringContaining('picture https://shop.example/a.jpg'),
      `fault: it ends before its last record does; ${rest}`,
    ]);
    expect(await told(record({ length: '-5' }))).toContainEqual(expect.stringContaining('the record is damaged'));
    expect(await told(record({ length: '1e999' }))).toContainEqual(expect.stringContaining('the record is damaged'));
    // What follows a record that says too little is passed over, up to the next one.
    const short = await told(Buffer.concat([record({ length: '50' }), record({})]));
    expect(short.slice(1)).toEqual([
      'fault: the record before it is longer than it says',
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: picture`,
    ]);
  });

  it('bombs: a body, headers without an end, a file that unpacks for ever', async () => {
    const bounds = { ...DEFAULT_BOUNDS, pictureBytes: 1_000_000, sourceBytes: 60_000_000 };
    const zeros = Buffer.alloc(30_000_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await told(gzipSync(Buffer.concat([record({ body: zeros }), record({})])), bounds)).toEqual([
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: x.warc#0 has more than the 1 MB that are read`,
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: picture`,
    ]);
    expect(await told(record({ headers: ['Content-Encoding: gzip'], body: gzipSync(zeros) }), bounds)).toEqual([
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: x.warc#0 has more than the 1 MB that are read`,
    ]);
    const header = gzipSync(Buffer.concat([Buffer.from('WARC/1.1\r\nX: '), Buffer.alloc(30_000_000, 'a')]));
    expect(await told(header, bounds)).toEqual([`fault: the headers of a record have more than 1 MB; ${rest}`]);
    const endless = (async function* () {
      yield Buffer.from(
        'WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\n',
      );
      for (;;) yield zeros.subarray(0, 60_000);
    })();
    expect((await told(endless, bounds)).at(-1)).toBe(`fault: it unpacks to more than 60 MB; ${rest}`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000);
  });

  it('bombs in pieces: bodies of a byte a chunk, encodings in encodings, an archive of zeros', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const bounds = { ...DEFAULT_BOUNDS, pictureBytes: 4_000_000 };
    const chunks = Buffer.from(`${'1\r\nx\r\n'.repeat(100_000)}0\r\n\r\n`);
    const chunked = record({ headers: ['Transfer-Encoding: chunked'], body: chunks });
    expect(await told(Buffer.concat([chunked, record({})]), bounds)).toEqual([
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: x.warc#0 comes in 50000 pieces of some bytes each`,
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: picture`,
    ]);
    const deep = Array.from({ length: 2000 }, () => 'gzip').join(', ');
    expect(await told(record({ headers: [`Content-Encoding: ${deep}`], body: gzipSync('x') }), bounds)).toEqual([
      `picture ${ADDRESS} 2026-06-01T09:30:00Z: x.warc#0 is encoded 2000 times over`,
    ]);
    const zeros = Buffer.alloc(1_000_000);
    const head = record({ type: 'text/css', length: '900000000000', body: Buffer.alloc(0) });
    const member = gzipSync(zeros);
    const bomb = (async function* () {
      yield gzipSync(head);
      for (;;) yield member;
    })();
    expect(await told(bomb)).toEqual(['other', `fault: it unpacks to more than 200 times its size; ${rest}`]);
  });

  it('the same id and the same address, again and again', async () => {
    const one = record({});
    expect(await told(Buffer.concat([one, one, record({ body: Buffer.from('another') }), one]))).toEqual(
      ['picture', 'picture', 'another', 'picture'].map((body) => `picture ${ADDRESS} 2026-06-01T09:30:00Z: ${body}`),
    );
  });

  it('damage: garbage, a cut gzip, no WARC at all', async () => {
    const file = gzipSync(Buffer.concat([record({}), record({ body: Buffer.from('0123456789'.repeat(9000)) })]));
    expect((await told(file.subarray(0, file.length - 30))).at(-1)).toContain(rest);
    const noise = Buffer.from(Array.from({ length: 150_000 }, (_, n) => `line ${n}\r\n\r\n`).join(''));
    expect(await told(noise)).toEqual([
      'fault: the record is damaged: it has no type, or no length',
      `fault: the headers of a record have more than 1 MB; ${rest}`,
    ]);
    expect(await told(Buffer.alloc(0))).toEqual(['fault: it holds no record']);
  });

  it('very many records', async () => {
    const one = record({ type: 'text/css', body: Buffer.alloc(0) });
    const many = gzipSync(Buffer.concat(Array.from({ length: 20_000 }, () => one)), { level: 1 });
    const said = await told(many, { ...DEFAULT_BOUNDS, captures: 15_000 });
    expect(said).toHaveLength(15_001);
    expect(said.at(-1)).toBe(`fault: it holds more than 15000 records; ${rest}`);
  });
});

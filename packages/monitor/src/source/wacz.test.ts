import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS } from './capture.ts';
import { ADDRESS, captureLines, record } from './test-captures.ts';
import { waczCaptures } from './wacz.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wacz-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const told = (bytes: Uint8Array, bounds = DEFAULT_BOUNDS): Promise<readonly string[]> => {
  const file = join(folder, 'x.wacz');
  writeFileSync(file, bytes);
  return captureLines(waczCaptures({ file, name: 'x.wacz', within: ANYWHERE }, bounds));
};

const SEEN = `picture ${ADDRESS} 2026-06-01T09:30:00Z: picture`;
const ended = (words: string) => [
  expect.stringMatching(new RegExp(`^fault: .*${words}.*; the rest was not looked at$`)),
];
/** A zip of stored files, to be damaged. */
const stored = (files: { readonly [name: string]: Uint8Array }): Buffer => Buffer.from(zipSync(files, { level: 0 }));
/** Offset of the one entry in the directory, and of its local header. */
const central = (zip: Buffer): number => zip.indexOf('PK\u0001\u0002', 0, 'latin1');
const local = (zip: Buffer): number => zip.indexOf('PK\u0003\u0004', 0, 'latin1');

describe('a WACZ', () => {
  it('is what its WARC files hold, in the order of its directory; all else is passed over', async () => {
    const zip = zipSync({
      'datapackage.json': Buffer.from('{}'),
      'archive/a.warc.gz': [gzipSync(Buffer.concat([record({}), record({ type: 'text/css' })])), { level: 0 }],
      'archive/b.warc': record({ address: 'https://shop.example/', type: 'text/html', body: Buffer.from('<p>') }),
      'archive/deep/c.warc': record({}),
      'pages/pages.jsonl': Buffer.from(''),
    });
    expect(await told(zip)).toEqual([
      'fault: only files in archive/ of a WACZ are read: unpack it, and name it',
      ...[SEEN, 'other', 'page 200 https://shop.example/ 2026-06-01T09:30:00Z: <p>'],
    ]);
  });

  it('goes on with the next file where one is damaged, and says so', async () => {
    const zip = stored({ 'archive/a.warc.gz': gzipSync(record({})).subarray(0, 60), 'archive/b.warc': record({}) });
    expect(await told(zip)).toEqual([
      expect.stringContaining('the rest of x.wacz/archive/a.warc.gz was not looked at'),
      SEEN,
    ]);
  });
});

describe('a hostile WACZ is bounded and said', () => {
  it('no zip, an empty one, one that is cut off, one without an archive', async () => {
    expect(await told(Buffer.from('no zip at all'))).toEqual(ended('it is no zip that can be read'));
    expect(await told(Buffer.alloc(0))).toEqual(ended('it is no zip that can be read'));
    const zip = stored({ 'archive/a.warc': record({}) });
    expect(await told(zip.subarray(0, zip.length - 30))).toEqual(ended('it is no zip that can be read'));
    expect(await told(stored({ 'a.txt': Buffer.from('x') }))).toEqual(ended('it holds no archive/'));
  });

  it('names that lead out of it, which nothing is ever written by', async () => {
    for (const name of ['../../etc/x.warc', '/etc/x.warc', 'archive/../../x.warc', 'archive\\..\\x.warc'])
      expect(await told(stored({ [name]: record({}) })), name).toEqual(ended('it holds no archive|invalid|absolute'));
  });

  it('encrypted files', async () => {
    const zip = Buffer.from(zipSync({ 'archive/a.warc': record({}) }));
    for (const at of [central(zip) + 8, local(zip) + 6]) zip.writeUInt16LE(zip.readUInt16LE(at) | 1, at);
    expect(await told(zip)).toEqual(ended('archive/a.warc in it is encrypted'));
  });

  it('sizes and places that lie', async () => {
    const make = (): Buffer => stored({ 'archive/a.warc': record({}) });
    const larger = make();
    for (const at of [central(larger) + 20, central(larger) + 24]) larger.writeUInt32LE(1_000_000_000, at);
    expect((await told(larger)).at(-1)).toMatch(/^fault: /);
    const elsewhere = make();
    elsewhere.writeUInt32LE(0x7fff_ffff, central(elsewhere) + 42);
    expect((await told(elsewhere)).at(-1)).toMatch(/^fault: /);
    const packed = make();
    packed.writeUInt16LE(99, central(packed) + 10);
    expect(await told(packed)).toEqual(ended('compression method'));
    const count = make();
    count.writeUInt16LE(60_000, count.length - 12);
    count.writeUInt16LE(60_000, count.length - 14);
    expect((await told(count)).at(-1)).toMatch(/^fault: /);
  });

  it('a bomb in a zip: a file of zeros that is packed twice', async () => {
    const bounds = { ...DEFAULT_BOUNDS, sourceBytes: 2_000_000 };
    const bomb = record({ type: 'text/css', body: Buffer.alloc(6_000_000) });
    expect((await told(zipSync({ 'archive/a.warc': bomb }), bounds)).at(-1)).toContain('it unpacks to more than 2 MB');
    const twice = zipSync({ 'archive/a.warc.gz': gzipSync(bomb) });
    expect((await told(twice, bounds)).at(-1)).toContain('it unpacks to more than 2 MB');
  });

  it('more files than are looked at', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`archive/${n}.warc`, record({})]));
    const lines = await told(stored(many), { ...DEFAULT_BOUNDS, captures: 5 });
    expect(lines.filter((line) => line === SEEN)).toHaveLength(60);
  });
});

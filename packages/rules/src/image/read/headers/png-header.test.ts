import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPngHeader } from './png-header.ts';

const KEYS = [
  ...(['width', 'height', 'autoOrient', 'orientation', 'space', 'depth', 'bitsPerSample'] as const),
  ...(['hasAlpha', 'pages', 'delay', 'isProgressive', 'chromaSubsampling'] as const),
];

/** What is taken of sharp's reading; null where it cannot read the file. */
const bySharp = async (bytes: Buffer): Promise<Partial<Metadata> | null> => {
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  return (
    metadata && Object.fromEntries(KEYS.filter((key) => metadata[key] !== undefined).map((key) => [key, metadata[key]]))
  );
};

const scene = sharp({ create: { width: 24, height: 17, channels: 3, background: '#456' } });
const png = await scene.clone().png().toBuffer();

const chunk = (name: string, data: readonly number[], change = 0): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), Buffer.from(data)]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length);
  around.writeUInt32BE((crc32(body) ^ change) >>> 0, 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
};

const AFTER_HEADER = 33;
const withChunks = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, AFTER_HEADER), ...chunks, png.subarray(AFTER_HEADER)]);

/** The same file with other bytes at places of its header, whose sum is theirs. */
const withHeader = (values: { readonly [at: number]: number }): Buffer => {
  const header = Buffer.from(png.subarray(16, 29));
  for (const [at, value] of Object.entries(values)) header[Number(at)] = value;
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', [...header]), png.subarray(AFTER_HEADER)]);
};

const SRGB = chunk('sRGB', [1]);
const GAMMA = chunk('gAMA', [0, 0, 0xb1, 0x8f]);

const plainFiles = async (): Promise<readonly Buffer[]> => [
  png,
  await scene.clone().ensureAlpha(0.5).png().toBuffer(),
  await scene.clone().png({ progressive: true }).toBuffer(),
  await scene.clone().greyscale().toColourspace('b-w').png().toBuffer(),
  await scene.clone().ensureAlpha(0.5).greyscale().toColourspace('b-w').png().toBuffer(),
  withChunks(SRGB, GAMMA),
];

describe('the header of a PNG', () => {
  it('is read as sharp reads it', async () => {
    for (const bytes of await plainFiles()) {
      const own = readPngHeader(bytes);
      expect(own).not.toBeNull();
      expect(own).toEqual(await bySharp(bytes));
    }
  });

  it.each([
    ['the widest', withHeader({ 2: 0xff, 3: 0xdc }), true],
    ['a column more', withHeader({ 2: 0xff, 3: 0xdd }), false],
    ['the highest', withHeader({ 6: 0xff, 7: 0xdc }), true],
    ['a row more', withHeader({ 6: 0xff, 7: 0xdd }), false],
    ['no column', withHeader({ 3: 0 }), false],
    ['no row', withHeader({ 7: 0 }), false],
    ['sixteen bits', withHeader({ 8: 16 }), false],
    ['four bits', withHeader({ 8: 4 }), false],
    ['a palette', withHeader({ 9: 3 }), false],
    ['a strange colour type', withHeader({ 9: 1 }), false],
    ['a compression of its own', withHeader({ 10: 1 }), false],
    ['a filter of its own', withHeader({ 11: 1 }), false],
    ['two passes', withHeader({ 12: 2 }), false],
    ['a header with another sum', Buffer.concat([png.subarray(0, 32), Buffer.from([0]), png.subarray(33)]), false],
    ['a rendering intent', withChunks(chunk('sRGB', [3])), true],
    ['one that there is not', withChunks(chunk('sRGB', [4])), false],
    ['the same chunk twice', withChunks(SRGB, SRGB), false],
    ['a chunk with another sum', withChunks(chunk('sRGB', [1], 1)), false],
    ['another gamma', withChunks(chunk('gAMA', [0, 0, 0xb1, 0x90])), false],
    ['a profile', withChunks(chunk('iCCP', [65, 0, 0, 1])), false],
    ['frames', withChunks(chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0])), false],
    ['EXIF', withChunks(chunk('eXIf', [77, 77, 0, 42, 0, 0, 0, 8, 0, 0])), false],
    ['a text', withChunks(chunk('tEXt', [65, 0, 65])), false],
    ['transparency', withChunks(chunk('tRNS', [0, 1, 0, 1, 0, 1])), false],
    ['no pixels', png.subarray(0, AFTER_HEADER), false],
    ['pixels that end too early', png.subarray(0, -16), false],
    ['nothing', png.subarray(0, 8), false],
  ])('with %s', (_what, bytes, isRead) => {
    expect(readPngHeader(bytes) !== null).toBe(isRead);
  });

  it('with bytes changed is read as sharp reads it, or not at all', async () => {
    const changes = fc.array(fc.tuple(fc.nat(12), fc.nat(255)), { minLength: 1, maxLength: 3 });
    let own = 0;
    await fc.assert(
      fc.asyncProperty(changes, fc.subarray([SRGB, GAMMA]), async (changed, chunks) => {
        const header = Buffer.from(png.subarray(16, 29));
        for (const [at, value] of changed) header[at] = at >= 8 ? value % 8 : at % 4 < 2 ? 0 : value;
        const ihdr = chunk('IHDR', [...header]);
        const bytes = Buffer.concat([png.subarray(0, 8), ihdr, ...chunks, png.subarray(AFTER_HEADER)]);
        const read = readPngHeader(bytes);
        if (read === null) return;
        own++;
        expect(read).toEqual(await bySharp(bytes));
      }),
    );
    expect(own).toBeGreaterThan((fc.readConfigureGlobal().numRuns ?? 0) / 6);
  });

  it('with any byte changed is read as sharp reads it, or not at all', async () => {
    const sources = await plainFiles();
    let own = 0;
    for (const source of sources) {
      const end = source.indexOf('IDAT') + 8;
      for (let at = 8; at < end; at++) {
        const bytes = Buffer.from(source);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        const read = readPngHeader(bytes);
        if (read === null) continue;
        own++;
        expect(read).toEqual(await bySharp(bytes));
      }
    }
    expect(own).toBeGreaterThan(sources.length);
  });
});

import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyPng, tiffOf } from '../test-files.ts';
import { sniff } from './container.ts';
import { decodeCanonical } from './decode.ts';
import { readHeader } from './header.ts';
import { pngChunk } from './headers/png-chunk.ts';
import { refusalOf } from './refusal.ts';

const scene = (width: number, height: number): Sharp =>
  sharp({
    create: { width, height, channels: 3, background: '#345', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });
const isoFile = (brand: string, ...compatible: string[]): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + 4 * compatible.length]),
    Buffer.from(`ftyp${brand}\0\0\0\0${compatible.join('')}`, 'latin1'),
    Buffer.alloc(32),
  ]);

describe('sniff', () => {
  it('knows what sharp writes, whatever the name', async () => {
    const picture = scene(16, 16);
    expect(sniff(await picture.clone().jpeg().toBuffer(), 'png')).toBe('jpeg');
    expect(sniff(await picture.clone().png().toBuffer(), 'jpg')).toBe('png');
    expect(sniff(await picture.clone().webp().toBuffer(), 'jpg')).toBe('webp');
    expect(sniff(await picture.clone().gif().toBuffer(), 'jpg')).toBe('gif');
    expect(sniff(await picture.clone().tiff().toBuffer(), 'jpg')).toBe('tiff');
    expect(sniff(await picture.clone().avif({ effort: 0 }).toBuffer(), 'jpg')).toBe('avif');
  });

  it.each([
    [isoFile('heic', 'mif1'), 'heic'],
    [isoFile('mif1', 'mif1', 'heic'), 'heic'],
    [isoFile('mif1', 'mif1', 'avif'), 'avif'],
    [isoFile('crx ', 'crx '), 'raw'],
    [isoFile('mp42', 'isom'), 'unknown'],
    [tiffOf({ 50706: 1 }), 'raw'],
    [tiffOf({ 254: 1, 330: 8 }), 'raw'],
    [tiffOf({ 262: 2 }), 'tiff'],
    [Buffer.from('IIRO\x08\0\0\0'), 'raw'],
    [Buffer.from('II*\0\x10\0\0\0CR\x02\0\0\0\0\0', 'latin1'), 'raw'],
    [Buffer.from('a\nb, c, d, e, f'), 'unknown'],
    [Buffer.from('\xff\x0a\0\0', 'latin1'), 'jxl'],
    [Buffer.from('\xff\xfe\0\0', 'latin1'), 'unknown'],
    [Buffer.from('FUJIFILMCCD-RAW 0201'), 'raw'],
    [Buffer.from('II\x1a\0\0\0HEAPCCDR'), 'raw'],
    [Buffer.from('8BPS\0\x01'), 'psd'],
    [Buffer.from('<?xml version="1.0"?><svg/>'), 'svg'],
    [Buffer.from('%PDF-1.7'), 'pdf'],
    [Buffer.from('PK\x03\x04 a zip'), 'unknown'],
    [Buffer.from('BMW is no bitmap, however long it is'), 'unknown'],
    [Buffer.from('x'), 'unknown'],
  ])('%#: %s', (bytes, format) => {
    expect(sniff(bytes, 'jpg')).toBe(format);
  });

  it('believes a camera-raw name only of a TIFF structure', () => {
    expect(sniff(tiffOf({ 262: 2 }), 'nef')).toBe('raw');
    expect(sniff(Buffer.from('plain text'), 'nef')).toBe('unknown');
  });
});

describe('readHeader', () => {
  it('gives the displayed size, after the orientation tag', async () => {
    const bytes = await scene(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await readHeader(bytes, 'jpg')).toMatchObject({ format: 'jpeg', width: 20, height: 40, problem: null });
    const { width, height } = await decodeCanonical(bytes);
    expect({ width, height }).toEqual({ width: 20, height: 40 });
  });

  it('says why a file is no picture, and never throws', async () => {
    const png = await scene(16, 16).png().toBuffer();
    for (const bytes of [
      Buffer.from('not a picture'),
      png.subarray(0, 20),
      Buffer.from('\xff\xd8\xff\xe0', 'latin1'),
      Buffer.alloc(100),
    ]) {
      const header = await readHeader(bytes, 'png');
      expect(header.problem).toMatch(/\w/);
      expect(header.width).toBeNull();
    }
    expect((await readHeader(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'png')).problem).toMatch(/SVG/);
  });

  it('reads the size of a BMP without decoding it', async () => {
    const bmp = Buffer.alloc(60);
    bmp.write('BM', 'latin1');
    bmp.writeUInt32LE(40, 14);
    bmp.writeInt32LE(300, 18);
    bmp.writeInt32LE(-200, 22);
    expect(await readHeader(bmp, 'bmp')).toMatchObject({ format: 'bmp', width: 300, height: 200, problem: null });
    expect(await readHeader(bmp.subarray(0, 26), 'bmp')).toMatchObject({ format: 'bmp', width: 300, height: 200 });
    expect(await readHeader(bmp.subarray(0, 25), 'bmp')).toMatchObject({
      format: 'unknown',
      width: null,
      height: null,
    });
  });

  it('reads the size of a PSD that is long enough to have one', async () => {
    const psd = Buffer.alloc(26);
    psd.write('8BPS\0\x01', 'latin1');
    psd.writeUInt32BE(200, 14);
    psd.writeUInt32BE(300, 18);
    expect(await readHeader(psd, 'psd')).toMatchObject({ format: 'psd', width: 300, height: 200, problem: null });
    expect(await readHeader(psd.subarray(0, 25), 'psd')).toMatchObject({ format: 'psd', width: null, height: null });
  });
});

describe('what is not decoded', () => {
  it('is a picture of too many pixels, by its header', { tags: 'full' }, async () => {
    const header = await readHeader(greyPng(30_000, 30_000), 'png');
    expect(header).toMatchObject({ width: 30_000, height: 30_000 });
    expect(refusalOf(header, 50)?.message).toBe(
      'the picture has 900.0 megapixels, more than the 50 that are decoded (limits.megapixels)',
    );
    await expect(decodeCanonical(greyPng(30_000, 30_000))).rejects.toThrow(/pixel limit/);
  });

  it('is a progressive JPEG from a lower bound on', async () => {
    const baseline = await readHeader(await scene(1000, 900).jpeg().toBuffer(), 'jpg');
    const progressive = await readHeader(await scene(1000, 900).jpeg({ progressive: true }).toBuffer(), 'jpg');
    expect(refusalOf(baseline, 1)).toBeNull();
    expect(refusalOf(progressive, 1)?.message).toMatch(/progressive picture has 0\.9 megapixels/);
  });

  it('is a cut-off file', async () => {
    const jpeg = await scene(600, 600).jpeg().toBuffer();
    await expect(decodeCanonical(jpeg.subarray(0, jpeg.length / 2))).rejects.toThrow(/cut off/);
  });
});

describe('the canonical decode', () => {
  it.each([
    ['grey', (picture: Sharp) => picture.greyscale().png()],
    ['16 bits', (picture: Sharp) => picture.toColourspace('rgb16').png()],
    ['CMYK', (picture: Sharp) => picture.toColourspace('cmyk').jpeg()],
    ['palette', (picture: Sharp) => picture.png({ palette: true })],
    ['Lab', (picture: Sharp) => picture.toColourspace('lab').tiff()],
  ])('of %s is 8-bit RGB', async (_name, encode) => {
    const image = await decodeCanonical(await encode(scene(30, 20)).toBuffer());
    expect(image.data.length).toBe(3 * image.width * image.height);
  });

  it('lays transparent pixels on white and never enlarges', { tags: 'full' }, async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#ff000000' } })
      .png()
      .toBuffer();
    const image = await decodeCanonical(clear);
    expect(image.width).toBe(8);
    expect([...new Set(image.data)]).toEqual([255]);
    expect((await decodeCanonical(await scene(3000, 1500).jpeg().toBuffer())).width).toBe(1024);
  });

  it('survives a compressed bomb in a text or profile chunk', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000), { level: 9 });
    const before = process.resourceUsage().maxRSS;
    for (const [type, head] of [
      ['iCCP', 'x\0\0'],
      ['zTXt', 'Comment\0\0'],
      ['iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0'],
    ] as const) {
      const png = greyPng(10, 10, [pngChunk(type, Buffer.concat([Buffer.from(head, 'latin1'), bomb]))]);
      expect((await readHeader(png, 'png')).problem).toBeNull();
      expect((await decodeCanonical(png)).width).toBe(10);
    }
    // In kB. The expanded chunk alone would be 100 MB.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(60_000);
  });
});

it('distinguishes an empty file from what is no picture', async () => {
  expect((await readHeader(Buffer.alloc(0), 'jpg')).problem).toBe('the file is empty');
  expect((await readHeader(Buffer.alloc(1), 'jpg')).problem).toBe('not a picture format that is known here');
});

it('distinguishes a pointer of Git LFS from what is no picture', async () => {
  const pointer = Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`);
  expect((await readHeader(pointer, 'jpg')).problem).toContain('fetch it (git lfs pull)');
  expect((await readHeader(pointer.subarray(0, 20), 'jpg')).problem).toBe('not a picture format that is known here');
});

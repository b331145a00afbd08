import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../image/read/header.ts';
import { pngChunk } from '../../image/read/headers/png-chunk.ts';
import {
  exifSegment,
  greyPng,
  iptcSegment,
  jpegSegment,
  type TiffDirectory,
  thumbnailSegment,
  tiffOf,
  withSegments,
  xmpSegment,
} from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { exifOf } from './exif-fact.ts';

const picture = (): Sharp => sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } });
const jpegWith = async (...segments: Buffer[]): Promise<Buffer> =>
  withSegments(await picture().jpeg({ optimiseCoding: false }).toBuffer(), segments);
const read = async (bytes: Buffer, extension = 'jpg') => {
  const header = await readHeader(bytes, extension);
  return exifOf(readMetadata(findCarriers(bytes, header.format)), header);
};

const camera = (more: TiffDirectory = {}, exif: TiffDirectory = {}): TiffDirectory => ({
  271: 'NIKON CORPORATION',
  272: 'NIKON D750',
  306: '2026:05:02 08:00:00',
  34665: { 36867: '2026:05:01 10:20:30', 36868: '2026:05:01 10:20:30', ...exif },
  ...more,
});
const xmp = (attributes: string, body = ''): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" ${attributes}>${body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

describe('the exif fact', () => {
  it('reads camera and times, with fraction and zone where the file has them', async () => {
    const exif = await read(await jpegWith(exifSegment(camera({}, { 37521: '25', 36881: '+02:00' }))));
    expect(exif).toMatchObject({
      hasExif: true,
      make: 'NIKON CORPORATION',
      model: 'NIKON D750',
      capturedAt: '2026-05-01T10:20:30.25+02:00',
      modifiedAt: '2026-05-02T08:00:00',
      zoneKnown: true,
      readError: null,
    });
    expect(exif.tags).toEqual(expect.arrayContaining(['Make', 'Model', 'DateTimeOriginal']));
    expect(exif.secondsToChange).toBeCloseTo(77_969.75, 6);
  });

  it('takes a block without a single entry for one that says nothing, and one with more behind for unknown', async () => {
    const block = (hex: string): Buffer =>
      jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(hex, 'hex')]));
    for (const empty of ['49492a0008000000000000000000', '4d4d002a0000000800000000']) {
      const exif = await read(await jpegWith(block(empty)));
      expect(exif).toMatchObject({ hasExif: true, readError: null, gps: { present: false }, tags: [] });
    }
    const hidden = await read(await jpegWith(block('49492a000800000000001a000000')));
    expect(hidden).toMatchObject({ gps: { present: null } });
  });

  it('reads text in UTF-8, and a TIFF file’s own tags', async () => {
    const directory = camera({ 33432: '© 2026 Müller' });
    expect((await read(await jpegWith(exifSegment(directory)))).copyright).toBe('© 2026 Müller');
    const header = { format: 'tiff', width: 1, height: 1, metadata: null, problem: null } as const;
    expect(await exifOf(readMetadata(findCarriers(tiffOf(directory), header.format)), header)).toMatchObject({
      hasExif: true,
      model: 'NIKON D750',
    });
  });

  it.each(['0000:00:00 00:00:00', '2026:02:31 10:00:00', '    :  :     :  :  ', 'yesterday'])(
    'does not take %j for a date',
    async (date) => {
      const exif = await read(await jpegWith(exifSegment(camera({}, { 36867: date }))));
      expect(exif.capturedAt).toBeNull();
      expect(exif.tags).not.toContain('DateTimeOriginal');
    },
  );

  it('finds the same in PNG, WebP, AVIF and JPEG', async () => {
    const tags = {
      IFD0: { Make: 'Acme', Model: 'One', Copyright: 'Muller' },
      IFD2: { DateTimeOriginal: '2026:05:01 10:20:30' },
    };
    for (const [name, encode] of [
      ['png', (p: Sharp) => p.png()],
      ['webp', (p: Sharp) => p.webp()],
      ['avif', (p: Sharp) => p.avif({ effort: 0 })],
      ['jpg', (p: Sharp) => p.jpeg()],
    ] as const) {
      const bytes = await encode(picture().withExif(tags)).toBuffer();
      expect(await read(bytes, name), name).toMatchObject({
        make: 'Acme',
        model: 'One',
        copyright: 'Muller',
        capturedAt: '2026-05-01T10:20:30',
      });
    }
  });

  it('reads XMP with its entities, and IPTC in UTF-8', async () => {
    const byXmp = await read(
      await jpegWith(
        xmpSegment(
          xmp(
            'xmp:CreatorTool="A &amp; B &lt;1&gt;" exif:GPSLatitude="43,28.0N"',
            '<dc:creator><rdf:Seq><rdf:li>Ann &amp; Bob</rdf:li></rdf:Seq></dc:creator>',
          ),
        ),
      ),
    );
    expect(byXmp).toMatchObject({ hasXmp: true, hasExif: false, creator: 'Ann & Bob', gps: { present: true } });
    const byIptc = await read(
      await jpegWith(
        iptcSegment([
          [1, 90, Buffer.from('\x1b%G', 'latin1')],
          [2, 80, Buffer.from('Jörg Weiß')],
          [2, 116, Buffer.from('© 2026')],
        ]),
      ),
    );
    expect(byIptc).toMatchObject({ hasIptc: true, creator: 'Jörg Weiß', copyright: '© 2026' });
  });

  it('reads the XMP of a GIF', async () => {
    const gif = await picture().gif().toBuffer();
    const packet = Buffer.concat([
      Buffer.from('!\xff\x0bXMP DataXMP', 'latin1'),
      Buffer.from(xmp('xmp:CreatorTool="GIMP 3"')),
      Buffer.alloc(258),
    ]);
    const at = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
    const exif = await read(Buffer.concat([gif.subarray(0, at), packet, gif.subarray(at)]), 'gif');
    expect(exif).toMatchObject({ hasXmp: true, editors: ['GIMP'] });
  });

  it('names editors from Software and from the history, and weak signs', async () => {
    const history =
      '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Adobe Photoshop 26.1 (Windows)"/></rdf:Seq></xmpMM:History>';
    const exif = await read(await jpegWith(exifSegment(camera({ 305: 'GIMP 2.10' })), xmpSegment(xmp('', history))));
    expect(exif.editors).toEqual(['Adobe Photoshop', 'GIMP']);
    expect(exif.signs).toEqual(['changed more than a minute after capture', 'no maker note']);
  });

  it('sees a maker note, which is one sign less', async () => {
    const note = Buffer.from('ACME\0 what only the maker understands');
    const exif = await read(await jpegWith(exifSegment(camera({}, { 37500: note }))));
    expect(exif.makerNote).toBe(true);
    expect(exif.signs).toEqual(['changed more than a minute after capture']);
    expect((await read(await jpegWith(exifSegment(camera())))).makerNote).toBe(false);
  });

  it('sees a preview where the second directory points to one', async () => {
    const preview = await picture().jpeg().toBuffer();
    const exif = await read(await jpegWith(thumbnailSegment({ 271: 'Acme', 274: 6 }, preview)));
    expect(exif).toMatchObject({ thumbnail: true, orientation: 6 });
    expect(await read(await jpegWith(exifSegment(camera())))).toMatchObject({ thumbnail: false, orientation: null });
  });

  it('reads the size that EXIF states, and whether the flash fired', async () => {
    const stated = (flash: number) => exifSegment(camera({}, { 37385: flash, 40962: 32, 40963: 24 }));
    expect(await read(await jpegWith(stated(25)))).toMatchObject({ width: 32, height: 24, flash: true });
    expect(await read(await jpegWith(stated(16)))).toMatchObject({ sizeMatches: true, flash: false });
  });

  it.each([
    ['of the body', { 34665: { 42033: 'B-1' } }],
    ['of the lens', { 34665: { 42037: 'L-1' } }],
    ['of the camera, in the first directory', { 50735: 'C-1' }],
  ])('sees a serial number %s', async (_name, directory) => {
    expect((await read(await jpegWith(exifSegment({ 271: 'Acme', ...directory })))).serialNumber).toBe(true);
    expect((await read(await jpegWith(exifSegment({ 271: 'Acme' })))).serialNumber).toBe(false);
  });

  it('distinguishes a position from an empty block of one', async () => {
    const empty = await read(await jpegWith(exifSegment(camera({ 34853: { 0: 2 } }))));
    expect(empty.gps.present).toBe(false);
  });

  it('says nothing is there where nothing is', async () => {
    expect(await read(await jpegWith())).toMatchObject({
      hasExif: false,
      tags: [],
      gps: { present: false },
      readError: null,
    });
  });
});

describe('metadata that cannot be read', () => {
  it('are unknown, not absent', async () => {
    const exif = await read(await jpegWith(jpegSegment(0xe1, Buffer.from('Exif\0\0II*\0\xff\xff\xff\x7f', 'latin1'))));
    expect(exif.hasExif).toBe(true);
    expect(exif.readError).toMatch(/\w/);
    expect(exif.tags).toEqual([null]);
    expect(exif.gps.present).toBeNull();
  });

  it.each([
    ['a packet that is no XML', '<x:xmpmeta exif:GPSLatitude <<<'],
    [
      'an entity bomb',
      '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><x:xmpmeta><exif:GPSLatitude/>&c;</x:xmpmeta>',
    ],
  ])('%s is an error of the fact, not of the run', async (_name, text) => {
    const exif = await read(await jpegWith(exifSegment(camera()), xmpSegment(text)));
    expect(exif.make).toBe('NIKON CORPORATION');
    expect(exif.readError).toMatch(/XMP/);
    expect(exif.gps.present).toBeNull();
  });

  it('in a PNG beyond the decoder’s bounds are said to be there', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000), { level: 9 });
    const png = greyPng(10, 10, [
      pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1'), bomb])),
    ]);
    expect(await read(png, 'png')).toMatchObject({
      readError: 'chunk iTXt “XML:com.adobe.xmp”: it unpacks to more than 8000000 bytes',
      gps: { present: null },
    });
  });

  it('cost no more than a bound: 50 MB of extended XMP are skipped', async () => {
    const head = Buffer.from(`http://ns.adobe.com/xmp/extension/\0${'A'.repeat(32)}`, 'latin1');
    const segment = jpegSegment(0xe1, Buffer.concat([head, Buffer.alloc(65_000, 0x41)]));
    const bytes = await jpegWith(exifSegment(camera()), ...Array.from({ length: 800 }, () => segment));
    const header = await readHeader(bytes, 'jpg');
    const before = process.resourceUsage().maxRSS;
    expect(await exifOf(readMetadata(findCarriers(bytes, header.format)), header)).toMatchObject({
      make: 'NIKON CORPORATION',
    });
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(20_000);
  });

  it('keeps hostile text to one bounded line', async () => {
    const exif = await read(await jpegWith(exifSegment(camera({ 271: `\x1b[31m<script>\n${'x'.repeat(5000)}` }))));
    expect(exif.make?.length).toBe(300);
    expect(exif.make?.startsWith('[31m<script> xxx')).toBe(true);
  });

  it('does not loop on a directory that points to itself', async () => {
    const loop = tiffOf(camera());
    const pointer = loop.indexOf(Buffer.from([0x69, 0x87, 4, 0]));
    loop.writeUInt32LE(8, pointer + 8);
    const exif = await read(
      await jpegWith(jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), loop]))),
    );
    expect(exif.make).toBe('NIKON CORPORATION');
  });
});

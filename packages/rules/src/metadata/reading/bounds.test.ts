import { encode } from 'cborg';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pngChunk } from '../../image/read/headers/png-chunk.ts';
import { greyPng, iptcSegment, withSegments } from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { isoOfExif } from '../exif/dates.ts';
import { metadataFactsOf } from '../metadata-facts.ts';
import { readJumbf } from '../packets/jumbf.ts';
import { nameOf, readXmp } from '../packets/xmp.ts';
import { readMetadata } from './metadata.ts';
import { statementsOf } from './statements.ts';
import { find, POSITION } from './topics.ts';

const jpeg = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const LONG = 200_001;
/** Words at the end of which a position stands. */
const words = 'lorem ipsum. '.repeat(LONG / 13 + 1);
const said = `${words} lat 51.50012, lon 7.25013`;
const packet = (body: string): Buffer =>
  Buffer.from(
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">${body}</rdf:Description></rdf:RDF>`,
  );

const positionIn = (bytes: Buffer, format: 'jpeg' | 'png') => {
  const metadata = readMetadata(findCarriers(bytes, format));
  return find(POSITION, metadata, statementsOf(metadata));
};

describe('what is beyond the bounds of one value', () => {
  it.each([
    ['element', packet(`<dc:description>${said}</dc:description>`)],
    [
      'attribute',
      Buffer.from(packet('').toString().replace('<rdf:Description', `<rdf:Description dc:title="${said}"`)),
    ],
  ])('is named in an XMP %s', (_name, bytes) => {
    expect(readXmp(bytes).problem).toBe('a value has more than 200,000 characters');
  });

  it('is no matter where it is a picture in base64', () => {
    expect(readXmp(packet(`<dc:source>${'QUJD'.repeat(LONG)}</dc:source>`)).problem).toBeNull();
    expect(readXmp(packet(`<dc:source>${'QUJD'.repeat(LONG)} a@b.de</dc:source>`)).problem).not.toBeNull();
  });

  it('leaves a position open in a text of a PNG', () => {
    const { present, unread } = positionIn(greyPng(8, 8, [pngChunk('tEXt', Buffer.from(`Comment\0${said}`))]), 'png');
    expect({ present, unread: unread.length }).toEqual({ present: null, unread: 1 });
  });

  it('is named in EXIF, IPTC and C2PA', () => {
    const tiff = Buffer.concat([
      Buffer.from('49492a00080000000100', 'hex'),
      Buffer.from('0e010200', 'hex'),
      Buffer.from(Uint32Array.of(said.length + 1, 26).buffer),
      Buffer.alloc(4),
      Buffer.from(`${said}\0`),
    ]);
    expect(positionIn(greyPng(8, 8, [pngChunk('eXIf', tiff)]), 'png').present).toBeNull();
    const data = Buffer.from(said);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const iptc = Buffer.concat([Buffer.from([0x1c, 2, 120, 0x80, 4]), size, data]);
    const profile = Buffer.from(`Raw profile type iptc\0\niptc\n${iptc.length}\n${iptc.toString('hex')}\n`);
    expect(positionIn(greyPng(8, 8, [pngChunk('tEXt', profile)]), 'png').present).toBeNull();
    expect(readJumbf(cborAssertion(encode({ note: said }))).unread).toEqual(['an assertion']);
  });
});

it('takes time linear in a run of blanks or slashes', () => {
  const run = ' '.repeat(400_000);
  const slashes = '/'.repeat(400_000);
  const begun = process.cpuUsage();
  expect(isoOfExif(`2024:05:01 10:20:30${run}x`)).toBeNull();
  expect(isoOfExif(`${run}2024:05:01 10:20:30${run}`)).toBe('2024-05-01T10:20:30');
  expect(nameOf({ uri: `https://ns.example${slashes}x`, local: 'name', prefix: 'p' })).toBe('p:name');
  expect(nameOf({ uri: `https://purl.org/dc/elements/1.1${slashes}`, local: 'Title', prefix: 'p' })).toBe('dc:title');
  readMetadata(findCarriers(greyPng(8, 8, [pngChunk('tEXt', Buffer.from(`Raw profile type exif\0${run}`))]), 'png'));
  // Patterns that are quadratic in it took more than a minute.
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(5);
});

describe('more values than are read', () => {
  it('leaves open what the others say', () => {
    const many = Array.from({ length: 1900 }, () => [2, 25, Buffer.from('x')] as const);
    const few = withSegments(jpeg, [iptcSegment(many)]);
    expect(positionIn(few, 'jpeg').present).toBe(false);
    const segments = Array.from({ length: 11 }, () => iptcSegment(many));
    const { present, unread } = positionIn(withSegments(jpeg, segments), 'jpeg');
    expect(present).toBeNull();
    expect(unread[0]).toMatch(/more than 20,000 values; those in here are not read/);
  });
});

const box = (type: string, body: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const cborAssertion = (content: Uint8Array): Buffer => {
  const label = Buffer.concat([Buffer.alloc(16), Buffer.from([3]), Buffer.from('an assertion\0')]);
  return box('jumb', Buffer.concat([box('jumd', label), box('cbor', content)]));
};

describe('CBOR of a manifest', () => {
  it('is read as keys and values', () => {
    const { contents, unread } = readJumbf(cborAssertion(encode({ 'exif:GPSLatitude': '51,30.0N' })));
    expect({ contents, unread }).toEqual({
      contents: [[['an assertion/exif:GPSLatitude', '51,30.0N']]],
      unread: [],
    });
  });

  it('is read where lengths are left open', () => {
    const indefinite = Buffer.concat([Buffer.from([0xbf, 0x61, 0x61, 0x9f, 0x01, 0x02, 0xff, 0xff])]);
    const { contents, unread } = readJumbf(cborAssertion(indefinite));
    expect({ contents, unread }).toEqual({
      contents: [
        [
          ['an assertion/a', '1'],
          ['an assertion/a', '2'],
        ],
      ],
      unread: [],
    });
  });
});

describe('blocks that lie over each other', () => {
  const metadataOf = (bytes: Buffer) => readMetadata(findCarriers(bytes, 'png'));
  /** A TIFF structure of directories with entries that all have one value, behind the last directory. */
  const overlapping = (
    directories: number,
    entries: readonly (readonly [tag: number, type: number])[],
    value: Buffer,
  ) => {
    const size = 6 + 12 * entries.length;
    const place = 8 + directories * size;
    const head = Buffer.alloc(place);
    head.write('II*\0\x08', 'latin1');
    for (let k = 0; k < directories; k++) {
      const start = 8 + k * size;
      head.writeUInt16LE(entries.length, start);
      for (const [i, [tag, type]] of entries.entries()) {
        const at = start + 2 + 12 * i;
        head.writeUInt16LE(tag, at);
        head.writeUInt16LE(type, at + 2);
        const isPlace = tag === 0x0201;
        head.writeUInt32LE(type === 2 ? value.length : 1, at + 4);
        head.writeUInt32LE(type === 2 || isPlace ? place : value.length, at + 8);
      }
      if (k + 1 < directories) head.writeUInt32LE(start + size, start + size - 4);
    }
    return Buffer.concat([head, value]);
  };

  it('are read up to the length of a structure, and no other reader is given them', async () => {
    const texts = Array.from({ length: 900 }, (_, i) => [0xc000 + i, 2] as const);
    const bytes = greyPng(8, 8, [pngChunk('eXIf', overlapping(1, texts, Buffer.alloc(100_000, 'a ')))]);
    const metadata = metadataOf(bytes);
    expect(metadata.unread).toEqual([expect.objectContaining({ problem: 'IFD0: its values lie over each other' })]);
    expect(statementsOf(metadata).length).toBeLessThan(4);
    const { exif } = await metadataFactsOf(bytes, 'png');
    expect(exif.tags).toEqual([null]);
  });

  it('are read where two tags share one value', () => {
    const tiff = overlapping(
      1,
      [
        [270, 2],
        [271, 2],
      ],
      Buffer.from('a lamp of oak'),
    );
    expect(metadataOf(greyPng(8, 8, [pngChunk('eXIf', tiff)])).unread).toEqual([]);
  });

  it('are walked up to their share where they are pictures', () => {
    const preview = Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(1_000_000, 'a'), jpeg.subarray(-2)]);
    const tiff = overlapping(
      60,
      [
        [0x0201, 4],
        [0x0202, 4],
      ],
      preview,
    );
    const { carriers, unread } = metadataOf(greyPng(8, 8, [pngChunk('eXIf', tiff)]));
    expect(carriers.filter(({ kind }) => kind === 'picture')).toHaveLength(60);
    expect(unread.length).toBeGreaterThan(30);
    expect(unread[0]?.problem).toBe('pictures in the file lie over each other');
  });

  it('of more bytes than are read leave open what the others say', () => {
    const padded = Buffer.concat([packet('<dc:title>a lamp</dc:title>'), Buffer.alloc(7_000_000, ' ')]);
    const chunk = pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), padded]));
    expect(metadataOf(greyPng(8, 8, [chunk, chunk])).unread).toEqual([]);
    expect(metadataOf(greyPng(8, 8, [chunk, chunk, chunk])).unread).toEqual([
      expect.objectContaining({ kind: 'xmp', problem: expect.stringMatching(/more than 16 MB of metadata/) }),
    ]);
  });
});

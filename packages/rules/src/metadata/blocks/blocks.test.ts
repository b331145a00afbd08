import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exiftoolPath } from 'exiftool-vendored';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { iptcSegment, jpegSegment, withSegments, xmpSegment } from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { oracleSchema } from '../exif/test-oracle.ts';
import { readMetadata } from '../reading/metadata.ts';
import { statementsOf } from '../reading/statements.ts';
import { iccOf, iccSchema } from './icc-fact.ts';
import { iptcOf, iptcSchema } from './iptc-fact.ts';
import { jpegOf, jpegSchema } from './jpeg-fact.ts';
import { xmpOf, xmpSchema } from './xmp-fact.ts';

const exiftool = await exiftoolPath();
const hasPerl = spawnSync('perl', [exiftool, '-ver']).status === 0;
if (!hasPerl)
  process.stderr.write('skipped: facts of blocks compared with exiftool (no perl with its standard modules)\n');

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-blocks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#468' } });
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const plain = await picture.clone().jpeg().toBuffer();
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Acme Core 1.0"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmp:CreatorTool="Acme Studio 3" xmp:CreateDate="2026-05-01T10:20:30+02:00" xmp:ModifyDate="2026-05-02T10:20:30" xmp:Rating="4" xmpMM:DocumentID="xmp.did:1" xmpMM:OriginalDocumentID="xmp.did:0"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Lamp</rdf:li></rdf:Alt></dc:title><dc:subject><rdf:Bag><rdf:li>lamp</rdf:li><rdf:li>red &amp; blue</rdf:li></rdf:Bag></dc:subject><dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator><xmpMM:History><rdf:Seq><rdf:li stEvt:action="created" stEvt:softwareAgent="Acme Studio 3" stEvt:when="2026-05-01T10:20:30+02:00"/><rdf:li stEvt:action="saved" stEvt:when="2026-05-02T10:20:30+02:00"/></rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta>`;
const IPTC = [
  [1, 90, latin('\x1b%G')],
  [2, 5, latin('Lamp')],
  [2, 25, latin('lamp')],
  [2, 25, Buffer.from('grün')],
  [2, 55, latin('20260501')],
  [2, 80, Buffer.from('Jörg')],
  [2, 90, latin('Ulm')],
  [2, 116, Buffer.from('© 2026')],
  [2, 120, latin('A lamp')],
] as const;

const metadataOf = (bytes: Buffer) => {
  const metadata = readMetadata(findCarriers(bytes, 'jpeg'));
  return { metadata, statements: statementsOf(metadata) };
};
const xmpIn = (bytes: Buffer) => xmpSchema.parse(xmpOf(metadataOf(bytes).metadata, metadataOf(bytes).statements));
const iptcIn = (bytes: Buffer) => iptcSchema.parse(iptcOf(metadataOf(bytes).metadata, metadataOf(bytes).statements));
const iccIn = (bytes: Buffer) => iccSchema.parse(iccOf(metadataOf(bytes).metadata));
const jpegIn = (bytes: Buffer) => jpegSchema.parse(jpegOf(metadataOf(bytes).metadata.jpeg, '4:2:0'));

/** What exiftool says of one file, by `group:tag`. */
const oracle = (bytes: Buffer): Record<string, unknown> => {
  const file = join(folder, 'one.jpg');
  writeFileSync(file, bytes);
  const said = spawnSync('perl', [exiftool, '-j', '-G1', '-a', file], { encoding: 'utf8' }).stdout;
  return oracleSchema.parse(JSON.parse(said))[0] ?? {};
};

describe('XMP', () => {
  const bytes = withSegments(plain, [xmpSegment(XMP)]);

  it('says programs, times, history and words', () => {
    expect(xmpIn(bytes)).toEqual({
      present: true,
      packets: 1,
      toolkit: 'Acme Core 1.0',
      creatorTool: 'Acme Studio 3',
      createdAt: '2026-05-01T10:20:30+02:00',
      modifiedAt: '2026-05-02T10:20:30',
      documentId: 'xmp.did:1',
      originalDocumentId: 'xmp.did:0',
      history: [
        { action: 'created', software: 'Acme Studio 3', at: '2026-05-01T10:20:30+02:00' },
        { action: 'saved', software: null, at: '2026-05-02T10:20:30+02:00' },
      ],
      titles: ['Lamp'],
      descriptions: [],
      keywords: ['lamp', 'red & blue'],
      creators: ['Ann'],
      rating: 4,
      namespaces: ['dc', 'x', 'xmp', 'xmpMM'],
      readError: null,
    });
  });

  it('counts packets, and says where one is broken or none is there', () => {
    const two = xmpIn(withSegments(plain, [xmpSegment(XMP), xmpSegment(XMP.slice(0, 500))]));
    expect(two).toMatchObject({
      packets: 2,
      creatorTool: 'Acme Studio 3',
      readError: expect.stringMatching(/APP1.*: /),
    });
    expect(xmpIn(plain)).toMatchObject({ present: false, packets: 0, creatorTool: null, history: [], rating: null });
  });

  it.skipIf(!hasPerl)('is what exiftool reads', () => {
    const theirs = oracle(bytes);
    const ours = xmpIn(bytes);
    expect([ours.toolkit, ours.creatorTool, ours.rating, ours.documentId, ours.titles[0], ours.keywords]).toEqual(
      [
        'XMP-x:XMPToolkit',
        'XMP-xmp:CreatorTool',
        'XMP-xmp:Rating',
        'XMP-xmpMM:DocumentID',
        'XMP-dc:Title',
        'XMP-dc:Subject',
      ].map((tag) => theirs[tag]),
    );
    expect(theirs['XMP-xmpMM:HistoryAction']).toEqual(ours.history.map(({ action }) => action));
  });
});

describe('IPTC', () => {
  const bytes = withSegments(plain, [iptcSegment(IPTC)]);

  it('says words, creators, rights and place, in its character set', () => {
    expect(iptcIn(bytes)).toMatchObject({
      present: true,
      objectName: 'Lamp',
      caption: 'A lamp',
      keywords: ['lamp', 'grün'],
      byLines: ['Jörg'],
      copyrightNotice: '© 2026',
      dateCreated: '2026-05-01',
      city: 'Ulm',
      datasets: expect.arrayContaining(['By-line', 'Keywords']),
    });
    expect(iptcIn(plain)).toMatchObject({ present: false, keywords: [], byLines: [], datasets: [] });
    const undated = iptcIn(withSegments(plain, [iptcSegment([[2, 55, latin('20260000')]])]));
    expect(undated).toMatchObject({ present: true, dateCreated: null });
  });

  it.skipIf(!hasPerl)('is what exiftool reads', () => {
    const theirs = oracle(bytes);
    const { keywords, byLines, copyrightNotice, caption, city } = iptcIn(bytes);
    expect([keywords, byLines[0], copyrightNotice, caption, city]).toEqual(
      ['Keywords', 'By-line', 'CopyrightNotice', 'Caption-Abstract', 'City'].map((tag) => theirs[`IPTC:${tag}`]),
    );
  });
});

describe('a colour profile', () => {
  it.each(['srgb', 'p3', 'cmyk'])('says what it is: %s', async (profile) => {
    const bytes = await picture.clone().withIccProfile(profile).jpeg().toBuffer();
    const ours = iccIn(bytes);
    expect(ours).toMatchObject({ present: true, readError: null, description: expect.stringMatching(/./) });
    expect(ours.colorSpace).toBe(profile === 'cmyk' ? 'CMYK' : 'RGB');
    if (!hasPerl) return;
    const theirs = oracle(bytes);
    const [description, copyright] = [theirs['ICC_Profile:ProfileDescription'], theirs['ICC_Profile:ProfileCopyright']];
    expect(ours.description).toBe(description);
    expect(ours.copyright ?? undefined).toBe(copyright);
    expect(ours.connectionSpace).toBe(String(theirs['ICC-header:ProfileConnectionSpace']).trim());
    expect(`${ours.version}.0`).toBe(theirs['ICC-header:ProfileVersion']);
  });

  it('is not there, or says why it cannot be read', () => {
    expect(iccIn(plain)).toMatchObject({ present: false, description: null });
    const broken = jpegSegment(0xe2, latin('ICC_PROFILE\0\x01\x01no profile at all'));
    expect(iccIn(withSegments(plain, [broken]))).toMatchObject({
      present: true,
      readError: expect.stringMatching(/ICC/),
    });
  });
});

describe('a JPEG', () => {
  it.each([1, 20, 49, 50, 75, 90, 100])('has the quality that it was written with: %d', async (quality) => {
    const bytes = await picture.clone().jpeg({ quality }).toBuffer();
    expect(jpegIn(bytes)).toMatchObject({ present: true, quality, qualityIsExact: true, complete: true });
  });

  it('has tables of another kind, which are only near to a quality', async () => {
    const bytes = await picture.clone().jpeg({ quality: 80, quantisationTable: 3 }).toBuffer();
    const ours = jpegIn(bytes);
    expect(ours).toMatchObject({ qualityIsExact: false });
    expect(ours.quality).toBeGreaterThan(50);
    expect(ours.quantisation.map(({ values }) => values.length)).toEqual([64, 64]);
  });

  it('reports the order of its segments, its Huffman tables, and whether it is whole', async () => {
    const optimised = await picture.clone().jpeg({ optimiseCoding: true }).toBuffer();
    const standard = await picture.clone().jpeg({ optimiseCoding: false }).toBuffer();
    expect([jpegIn(optimised).huffmanStandard, jpegIn(standard).huffmanStandard]).toEqual([false, true]);
    const progressive = await picture.clone().jpeg({ progressive: true }).toBuffer();
    expect([jpegIn(standard).progressive, jpegIn(progressive).progressive]).toEqual([false, true]);
    const { segments, complete } = jpegIn(withSegments(standard, [xmpSegment(XMP)]).subarray(0, -2));
    expect(segments[0]).toMatch(/^APP1/);
    expect(segments.filter((name) => name === 'DQT').length).toBeGreaterThan(0);
    expect(complete).toBe(false);
  });

  it('is not what another format is', () => {
    expect(jpegSchema.parse(jpegOf(null, null))).toMatchObject({ present: false, quality: null, segments: [] });
  });
});

// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { applyFixes, lint, loadConfig, type Report } from '@listing-lint/core';
import { pngChunk } from '@listing-lint/rules/image';
import {
  asHeic,
  exifSegment,
  extended,
  gifWith,
  gifXmp,
  greyPng,
  iptcSegment,
  jpegSegment,
  oracleSchema,
  packetOf,
  rawProfile,
  riffChunk,
  type TiffDirectory,
  tiffOf,
  webpOf,
  withSegments,
} from '@listing-lint/rules/testing';
import { exiftoolPath } from 'exiftool-vendored';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';

const exiftool = await exiftoolPath();
const hasPerl = spawnSync('perl', [exiftool, '-ver']).status === 0;
if (!hasPerl) process.stderr.write('skipped: planted owners beside exiftool (no perl with its standard modules)\n');

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const OWNER = 'Other Owner Ltd';
const NOTICE = `(c) ${OWNER}`;
const PLACE = '52.520008, 13.404954';

/** What a file says, by the block that can hold it. */
interface Words {
  readonly packet: string;
  readonly exif: TiffDirectory;
  readonly iptc: readonly (readonly [number, number, Buffer])[];
  readonly text: string;
}
const OWNERS: readonly Words[] = [
  {
    packet: packetOf(['', `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${NOTICE}</rdf:li></rdf:Alt></dc:rights>`]),
    exif: { 33432: NOTICE },
    iptc: [[2, 116, latin(NOTICE)]],
    text: NOTICE,
  },
  {
    packet: packetOf([`photoshop:Credit="${OWNER}"`, '']),
    exif: { 270: `Photo by ${OWNER}` },
    iptc: [[2, 110, latin(OWNER)]],
    text: `Photo by ${OWNER}`,
  },
];
/** What leaks, by the rule that is to see it; `needle` is how exiftool shows it. */
const LEAKS: readonly (Words & { readonly rule: string; readonly needle: RegExp })[] = [
  {
    rule: 'privacy-gps',
    needle: /52\.52|52 deg|52,31/,
    packet: packetOf(['exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.3E"', '']),
    exif: { 34853: { 1: 'N', 2: [52, 31, 12], 3: 'E', 4: [13, 24, 18] } },
    iptc: [[2, 120, latin(PLACE)]],
    text: PLACE,
  },
  {
    rule: 'privacy-contact',
    needle: /jane4711@/,
    packet: packetOf(['', '<dc:description>ask jane4711@example.org</dc:description>']),
    exif: { 270: 'ask jane4711@example.org' },
    iptc: [[2, 118, latin('jane4711@example.org')]],
    text: 'ask jane4711@example.org',
  },
  {
    rule: 'privacy-faces',
    needle: /Jane Doe-4711/,
    packet: packetOf([
      '',
      '<lr:HierarchicalSubject><rdf:Bag><rdf:li>People|Jane Doe-4711</rdf:li></rdf:Bag></lr:HierarchicalSubject>',
    ]),
    exif: { 40094: Buffer.from('People/Jane Doe-4711\0', 'utf16le') },
    iptc: [[2, 25, latin('People|Jane Doe-4711')]],
    text: '',
  },
];

type Block = (words: Words) => readonly Buffer[];
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const app1 = (header: string, packet: Buffer): Buffer => jpegSegment(0xe1, Buffer.concat([latin(header), packet]));
const comment = (text: string): Buffer => jpegSegment(0xfe, Buffer.from(text));
const text = (type: 'tEXt' | 'zTXt' | 'iTXt', keyword: string, words: string): Buffer => {
  const data = Buffer.from(words);
  const heads = { tEXt: `${keyword}\0`, zTXt: `${keyword}\0\0`, iTXt: `${keyword}\0\0\0\0\0` };
  return pngChunk(type, Buffer.concat([latin(heads[type]), type === 'zTXt' ? deflateSync(data) : data]));
};
const profile = (kind: string, data: Buffer): Buffer =>
  text('zTXt', `Raw profile type ${kind}`, rawProfile(kind, data).toString('latin1'));
const list = (id: string, words: string): Buffer =>
  riffChunk('LIST', Buffer.concat([latin('INFO'), riffChunk(id, latin(`${words}\0`))]));
const ducky = (words: string): Buffer => {
  const characters = Buffer.from(words, 'utf16le').swap16();
  const head = Buffer.alloc(8);
  head.writeUInt16BE(3, 0);
  head.writeUInt16BE(4 + characters.length, 2);
  head.writeUInt32BE(words.length, 4);
  return jpegSegment(0xec, Buffer.concat([latin('Ducky'), head, characters, Buffer.alloc(2)]));
};
const exifTiff = (words: Words): Buffer => Buffer.concat([latin('Exif\0\0'), tiffOf(words.exif)]);

/** Every block, under the standard's header and others that exiftool reads, by container. Blocks without the words of a leak are left out. */
const BLOCKS: Readonly<Record<'jpg' | 'png' | 'webp' | 'gif', Readonly<Record<string, Block>>>> = {
  jpg: {
    EXIF: ({ exif }) => [exifSegment(exif)],
    'EXIF behind a zero': (words) => [jpegSegment(0xe1, Buffer.concat([latin('\0'), exifTiff(words)]))],
    'EXIF in small letters': ({ exif }) => [jpegSegment(0xe1, Buffer.concat([latin('exif\0\0'), tiffOf(exif)]))],
    'second EXIF': ({ exif }) => [exifSegment({ 271: 'Acme' }), exifSegment(exif)],
    XMP: ({ packet }) => [app1('http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet))],
    'XMP headed XMP': ({ packet }) => [app1('XMP\0', Buffer.from(packet))],
    'XMP headed http': ({ packet }) => [app1('http://ns.adobe.com/xmp/1.0/\0', Buffer.from(packet))],
    'XMP without a header': ({ packet }) => [app1('', Buffer.from(packet))],
    'XMP in UTF-16': ({ packet }) => [app1('http://ns.adobe.com/xap/1.0/\0', utf16(packet))],
    'extended XMP': ({ packet }) => extended(Buffer.from(packet)),
    'packet in a comment': ({ packet }) => [comment(packet)],
    IPTC: ({ iptc }) => [iptcSegment(iptc)],
    comment: ({ text: words }) => [comment(words)],
    Ducky: ({ text: words }) => [ducky(words)],
    'text of a tag': ({ text: words }) => [exifSegment({ 269: words })],
    'user comment': ({ text: words }) => [exifSegment({ 34665: { 37510: latin(`ASCII\0\0\0${words}`) } })],
    'unknown segment': ({ packet }) => [jpegSegment(0xe7, latin(`ACME\x01\0${packet}`))],
  },
  png: {
    eXIf: ({ exif }) => [pngChunk('eXIf', tiffOf(exif))],
    'profile of EXIF': (words) => [profile('exif', exifTiff(words))],
    'profile of APP1': (words) => [profile('APP1', exifTiff(words))],
    'profile of IPTC': ({ iptc }) => [profile('iptc', iptcSegment(iptc).subarray(18))],
    'profile of XMP': ({ packet }) => [profile('xmp', Buffer.from(packet))],
    'XMP in iTXt': ({ packet }) => [text('iTXt', 'XML:com.adobe.xmp', packet)],
    'XMP in zTXt': ({ packet }) => [text('zTXt', 'XML:com.adobe.xmp', packet)],
    tXMP: ({ packet }) => [pngChunk('tXMP', Buffer.from(packet))],
    tEXt: ({ text: words }) => [text('tEXt', 'Comment', words)],
    zTXt: ({ text: words }) => [text('zTXt', 'Description', words)],
    iTXt: ({ text: words }) => [text('iTXt', 'Copyright', words)],
  },
  webp: {
    EXIF: ({ exif }) => [riffChunk('EXIF', tiffOf(exif))],
    'EXIF with a header': (words) => [riffChunk('EXIF', exifTiff(words))],
    XMP: ({ packet }) => [riffChunk('XMP ', Buffer.from(packet))],
    'XMP with a zero': ({ packet }) => [riffChunk('XMP\0', Buffer.from(packet))],
    'list ICOP': ({ text: words }) => [list('ICOP', words)],
    'list IART': ({ text: words }) => [list('IART', words)],
    'list INAM': ({ text: words }) => [list('INAM', words)],
  },
  gif: {
    XMP: ({ packet }) => [gifXmp(Buffer.from(packet))],
    comment: ({ text: words }) => [Buffer.concat([Buffer.from([0x21, 0xfe, words.length]), latin(words), latin('\0')])],
  },
};

const JPEG = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const PUT: Readonly<Record<keyof typeof BLOCKS, (blocks: readonly Buffer[]) => Buffer>> = {
  jpg: (blocks) => withSegments(JPEG, blocks),
  png: (blocks) => greyPng(8, 8, blocks),
  webp: (blocks) => webpOf(Buffer.concat(blocks), 0x0c),
  gif: (blocks) => gifWith(Buffer.concat(blocks)),
};

interface Planted {
  readonly name: string;
  readonly bytes: Buffer;
  readonly rule: string;
  readonly needle: RegExp;
}

/** Each block with an owner beside each with a leak, so that every block of a container stands beside every third of the others at least. */
const plantedFiles = async (): Promise<readonly Planted[]> => {
  const files: Planted[] = [];
  for (const container of ['jpg', 'png', 'webp', 'gif'] as const) {
    const blocks = Object.entries(BLOCKS[container]);
    const leaks = blocks.flatMap(([place, block]) => LEAKS.map((leak) => ({ place, blocks: block(leak), leak })));
    for (const [i, { place, blocks: leaking, leak }] of leaks.entries()) {
      const [owner, block] = blocks[(i + Math.floor(i / blocks.length)) % blocks.length] ?? [];
      const words = OWNERS[i % OWNERS.length];
      if (
        block === undefined ||
        words === undefined ||
        (leak.text === '' && /comment|text|list|tEXt|zTXt|iTXt|Ducky/i.test(place))
      )
        continue;
      const { rule, needle } = leak;
      const bytes = PUT[container]([...block(words), ...leaking]);
      files.push({ name: `${files.length} ${owner}, ${rule} in ${place}.${container}`, bytes, rule, needle });
    }
  }
  const carried = async (words: Words): Promise<Buffer> =>
    sharp(
      withSegments(JPEG, [app1('http://ns.adobe.com/xap/1.0/\0', Buffer.from(words.packet)), exifSegment(words.exif)]),
    )
      .keepMetadata()
      .avif({ effort: 0 })
      .toBuffer();
  for (const { rule, needle, packet } of LEAKS) {
    const avif = await carried({ ...OWNERS[0], packet } as Words);
    files.push({ name: `${files.length} EXIF, ${rule}.avif`, bytes: avif, rule, needle });
    files.push({ name: `${files.length} EXIF, ${rule}.heic`, bytes: asHeic(avif), rule, needle });
  }
  return files;
};

const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-planted-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const LISTING = 'listings/all';
const RULES = ['privacy-gps', 'privacy-serial', 'privacy-contact', 'privacy-faces', 'rights-stated'];

const saidIn = (folder: string): ReadonlyMap<string, string> => {
  const args = [exiftool, '-j', '-a', '-G1', '-u', '-ee', '-api', 'ExtendedXMP=2', folder];
  const said = oracleSchema.parse(JSON.parse(spawnSync('perl', args, { encoding: 'utf8', maxBuffer: 1e9 }).stdout));
  return new Map(
    said.map(({ SourceFile, ...tags }) => {
      const { 'System:FileName': _name, 'System:Directory': _folder, ...rest } = tags;
      return [basename(SourceFile), JSON.stringify(rest)];
    }),
  );
};

let files: readonly Planted[] = [];
let config: Awaited<ReturnType<typeof loadConfig>>;
const run = () => lint({ config, tool: { name: 'listing-lint', version: 'test' }, asOf: '2026-01-01' });
const verdictOf = (report: Report, { name, rule }: Planted): string | undefined => {
  const outcomes = report.subjects.find(({ path }) => path === `${LISTING}/${name}`)?.outcomes;
  return (['pass', 'fail', 'skip', 'inconclusive'] as const).find((each) => outcomes?.[each].includes(rule));
};

beforeAll(async () => {
  files = await plantedFiles();
  mkdirSync(join(root, LISTING), { recursive: true });
  for (const { name, bytes } of files) writeFileSync(join(root, LISTING, name), bytes);
  const rules = RULES.map((id) => `${id}: error`).join(', ');
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `listings: ["listings/*"]\nbrand: { copyright: "© 2026 Acme", creator: Acme, rightsPage: "https://acme.example/rights" }\nrules: { ${rules} }\n`,
  );
  config = await loadConfig({ builtin: builtinPlugin, cwd: root });
}, 60_000);

it.skipIf(!hasPerl)(
  'no owner that exiftool reads is lost by --fix, and no rule passes while it still reads what leaks',
  async () => {
    const before = saidIn(join(root, LISTING));
    const hasOwner = ({ name }: Planted, said: ReadonlyMap<string, string>): boolean =>
      said.get(name)?.includes(OWNER) === true;
    const isLeaking = ({ name, needle }: Planted, said: ReadonlyMap<string, string>): boolean =>
      needle.test(said.get(name) ?? '');
    const green = async (said: ReadonlyMap<string, string>): Promise<readonly string[]> => {
      const { report } = await run();
      return files
        .filter((file) => isLeaking(file, said) && verdictOf(report, file) === 'pass')
        .map(({ name }) => name);
    };
    expect(await green(before)).toEqual([]);
    const { fixed, faults } = await applyFixes({
      config,
      result: await run(),
      asOf: '2026-01-01',
      permits: new Set(),
      dryRun: false,
    });
    expect(faults).toEqual([]);
    const after = saidIn(join(root, LISTING));
    expect(files.filter((file) => hasOwner(file, before) && !hasOwner(file, after)).map(({ name }) => name)).toEqual(
      [],
    );
    expect(await green(after)).toEqual([]);
    const warned = (said: string | undefined): number => (said?.match(/"ExifTool:(?:Warning|Error)/g) ?? []).length;
    expect(files.flatMap(({ name }) => (warned(after.get(name)) > warned(before.get(name)) ? [name] : []))).toEqual([]);
    // The test says something: most files have both, and many are mended.
    expect(files.filter((file) => hasOwner(file, before) && isLeaking(file, before)).length).toBeGreaterThan(
      0.8 * files.length,
    );
    expect(new Set(fixed.map(({ subject }) => subject.path)).size).toBeGreaterThan(0.3 * files.length);
    // RIFF's artist is a creator, beside whom rights may be written.
    const written = fixed.flatMap(({ fix, subject }) => (fix.id === 'state-rights' ? [subject.path] : []));
    expect(written.filter((path) => !path.includes('list IART,'))).toEqual([]);
  },
  240_000,
);

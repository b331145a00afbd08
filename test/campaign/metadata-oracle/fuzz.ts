import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { exiftool } from './exiftool.ts';
import { oneOf, type Random, randomOf } from './random.ts';

const picture = (): Sharp => sharp({ create: { width: 48, height: 32, channels: 3, background: '#468' } });
const CONTAINERS: Readonly<Record<string, () => Promise<Buffer>>> = {
  jpg: () => picture().jpeg().toBuffer(),
  png: () => picture().png().toBuffer(),
  webp: () => picture().webp().toBuffer(),
  tif: () => picture().tiff().toBuffer(),
  avif: () => picture().avif({ effort: 0 }).toBuffer(),
};

const WORDS = [
  ...[
    'Acme',
    'Ünsal & Söhne',
    'a',
    '0',
    '007',
    '1.50',
    '山田太郎',
    'naïve – café',
    'x'.repeat(400),
    'Line one\nline two',
    ' padded ',
  ],
  ...[
    '<b>&amp;</b>',
    '"quoted"',
    'emoji 📷',
    'tab\there',
    'مثال',
    '-',
    '12,5',
    'true',
    'Ann <ann@example.org>',
    "O'Neill",
    '€ 5',
    'ﬁ',
  ],
];

const word = (random: Random): string => oneOf(random, WORDS);
const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 10)).join('');
const number = (random: Random, most: number): string => String(Math.floor(random() * most));
const rational = (random: Random): string =>
  oneOf(random, [
    `1/${1 + Math.floor(random() * 8000)}`,
    String(random() * 100),
    '0',
    'inf',
    'undef',
    '4294967295/3',
    '1/4294967295',
  ]);
const date = (random: Random): string => {
  const two = (most: number, least = 0): string =>
    String(least + Math.floor(random() * (most - least + 1))).padStart(2, '0');
  return `${1990 + Math.floor(random() * 40)}:${two(12, 1)}:${two(28, 1)} ${two(23)}:${two(59)}:${two(59)}`;
};
const zone = (random: Random): string => oneOf(random, ['', '', 'Z', '+02:00', '-05:30']);
const xmpDate = (random: Random): string =>
  oneOf(random, [
    `${date(random)}${zone(random)}`,
    `${date(random)}.25${zone(random)}`,
    date(random).slice(0, 10),
    '2026',
  ]);
const oddDate = (random: Random): string =>
  oneOf(random, [
    date(random),
    date(random),
    date(random),
    '0000:00:00 00:00:00',
    '2026:02:31 10:00:00',
    '    :  :     :  :  ',
  ]);
const source = (random: Random): string =>
  `http://cv.iptc.org/newscodes/digitalsourcetype/${oneOf(random, ['digitalCapture', 'trainedAlgorithmicMedia', 'negativeFilm', 'compositeCapture'])}`;

type Value = (random: Random) => string;
/** Every tag that facts read, with values that are legal for it; `#` writes without conversion. */
const TAGS: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(
    [
      ...['IFD0:Make', 'IFD0:Model', 'IFD0:Software', 'IFD0:Artist', 'IFD0:Copyright', 'IFD0:ImageDescription'],
      ...['IFD0:HostComputer', 'ExifIFD:LensModel', 'ExifIFD:UserComment', 'ExifIFD:OwnerName', 'ExifIFD:SerialNumber'],
      ...['ExifIFD:LensSerialNumber', 'IFD0:CameraSerialNumber', 'IFD0:XPAuthor', 'IFD0:XPComment'],
      ...['XMP-xmp:CreatorTool', 'XMP-dc:Title', 'XMP-dc:Description', 'XMP-dc:Rights', 'XMP-x:XMPToolkit'],
      ...['XMP-xmpMM:DocumentID', 'XMP-xmpMM:OriginalDocumentID', 'XMP-photoshop:Credit', 'XMP-photoshop:City'],
      ...['XMP-xmpRights:UsageTerms', 'XMP-plus:LicensorName', 'XMP-plus:CopyrightOwnerName', 'XMP-aux:SerialNumber'],
      ...['XMP-exifEX:SerialNumber', 'XMP-exifEX:OwnerName', 'XMP-aux:OwnerName', 'XMP-iptcCore:Location'],
      ...['XMP-iptcExt:AISystemUsed', 'XMP-dc:Title-de', 'XMP-dc:Rights-fr', 'XMP-iptcCore:CreatorWorkEmail'],
      ...['IPTC:ObjectName', 'IPTC:Headline', 'IPTC:Caption-Abstract', 'IPTC:Credit', 'IPTC:Source', 'IPTC:City'],
      ...[
        'IPTC:CopyrightNotice',
        'IPTC:Country-PrimaryLocationName',
        'IPTC:SpecialInstructions',
        'IPTC:OriginatingProgram',
      ],
      ...['IPTC:Sub-location', 'IPTC:Contact'],
    ].map((tag) => [tag, word] as const),
  ),
  'IFD0:ModifyDate': oddDate,
  'ExifIFD:DateTimeOriginal': oddDate,
  'ExifIFD:CreateDate': oddDate,
  'ExifIFD:SubSecTimeOriginal': (random) => oneOf(random, ['5', '05', digits(random, 3), digits(random, 9), ' 7']),
  'ExifIFD:SubSecTimeDigitized': (random) => digits(random, 2),
  'ExifIFD:SubSecTime': (random) => digits(random, 2),
  'ExifIFD:OffsetTimeOriginal': (random) => oneOf(random, ['+02:00', '-05:30', 'Z', '+14:00', '']),
  'ExifIFD:OffsetTimeDigitized': zone,
  'ExifIFD:OffsetTime': zone,
  'IFD0:Orientation#': (random) => number(random, 10),
  'ExifIFD:ISO#': (random) => oneOf(random, ['100', '65535', '0', '200 0', '0 100', number(random, 60_000)]),
  'ExifIFD:ExposureTime#': rational,
  'ExifIFD:FNumber#': rational,
  'ExifIFD:FocalLength#': rational,
  'ExifIFD:Flash#': (random) => number(random, 100),
  'ExifIFD:ExifImageWidth#': (random) => number(random, 100_000),
  'ExifIFD:ExifImageHeight#': (random) => number(random, 70_000),
  'GPS:GPSLatitude#': (random) => String(random() * 90),
  'GPS:GPSLatitudeRef#': (random) => oneOf(random, ['N', 'S']),
  'GPS:GPSLongitude#': (random) => String(random() * 180),
  'GPS:GPSLongitudeRef#': (random) => oneOf(random, ['E', 'W']),
  'GPS:GPSAreaInformation': word,
  'XMP-xmp:CreateDate': xmpDate,
  'XMP-xmp:ModifyDate': xmpDate,
  'XMP-exif:DateTimeOriginal': xmpDate,
  'XMP-photoshop:DateCreated': xmpDate,
  'XMP-xmp:Rating#': (random) => oneOf(random, ['-1', '0', '3', '4.5']),
  'XMP-exif:GPSLatitude#': (random) => String(random() * 180 - 90),
  'XMP-iptcExt:DigitalSourceType': source,
  'XMP-xmpRights:Marked': (random) => oneOf(random, ['True', 'False']),
  'XMP-xmpRights:WebStatement': () => 'https://example.org/rights?a=1&b=2',
  'XMP-plus:LicensorURL': () => 'https://example.org/licence',
  'XMP-plus:DataMining#': (random) =>
    `http://ns.useplus.org/ldf/vocab/${oneOf(random, ['DMI-PROHIBITED', 'DMI-ALLOWED'])}`,
  'XMP-cc:License': () => 'https://creativecommons.org/licenses/by/4.0/',
  'IPTC:DateCreated': (random) => date(random).slice(0, 10),
  'PNG:Copyright': word,
  'PNG:Author': word,
};
/** Lists take several values. */
const LISTS = [
  'XMP-dc:Subject',
  'XMP-dc:Creator',
  'IPTC:Keywords',
  'IPTC:By-line',
  'XMP-iptcExt:PersonInImage',
  'XMP-xmpMM:HistoryAction',
];
const OPTIONS: readonly (readonly string[])[] = [
  [],
  ['-IPTC:CodedCharacterSet=UTF8'],
  ['-api', 'CharsetIPTC=Latin'],
  ['-exif:ExifByteOrder=Big-endian'],
  ['-ExifByteOrder=II', '-ExifUnicodeByteOrder=MM'],
  ['-api', 'Compact=Shorthand,NoIndent'],
  ['-api', 'Compact=OneDesc'],
];

/** Picks of a file: about a third of all tags, each with a legal value. */
const argumentsOf = (random: Random): string[] => {
  const single = Object.entries(TAGS)
    .filter(() => random() < 0.35)
    .map(([tag, value]) => `-${tag}=${escaped(value(random))}`);
  const lists = LISTS.filter(() => random() < 0.35).flatMap((tag) =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => `-${tag}=${escaped(word(random))}`),
  );
  return [...oneOf(random, OPTIONS), ...single, ...lists];
};

/** A value in a file of arguments (`-ec` takes C escapes). */
const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

/** Writes random legal values into pictures of every container by exiftool; about `count` files, the same for the same seed. */
export const writeFuzz = async (folder: string, count: number, seed: number): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const random = randomOf(seed);
  const endings = Object.keys(CONTAINERS);
  const bases = new Map<string, Buffer>();
  for (const [ending, encode] of Object.entries(CONTAINERS)) bases.set(ending, await encode());
  const commands: string[] = [];
  for (let i = 0; i < count; i++) {
    const ending = endings[i % endings.length] ?? 'jpg';
    const path = join(folder, `${String(i).padStart(4, '0')}.${ending}`);
    writeFileSync(path, bases.get(ending) ?? '');
    commands.push('-overwrite_original', '-m', '-q', '-q', '-ec', ...argumentsOf(random), path, '-execute');
  }
  const list = join(folder, 'commands.args');
  writeFileSync(list, commands.join('\n'));
  exiftool(['-@', list]);
};

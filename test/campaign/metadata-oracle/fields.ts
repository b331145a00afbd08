import type { MetadataFacts } from '@listing-lint/rules/metadata';
import type { Reported } from './exiftool.ts';

/** What we say of a field and what exiftool reports; null where there is nothing. Lists are compared as sets. */
export type Pair = readonly [ours: Value, theirs: Value];
export type Value = string | number | boolean | null | readonly string[];

const MAX_TEXT = 300;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** As facts hold texts: one line, at most 300 characters. */
const oneLine = (text: string): string | null => {
  const clean = text.replace(CONTROL, ' ').trim();
  return clean === '' ? null : [...clean].slice(0, MAX_TEXT).join('');
};

/** Reads one file's report by names of tags. */
class Report {
  readonly #tags: Reported;
  constructor(tags: Reported) {
    this.#tags = tags;
  }
  /** The first of the tags that says something, as one line. */
  text(...names: readonly string[]): string | null {
    return names.flatMap((name) => this.texts(name))[0] ?? null;
  }
  /** All values of the tags, of every language where one has several. */
  texts(...names: readonly string[]): string[] {
    return names.flatMap((name) =>
      [...this.#tags]
        .filter(
          ([tag]) =>
            tag.replace(/^IPTC\d+:/, 'IPTC:') === name || tag.replace(/-(?:[a-z]{2,3}|x)(?:-\w+)*$/i, '') === name,
        )
        .flatMap(([, all]) => all)
        .flatMap((value) => oneLine(value) ?? []),
    );
  }
  /** The first number that one of the tags says. */
  number(...names: readonly string[]): number | null {
    for (const name of names) {
      const number = Number((this.text(name) ?? '').split(' ')[0] || Number.NaN);
      if (Number.isFinite(number)) return number;
    }
    return null;
  }
  /** Whether a value of such a tag is of this form. */
  says(tag: RegExp, form: RegExp): boolean {
    return [...this.#tags].some(([name, all]) => tag.test(name) && all.some((value) => form.test(value)));
  }
  has(tag: RegExp): boolean {
    return [...this.#tags].some(([name, all]) => tag.test(name) && all.some((value) => value.trim() !== ''));
  }
}

const whole = (number: number | null): number | null => (Number.isInteger(number) ? number : null);
const positive = (number: number | null): number | null => (number !== null && number > 0 ? number : null);
const last = (address: string): string => address.replace(/\/$/, '').split('/').at(-1) ?? address;

/** `2026:05:01 10:20:30.5+02:00` as ISO 8601; null for what is no time of day that exists. */
const timeOf = (value: string | null, fraction = '', zone = ''): string | null => {
  const match = /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(\.\d+)?\s*(Z|[-+]\d\d:?\d\d)?$/.exec(
    value ?? '',
  );
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '00', part = '', ownZone = ''] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number(year) < 1826 || Number.isNaN(time.getTime()) || time.getUTCDate() !== Number(day)) return null;
  const digits = part !== '' ? part : /^\d{1,9}/.test(fraction) ? `.${/^\d{1,9}/.exec(fraction)?.[0]}` : '';
  const offset = /^(?:Z|[-+](?:0\d|1[0-4]):?[0-5]\d)$/.test(zone) ? zone : ownZone;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${digits}${offset.replace(/^([-+]\d\d)(\d\d)$/, '$1:$2')}`;
};

const exifTime = (report: Report, tag: string, suffix: string): string | null =>
  timeOf(
    report.text(tag),
    report.text(`ExifIFD:SubSecTime${suffix}`) ?? '',
    report.text(`ExifIFD:OffsetTime${suffix}`) ?? '',
  );

const coordinate = (report: Report, tag: string, negative: string): number | null => {
  const degrees = report.number(`GPS:${tag}`);
  const isNegative = (report.text(`GPS:${tag}Ref`) ?? '').toUpperCase().startsWith(negative);
  return degrees === null ? null : isNegative ? -Math.abs(degrees) : degrees;
};

const present = (value: boolean): true | null => value || null;

const exifPairs = ({ exif }: MetadataFacts, report: Report): Record<string, Pair> => {
  const flash = whole(report.number('ExifIFD:Flash', 'IFD0:Flash'));
  return {
    'exif.make': [exif.make, report.text('IFD0:Make')],
    'exif.model': [exif.model, report.text('IFD0:Model')],
    'exif.software': [exif.software, report.text('IFD0:Software')],
    'exif.creator': [exif.creator, report.text('IFD0:Artist', 'IPTC:By-line', 'XMP-dc:Creator')],
    'exif.copyright': [exif.copyright, report.text('IFD0:Copyright', 'IPTC:CopyrightNotice', 'XMP-dc:Rights')],
    'exif.capturedAt': [
      exif.capturedAt,
      exifTime(report, 'ExifIFD:DateTimeOriginal', 'Original') ??
        timeOf(report.text('XMP-exif:DateTimeOriginal')) ??
        timeOf(report.text('XMP-photoshop:DateCreated')),
    ],
    'exif.digitizedAt': [
      exif.digitizedAt,
      exifTime(report, 'ExifIFD:CreateDate', 'Digitized') ?? timeOf(report.text('XMP-xmp:CreateDate')),
    ],
    'exif.modifiedAt': [
      exif.modifiedAt,
      exifTime(report, 'IFD0:ModifyDate', '') ?? timeOf(report.text('XMP-xmp:ModifyDate')),
    ],
    'exif.orientation': [exif.orientation, whole(report.number('IFD0:Orientation'))],
    'exif.gps.latitude': [exif.gps.latitude, coordinate(report, 'GPSLatitude', 'S')],
    'exif.gps.longitude': [exif.gps.longitude, coordinate(report, 'GPSLongitude', 'W')],
    'exif.iso': [exif.iso, positive(report.number('ExifIFD:ISO', 'IFD0:ISO'))],
    'exif.exposureTime': [exif.exposureTime, positive(report.number('ExifIFD:ExposureTime', 'IFD0:ExposureTime'))],
    'exif.aperture': [exif.aperture, positive(report.number('ExifIFD:FNumber', 'IFD0:FNumber'))],
    'exif.focalLength': [exif.focalLength, positive(report.number('ExifIFD:FocalLength', 'IFD0:FocalLength'))],
    'exif.lens': [exif.lens, report.text('ExifIFD:LensModel', 'IFD0:LensModel')],
    'exif.flash': [exif.flash, flash === null ? null : (flash & 1) === 1],
    'exif.width': [exif.width, whole(report.number('ExifIFD:ExifImageWidth', 'IFD0:ExifImageWidth'))],
    'exif.height': [exif.height, whole(report.number('ExifIFD:ExifImageHeight', 'IFD0:ExifImageHeight'))],
    'exif.hasXmp': [present(exif.hasXmp === true), present(report.has(/^XMP-/))],
    'exif.hasIptc': [present(exif.hasIptc === true), present(report.has(/^IPTC\d*:(?!IPTCDigest)/))],
    'exif.makerNote': [
      present(exif.makerNote === true),
      present(report.has(/^MakerNotes:(?!CIFF)|^ExifIFD:MakerNote|^IFD0:DNGPrivateData/)),
    ],
    'exif.thumbnail': [present(exif.thumbnail === true), present(report.has(/^IFD1:Thumbnail(?:Offset|Length)$/))],
    'exif.digitalSourceType': [
      exif.digitalSourceType,
      ((value) => (value === null ? null : last(value)))(report.text('XMP-iptcExt:DigitalSourceType')),
    ],
  };
};

const xmpPairs = ({ xmp }: MetadataFacts, report: Report): Record<string, Pair> => ({
  'xmp.toolkit': [xmp.toolkit, report.text('XMP-x:XMPToolkit')],
  'xmp.creatorTool': [xmp.creatorTool, report.text('XMP-xmp:CreatorTool')],
  'xmp.createdAt': [xmp.createdAt, timeOf(report.text('XMP-xmp:CreateDate'))],
  'xmp.modifiedAt': [xmp.modifiedAt, timeOf(report.text('XMP-xmp:ModifyDate'))],
  'xmp.documentId': [xmp.documentId, report.text('XMP-xmpMM:DocumentID')],
  'xmp.originalDocumentId': [xmp.originalDocumentId, report.text('XMP-xmpMM:OriginalDocumentID')],
  'xmp.history action': [
    xmp.history.flatMap(({ action }) => action ?? []),
    report.texts('XMP-xmpMM:HistoryAction').slice(0, 50),
  ],
  'xmp.history software': [
    xmp.history.flatMap(({ software }) => software ?? []),
    report.texts('XMP-xmpMM:HistorySoftwareAgent').slice(0, 50),
  ],
  'xmp.titles': [xmp.titles, report.texts('XMP-dc:Title')],
  'xmp.descriptions': [xmp.descriptions, report.texts('XMP-dc:Description')],
  'xmp.keywords': [xmp.keywords, report.texts('XMP-dc:Subject').slice(0, 50)],
  'xmp.creators': [xmp.creators, report.texts('XMP-dc:Creator')],
  'xmp.rating': [xmp.rating, report.number('XMP-xmp:Rating')],
});

const iptcPairs = ({ iptc }: MetadataFacts, report: Report): Record<string, Pair> => ({
  'iptc.objectName': [iptc.objectName, report.text('IPTC:ObjectName')],
  'iptc.headline': [iptc.headline, report.text('IPTC:Headline')],
  'iptc.caption': [iptc.caption, report.text('IPTC:Caption-Abstract')],
  'iptc.keywords': [iptc.keywords, report.texts('IPTC:Keywords').slice(0, 50)],
  'iptc.byLines': [iptc.byLines, report.texts('IPTC:By-line')],
  'iptc.credit': [iptc.credit, report.text('IPTC:Credit')],
  'iptc.source': [iptc.source, report.text('IPTC:Source')],
  'iptc.copyrightNotice': [iptc.copyrightNotice, report.text('IPTC:CopyrightNotice')],
  'iptc.dateCreated': [
    iptc.dateCreated,
    timeOf(`${report.text('IPTC:DateCreated') ?? ''} 00:00:00`)?.slice(0, 10) ?? null,
  ],
  'iptc.city': [iptc.city, report.text('IPTC:City')],
  'iptc.country': [iptc.country, report.text('IPTC:Country-PrimaryLocationName')],
  'iptc.specialInstructions': [iptc.specialInstructions, report.text('IPTC:SpecialInstructions')],
  'iptc.originatingProgram': [iptc.originatingProgram, report.text('IPTC:OriginatingProgram')],
});

const iccPairs = ({ icc }: MetadataFacts, report: Report): Record<string, Pair> => {
  const version = report.number('ICC-header:ProfileVersion');
  return {
    'icc.present': [present(icc.present), present(report.has(/^ICC/))],
    'icc.description': [icc.description, report.text('ICC_Profile:ProfileDescription')],
    'icc.copyright': [icc.copyright, report.text('ICC_Profile:ProfileCopyright')],
    'icc.colorSpace': [icc.colorSpace, report.text('ICC-header:ColorSpaceData')],
    'icc.connectionSpace': [icc.connectionSpace, report.text('ICC-header:ProfileConnectionSpace')],
    'icc.deviceClass': [icc.deviceClass, report.text('ICC-header:ProfileClass')],
    'icc.version': [icc.version, version === null ? null : `${version >> 8}.${(version >> 4) & 15}`],
    'icc.manufacturer': [icc.manufacturer, report.text('ICC-header:DeviceManufacturer')],
  };
};

const values = (said: readonly { readonly value: string }[]): string[] => said.map(({ value }) => value);

const rightsPairs = ({ rights, origin }: MetadataFacts, report: Report): Record<string, Pair> => {
  const marks = report
    .texts('XMP-xmpRights:Marked', 'Photoshop:CopyrightFlag')
    .map((value) => /^(?:true|1)$/i.test(value));
  const mining = report.text('XMP-plus:DataMining');
  return {
    'rights.notices': [
      values(rights.notices),
      report.texts('IFD0:Copyright', 'IPTC:CopyrightNotice', 'XMP-dc:Rights', 'PNG:Copyright').slice(0, 20),
    ],
    'rights.creators': [
      values(rights.creators),
      report
        .texts('IFD0:Artist', 'IFD0:XPAuthor', 'IPTC:By-line', 'XMP-dc:Creator', 'XMP-tiff:Artist', 'PNG:Author')
        .slice(0, 20),
    ],
    'rights.owners': [
      values(rights.owners),
      report.texts('XMP-plus:CopyrightOwnerName', 'XMP-xmpRights:Owner').slice(0, 20),
    ],
    'rights.credits': [values(rights.credits), report.texts('IPTC:Credit', 'XMP-photoshop:Credit')],
    'rights.marked': [
      rights.marked,
      marks.length === 0 || marks.some((mark) => mark !== marks[0]) ? null : (marks[0] ?? null),
    ],
    'rights.usageTerms': [values(rights.usageTerms), report.texts('XMP-xmpRights:UsageTerms')],
    'rights.webStatements': [values(rights.webStatements), report.texts('XMP-xmpRights:WebStatement', 'Photoshop:URL')],
    'rights.licensors': [
      values(rights.licensors),
      report.texts('XMP-plus:LicensorURL', 'XMP-plus:LicensorName').slice(0, 20),
    ],
    'rights.licences': [values(rights.licences), report.texts('XMP-cc:License', 'XMP-xmpRights:Certificate')],
    'rights.dataMining': [rights.dataMining, mining === null ? null : last(mining)],
    'origin.digitalSourceTypes': [
      origin.digitalSourceTypes,
      report.texts('XMP-iptcExt:DigitalSourceType', 'XMP-iptcExt:DigitalSourceFileType').map(last),
    ],
    'origin.systems': [origin.systems, report.texts('XMP-iptcExt:AISystemUsed')],
  };
};

/** A serial number in a maker note leaves ours open, which is no false statement. */
const orOpen = (ours: boolean | null, inPlain: boolean, inMakerNote: boolean): Pair =>
  inPlain
    ? [present(ours === true), true]
    : inMakerNote && ours === null
      ? [null, null]
      : [present(ours === true), present(inMakerNote)];

const EMAIL = /[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[a-z]{2,}/i;

const presencePairs = ({ position, serials, contact, faces }: MetadataFacts, report: Report): Record<string, Pair> => ({
  'position.present': [
    present(position.present === true),
    present(
      ['GPS:GPSLatitude', 'GPS:GPSLongitude', 'GPS:GPSDestLatitude', 'GPS:GPSDestLongitude'].some(
        (tag) => (report.number(tag) ?? 0) !== 0,
      ) ||
        report.has(
          /^GPS:GPSAreaInformation$|^XMP-[\w-]+:\w*(?:GPS|Gps)\w*(?:Latitude|Longitude|Longtitude)$|^XMP-iptcExt:Location(?:Created|Shown)|^XMP-iptcCore:Location$|^IPTC:(?:Sub-location|ContentLocation)/,
        ),
    ),
  ],
  'serials.present': orOpen(
    serials.present,
    report.has(/^(?:IFD\d|ExifIFD|XMP-[\w-]+):\w*Serial(?:Number)?$/i),
    report.has(/^MakerNotes:.*Serial/i),
  ),
  'contact.present': [
    present(contact.present === true),
    present(
      report.has(
        /^ExifIFD:(?:CameraOwnerName|OwnerName)$|^IFD\d:HostComputer$|^XMP-iptcCore:Creator(?:WorkEmail|WorkTelephone|Address)|^XMP-aux:OwnerName$|^XMP-exifEX:OwnerName$|^IPTC:Contact$|^XMP-plus:Licensor(?:Email|Telephone|Street|Extended)/,
      ) ||
        report.says(
          /^IFD\d:(?:Artist|Copyright|ImageDescription|XP\w+)$|^ExifIFD:(?:UserComment|Photographer|ImageEditor)$|^XMP-(?:dc|photoshop|xmpRights|iptcExt|plus):|^IPTC:|^PNG:/,
          EMAIL,
        ),
    ),
  ],
  'faces.present': [
    present(faces.present === true),
    present(report.has(/^XMP-iptcExt:PersonInImage|^XMP-mwg-rs:RegionName$|^XMP-MP:RegionPersonDisplayName$/)),
  ],
});

/** All fields that facts and exiftool speak of, by name. */
export const pairsOf = (facts: MetadataFacts, tags: Reported): Readonly<Record<string, Pair>> => {
  const report = new Report(tags);
  return {
    ...exifPairs(facts, report),
    ...xmpPairs(facts, report),
    ...iptcPairs(facts, report),
    ...iccPairs(facts, report),
    ...rightsPairs(facts, report),
    ...presencePairs(facts, report),
  };
};

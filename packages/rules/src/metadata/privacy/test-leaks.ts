import type { TiffDirectory } from '../../image/test-files.ts';

/** What a file may say, in the form that some block holds it. */
export interface Saying {
  readonly name: string;
  readonly exif?: TiffDirectory;
  /** The tag is lost where sharp carries it from one container into another. */
  readonly isDropped?: boolean;
  /** Attributes and elements of an `rdf:Description`. */
  readonly xmp?: readonly [attributes: string, elements: string];
  readonly iptc?: readonly (readonly [number, number, Buffer])[];
  /** A text with its keyword. */
  readonly text?: readonly [keyword: string, text: string];
  /** An assertion: its label, and its JSON or CBOR. */
  readonly c2pa?: readonly [label: string, content: string | Buffer];
}

/** What may leak. `needle` is how exiftool shows the value. */
export interface Leak extends Saying {
  /** It stands in a line that names a creator, whom no fix takes out. */
  readonly isOfCreator?: true;
  readonly rule: 'privacy-gps' | 'privacy-serial' | 'privacy-contact' | 'privacy-faces';
  readonly needle: RegExp;
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
/** 51° 30′ 1″ and 7° 15′ 1″. */
const [LATITUDE, LONGITUDE] = [
  [51, 30, 1],
  [7, 15, 1],
];

/** Items of a list of XMP. */
const element = (name: string, items: string): string => `<${name}><rdf:Bag>${items}</rdf:Bag></${name}>`;

export const LEAKS: readonly Leak[] = [
  {
    name: 'EXIF position',
    rule: 'privacy-gps',
    needle: /51\.50/,
    exif: { 34853: { 1: 'N', 2: LATITUDE, 3: 'E', 4: LONGITUDE } },
  },
  {
    name: 'EXIF destination',
    rule: 'privacy-gps',
    needle: /51\.50/,
    exif: { 34853: { 19: 'N', 20: LATITUDE, 21: 'E', 22: LONGITUDE } },
  },
  { name: 'EXIF area', rule: 'privacy-gps', needle: /Ulm-4711/, exif: { 34853: { 28: latin('ASCII\0\0\0Ulm-4711') } } },
  {
    name: 'EXIF words of a place',
    rule: 'privacy-gps',
    needle: /51\.50012/,
    exif: { 270: 'taken at lat 51.50012, lon 7.25013' },
  },
  {
    name: 'EXIF comment of Windows',
    rule: 'privacy-gps',
    needle: /52\.520008/,
    isDropped: true,
    exif: { 40092: Buffer.from('52.520008, 13.404954\0', 'utf16le') },
  },
  {
    name: 'EXIF processing method',
    rule: 'privacy-gps',
    needle: /52\.520008/,
    isDropped: true,
    exif: { 34853: { 27: latin('ASCII\0\0\x0052.520008, 13.404954') } },
  },
  {
    name: 'EXIF telephone',
    rule: 'privacy-contact',
    needle: /\+49 89 4711/,
    exif: { 270: 'ask Ann, +49 89 4711 0815' },
  },
  { name: 'EXIF body serial', rule: 'privacy-serial', needle: /B-4711/, exif: { 34665: { 42033: 'B-4711' } } },
  { name: 'EXIF lens serial', rule: 'privacy-serial', needle: /L-4711/, exif: { 34665: { 42037: 'L-4711' } } },
  { name: 'EXIF owner', rule: 'privacy-contact', needle: /Ann-4711/, exif: { 34665: { 42032: 'Ann-4711' } } },
  {
    name: 'EXIF host',
    rule: 'privacy-contact',
    needle: /phone-4711/,
    exif: { 316: 'phone-4711 of Ann' },
    isDropped: true,
  },
  {
    name: 'EXIF artist with address',
    rule: 'privacy-contact',
    needle: /ann4711@/,
    isOfCreator: true,
    exif: { 315: 'Ann <ann4711@example.org>' },
  },
  {
    name: 'XMP position',
    rule: 'privacy-gps',
    needle: /51\.50?/,
    xmp: ['exif:GPSLatitude="51,30.0N" exif:GPSLongitude="7,15.0E"', ''],
  },
  {
    name: 'XMP LocationCreated',
    rule: 'privacy-gps',
    needle: /Ulm-4711/,
    xmp: [
      '',
      element(
        'Iptc4xmpExt:LocationCreated',
        '<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:Sublocation>Ulm-4711</Iptc4xmpExt:Sublocation></rdf:li>',
      ),
    ],
  },
  {
    name: 'XMP LocationShown',
    rule: 'privacy-gps',
    needle: /51\.50?/,
    xmp: ['', element('Iptc4xmpExt:LocationShown', '<rdf:li exif:GPSLatitude="51,30.0N"/>')],
  },
  {
    name: 'XMP drone',
    rule: 'privacy-gps',
    needle: /51\.5047/,
    xmp: ['drone-dji:GpsLatitude="+51.5047" drone-dji:GpsLongitude="+7.25"', ''],
  },
  {
    name: 'XMP Darwin Core',
    rule: 'privacy-gps',
    needle: /51\.5047/,
    xmp: [
      '',
      '<dwc:Location rdf:parseType="Resource"><dwc:decimalLatitude>51.5047</dwc:decimalLatitude></dwc:Location>',
    ],
  },
  {
    name: 'XMP history',
    rule: 'privacy-gps',
    needle: /52\.520008/,
    xmp: [
      '',
      '<xmpMM:History xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"><rdf:Seq><rdf:li stEvt:action="saved" stEvt:parameters="taken at 52.520008, 13.404954"/></rdf:Seq></xmpMM:History>',
    ],
  },
  { name: 'XMP serial', rule: 'privacy-serial', needle: /B-4711/, xmp: ['aux:SerialNumber="B-4711"', ''] },
  { name: 'XMP EXIF serial', rule: 'privacy-serial', needle: /B-4711/, xmp: ['exifEX:BodySerialNumber="B-4711"', ''] },
  { name: 'XMP owner', rule: 'privacy-contact', needle: /Ann-4711/, xmp: ['aux:OwnerName="Ann-4711"', ''] },
  {
    name: 'XMP contact',
    rule: 'privacy-contact',
    needle: /ann4711@/,
    xmp: [
      '',
      '<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiEmailWork>ann4711@example.org</Iptc4xmpCore:CiEmailWork></Iptc4xmpCore:CreatorContactInfo>',
    ],
  },
  {
    name: 'XMP person',
    rule: 'privacy-faces',
    needle: /Ann-4711/,
    xmp: ['', element('Iptc4xmpExt:PersonInImage', '<rdf:li>Ann-4711</rdf:li>')],
  },
  {
    name: 'XMP face region',
    rule: 'privacy-faces',
    needle: /Ann-4711/,
    xmp: [
      '',
      '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li><rdf:Description mwg-rs:Type="Face" mwg-rs:Name="Ann-4711"/></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>',
    ],
  },
  {
    name: 'XMP Microsoft region',
    rule: 'privacy-faces',
    needle: /Ann-4711/,
    xmp: [
      '',
      '<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li MPReg:PersonDisplayName="Ann-4711"/></rdf:Bag></MPRI:Regions></MP:RegionInfo>',
    ],
  },
  {
    name: 'XMP person in a tree of keywords',
    rule: 'privacy-faces',
    needle: /Ann-4711/,
    xmp: ['', element('lr:HierarchicalSubject', '<rdf:li>People|Ann-4711</rdf:li>')],
  },
  { name: 'IPTC street', rule: 'privacy-gps', needle: /Street 4711/, iptc: [[2, 92, latin('Street 4711')]] },
  { name: 'IPTC contact', rule: 'privacy-contact', needle: /\+49 89 4711/, iptc: [[2, 118, latin('+49 89 4711')]] },
  {
    name: 'text of a position',
    rule: 'privacy-gps',
    needle: /51\.50012/,
    text: ['Comment', 'taken at lat 51.50012, lon 7.25013'],
  },
  { name: 'text of a geo address', rule: 'privacy-gps', needle: /51\.5,7\.25/, text: ['Comment', 'geo:51.5,7.25'] },
  {
    name: 'text of an address',
    rule: 'privacy-contact',
    needle: /ann4711@/,
    text: ['Comment', 'ask Ann <ann4711@example.org>'],
  },
  {
    name: 'C2PA position',
    rule: 'privacy-gps',
    needle: /51[.,]30?/,
    c2pa: ['stds.exif', '{"@context":{"exif":"http://ns.adobe.com/exif/1.0/"},"exif:GPSLatitude":"51,30.0N"}'],
  },
];

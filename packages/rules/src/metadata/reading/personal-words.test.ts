import { describe, expect, it } from 'vitest';
import { holdsWords } from './personal-words.ts';
import type { Statement } from './statements.ts';
import { CONTACT, matchesTopic, POSITION } from './topics.ts';

const say = (source: Statement['source'], name: string, value: string, numbers: readonly number[] = []): Statement => ({
  source,
  name,
  value,
  numbers,
  place: source,
  depth: 0,
});
const SOURCES = ['exif', 'xmp', 'iptc', 'c2pa', 'text', 'photoshop'] as const;
/** Fields of every kind: known ones, those of programs, and names that nobody has heard of. */
const FIELDS = [
  ...[
    'IFD0:XPComment',
    'IFD0:XPTitle',
    'IFD0:XPAuthor',
    'IFD0:0x010d',
    'GPS:GPSProcessingMethod',
    'ExifIFD:UserComment',
  ],
  ...['xmpMM:History/stEvt:parameters', 'xmpMM:DerivedFrom/stRef:filePath', 'crs:RawFileName', 'lr:PrivateRTKInfo'],
  ...['mwg-rs:Regions/mwg-rs:Description', 'MP:RegionInfo/MPRI:Note', 'GCamera:note', 'xmpTPg:Note', 'my:Anything'],
  ...['Keywords', '2:213', '1:30', 'parameters', 'prompt', 'workflow', 'Comment', 'URL_List', 'assertion/note'],
];
const fields = SOURCES.flatMap((source) => FIELDS.map((name) => [source, name] as const));

describe.each(fields)('the text of %s, %s', (source, name) => {
  it('is searched for positions, mail addresses and telephone numbers', () => {
    const text = (value: string): Statement => say(source, name, `lamp, ${value}`);
    expect(matchesTopic(POSITION, text('52.520008, 13.404954'))).toBe(true);
    expect(matchesTopic(POSITION, text('https://maps.app.goo.gl/AbCdEf'))).toBe(true);
    expect(matchesTopic(CONTACT, text('ann@example.org'))).toBe(true);
    expect(matchesTopic(CONTACT, text('+49 170 1234567'))).toBe(true);
    expect(matchesTopic(POSITION, text('a lamp shade'))).toBe(false);
    expect(matchesTopic(CONTACT, text('a lamp shade'))).toBe(false);
  });
});

it.each([
  ['a transform', 'crs:UprightTransform_1', '1.000000,-0.023462,0.000000,0.023462,1.000000,0.000000'],
  ['a rectangle', 'MP:RegionInfo/MPRI:Regions/MPReg:Rectangle', '0.000000, 0.000000, 1.000000, 1.000000'],
  ['a stroke of a brush', 'crs:PaintBasedCorrections/crs:CorrectionMasks/crs:Dabs', 'd 1.004233 0.553322'],
  ['nodes of a graph', 'workflow', '{"nodes":[{"pos":[64.12345, 12.34567],"size":[ 120.5000,46.0000 ]}]}'],
  ['primaries', 'whitepoint', '0.95047 1.00000 1.08883'],
])('%s is no position', (_what, name, value) => {
  for (const source of SOURCES) expect(holdsWords('position', say(source, name, value))).toBe(false);
});

it('numbers of a tag are no text', () => {
  expect(holdsWords('position', say('exif', 'IFD0:0x0001', '52.520008 13.404954', [52.520008, 13.404954]))).toBe(false);
});

describe('a telephone number', () => {
  const isPhone = (text: string): boolean => holdsWords('phone', say('xmp', 'dc:description', text));
  it.each([
    '+49 30 1234567',
    '+491701234567',
    'call +1 (555) 123-4567 now',
    '+49.30.1234567',
    'Tel. 030 1234567',
    'tel:030-1234567',
    'Phone no: (030) 123 45 67',
    'WhatsApp +34 612 345 678',
    '电话：010 1234 5678',
    '(555) 123-4567',
    '703-614-9154',
    'https://wa.me/491701234567',
    '+46-(0)736-21 50 74',
  ])('is %j', (text) => expect(isPhone(text)).toBe(true));

  it.each([
    '2026-05-01T10:20:30+02:00',
    '1234567890',
    'call 2026-05-01',
    '+52.5200+013.4050/',
    '+25, +10, -5, +100',
    'a+12345678901234567890',
    'QUJD+1234567890/abc==',
    'iPhone 15 Pro 4032 3024 12',
    'phone case 6.7 inch, 2024',
    'EAN 4006381333931',
    '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '555-123-4567-8901',
    'Steps: 20, Seed: 1234567890, Size: 1024x1024',
  ])('is not %j', (text) => expect(isPhone(text)).toBe(false));

  it('is not an id', () => {
    expect(holdsWords('phone', say('xmp', 'xmpMM:DocumentID', '703-614-9154'))).toBe(false);
  });
});

it('a file name for dense screens is no mail address', () => {
  expect(holdsWords('email', say('xmp', 'crs:RawFileName', 'lamp@2x.png'))).toBe(false);
  expect(holdsWords('email', say('xmp', 'crs:RawFileName', 'lamp@2xl.example.org'))).toBe(true);
});

it('texts of any length are searched in time in proportion to it', { tags: 'timing' }, () => {
  const start = performance.now();
  const parts = [
    '+1',
    '+1 ',
    '1 ',
    '1,',
    '1.',
    '1,1 ',
    '+1.',
    'tel ',
    'tel 1',
    '(',
    '-555',
    '[1',
    '[',
    'a@',
    '+1(',
    'no ',
  ];
  for (const part of parts)
    for (const words of ['position', 'email', 'phone'] as const)
      for (const name of ['crs:Any', 'dc:title'])
        holdsWords(words, say('xmp', name, part.repeat(200_000 / part.length)));
  expect(performance.now() - start).toBeLessThan(3000);
});

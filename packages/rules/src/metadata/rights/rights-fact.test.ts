import { describe, expect, it } from 'vitest';
import type { Statement } from '../reading/statements.ts';
import { otherOwner, rightsOf } from './rights-fact.ts';

const say = (source: Statement['source'], name: string, value: string, depth = 0): Statement => ({
  source,
  name,
  value,
  numbers: [],
  place: source,
  depth,
});
const nobody = { copyright: null, creator: null };

describe('rights', () => {
  it('keep each value with the field and the carrier that says it, EXIF in front', () => {
    const rights = rightsOf(
      [
        say('xmp', 'dc:rights', '© Acme'),
        say('exif', 'IFD0:Copyright', '© 2026 Acme'),
        say('xmp', 'dc:creator', 'Ann'),
      ],
      nobody,
    );
    expect(rights.copyright).toBe('© 2026 Acme');
    expect(rights.notices.map(({ source }) => source)).toEqual(['IFD0:Copyright in exif', 'dc:rights in xmp']);
    expect(rights.creator).toBe('Ann');
    expect(rights.disagreements).toEqual([]);
  });

  it('disagree where two carriers name two owners, whatever stands first', () => {
    const rights = rightsOf(
      [
        say('exif', 'IFD0:Copyright', '© Acme'),
        say('iptc', 'CopyrightNotice', '© Getty'),
        say('xmp', 'dc:rights', '© Getty'),
      ],
      { copyright: '© Acme', creator: null },
    );
    expect(rights.contradicts).toBe(true);
    expect(rights.disagreements.join('\n')).toMatch(/CopyrightNotice in iptc says “© Getty”, the config “© Acme”/);
    expect(rights.disagreements.join('\n')).toMatch(/the copyright line is “© Acme” .* and “© Getty”/);
  });

  it.each([
    ['a mark of the public domain with a copyright line', [say('xmp', 'xmpRights:Marked', 'False')], /public domain/],
    [
      'CC0 with a copyright line',
      [say('xmp', 'cc:license', 'https://creativecommons.org/publicdomain/zero/1.0/')],
      /public domain/,
    ],
    [
      'two marks',
      [say('xmp', 'xmpRights:Marked', 'True'), say('photoshop', 'copyright flag', 'false')],
      /another as free/,
    ],
  ])('contradict themselves by %s', (_name, more, expected) => {
    const rights = rightsOf([say('exif', 'IFD0:Copyright', '© Acme'), ...more], nobody);
    expect(rights.disagreements.join('\n')).toMatch(expected);
  });

  it.each([
    ['© Acme', '© 2019 ACME, all rights reserved'],
    ['A creator with a name longer than IPTC has room for', 'A creator with a name longer tha'],
    ['Ann; Bob', 'Ann'],
  ])('agree that %j and %j are one', (a, b) => {
    const statements = [say('exif', 'IFD0:Artist', a), say('iptc', 'By-line', b)];
    expect(rightsOf(statements, nobody).disagreements).toEqual([]);
  });

  it('are those of the file, not of a thumbnail in it; and reserve mining only by a term that does', () => {
    expect(rightsOf([say('exif', 'IFD0:Copyright', '© Other', 1)], nobody).copyright).toBeNull();
    const mining = (term: string) =>
      rightsOf([say('xmp', 'plus:DataMining', `http://ns.useplus.org/ldf/vocab/${term}`)], nobody);
    expect(mining('DMI-PROHIBITED-AIMLTRAINING')).toMatchObject({
      miningReserved: true,
      dataMining: 'DMI-PROHIBITED-AIMLTRAINING',
    });
    expect(mining('DMI-ALLOWED').miningReserved).toBe(false);
    const reservation = (value: string) => rightsOf([say('xmp', 'tdm:reservation', value)], nobody);
    expect(reservation('1')).toMatchObject({ miningReserved: true, dataMining: '1' });
    expect(reservation('0').miningReserved).toBe(false);
    expect(rightsOf([say('xmp', 'tdm:policy', '1')], nobody).miningReserved).toBe(false);
    expect(rightsOf([], nobody).miningReserved).toBe(false);
  });
});

describe('another owner', () => {
  const brand = { copyright: '(c) Acme Shop', creator: 'Acme Shop' };
  const ownerOf = (source: Statement['source'], name: string, value: string, creators = false) =>
    otherOwner([say(source, name, value)], brand, { creators });
  const FIELDS: readonly (readonly [Statement['source'], string])[] = [
    ...(['Artist', 'XPAuthor', 'Photographer', 'Software', 'HostComputer', 'UserComment', '0x010d'] as const).map(
      (name) => ['exif', `IFD0:${name}`] as const,
    ),
    ...(['By-line', 'By-lineTitle', 'OriginatingProgram', 'Keywords', '2:200'] as const).map(
      (name) => ['iptc', name] as const,
    ),
    ...(['dc:creator', 'tiff:Artist', 'xmp:CreatorTool', 'xmpMM:History/stEvt:softwareAgent', 'x:xmptk'] as const).map(
      (name) => ['xmp', name] as const,
    ),
    ...(['Author', 'IART', 'ISFT', 'Software', 'Comment'] as const).map((name) => ['text', name] as const),
    ...(['claim/claim_generator', 'assertion/author/name'] as const).map((name) => ['c2pa', name] as const),
  ];

  it.each(FIELDS)('is named by a claim in the field of %s, %s', (source, name) => {
    for (const claim of [
      '(c) 2020 Other Owner Ltd',
      '(C)2020 Other Owner Ltd',
      '© Other Owner Ltd',
      'Copyright Other Owner Ltd, all rights reserved',
      'Other Owner Ltd. All Rights Reserved.',
    ])
      expect(ownerOf(source, name, claim)).toBe(`it names another owner, “${claim}” (${name} in ${source})`);
    expect(ownerOf(source, name, '© 2020 Acme Shop')).toBeNull();
  });

  it('is named where the brand has a licence of it', () => {
    expect(ownerOf('exif', 'IFD0:Artist', '(c) Other Owner Ltd, licensed to Acme Shop')).toMatch(/another owner/);
    expect(ownerOf('xmp', 'dc:rights', '© Acme Shop, licensed to Other Owner Ltd')).toBeNull();
  });

  it('is not named by a creator or a program alone', () => {
    expect(ownerOf('exif', 'IFD0:Artist', 'Ann Other')).toBeNull();
    expect(ownerOf('xmp', 'dc:creator', 'Photo by Ann Other')).toBeNull();
    expect(ownerOf('exif', 'IFD0:Software', 'Adobe Photoshop 25.0')).toBeNull();
    expect(ownerOf('exif', 'IFD0:ImageDescription', 'a func(c)ion')).toBeNull();
    expect(ownerOf('exif', 'IFD0:Artist', 'Ann Other', true)).toMatch(/another creator, “Ann Other”/);
  });
});

// Decision table of the defence: a complete one, with few changes at a time.

import { describe, expect, it } from 'vitest';
import type { OriginalsKnown } from '../case/evidence/originals.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { completeCase } from '../complaint/test-complete-case.ts';
import { isAnsweredOrOpen } from '../deadline/answered.ts';

import { PROOF_IDS } from './proof-schema.ts';
import { proofsOf } from './proofs.ts';

const NO_EXIF: OriginalsKnown = new Map();

const optionsOf = (originals: OriginalsKnown, asOf: string, ...changes: readonly string[]) => ({
  originals,
  isAnsweredOrOpen: isAnsweredOrOpen(completeCase('accused', ...changes), builtInProfiles(), asOf),
});

const missing = (changes: readonly string[], originals = NO_EXIF, asOf = '2026-12-01'): readonly string[] =>
  proofsOf(completeCase('accused', ...changes), optionsOf(originals, asOf, ...changes))
    .filter(({ id }) => id !== 'model-release')
    .flatMap(({ id, missing: lack }) => (lack === null ? [] : [`${id}: ${lack.message}`]));

const RAW =
  'original: no original of work lamp is on file; add rawOriginal: { path: <the file as the camera wrote it>, captureDate: <YYYY-MM-DD> }';
const EXIF =
  'original-metadata: the original of work lamp tells neither camera nor time; add rawOriginal: { path: <the file as the camera wrote it>, camera: <make and model>, captureDate: <YYYY-MM-DD> }';
const STAMP =
  'timestamp: no timestamp of work lamp by somebody else is older than the accusation; add timestamps: [{ kind: <rfc3161 or cloud or c2pa or notary>, time: <YYYY-MM-DD>, file: <token or record or deed> }]';
const PUBLISHED =
  'first-publication: no publication of work lamp before the accusation is on record; add firstPublished: { date: <YYYY-MM-DD>, url: <address> }';
const RIGHT =
  'right: no certificate and no claim statement of work lamp is on file; add registration: { office: <name>, number: <number>, file: <certificate> }, or copyrightClaimStatement: { file: <path> }';
const CHAIN =
  'chain-of-rights: no valid paper passes the right in work lamp, which is by somebody else, on to us; add assignment: { file: <path> }, or licence: { file: <path>, validUntil: <YYYY-MM-DD> }';
const ANSWER =
  'counter-notice: no counter-notice is on record, and its time is over or not known; add events: [{ type: counter-notice, at: <YYYY-MM-DD> }], when it is sent';

describe('removing any one proof names that one', () => {
  it.each<[string[], string[]]>([
    [[], []],
    // The original's metadata go with it.
    [['without works.0.rawOriginal'], [RAW, EXIF]],
    [['without works.0.rawOriginal.camera'], [EXIF]],
    [['without works.0.rawOriginal.captureDate'], [EXIF]],
    [
      ['without works.0.shootingRecord'],
      [
        'shooting-record: the shooting of work lamp is not documented; add shootingRecord: { file: <who and where and when - written down then> }',
      ],
    ],
    [
      ['without works.0.outtakes'],
      [
        'outtakes: no other picture of the session of work lamp is kept; add outtakes: [<path of another picture of the session>]',
      ],
    ],
    [
      ['works.0.outtakes = []'],
      [
        'outtakes: no other picture of the session of work lamp is kept; add outtakes: [<path of another picture of the session>]',
      ],
    ],
    [
      ['without works.0.editHistory'],
      [
        'editing-history: the editing of work lamp cannot be followed; add editHistory: [{ file: <layers or steps of the editing>, software: <name> }]',
      ],
    ],
    [['without works.0.timestamps'], [STAMP]],
    [['works.0.timestamps.0.time = 2026-06-01'], [STAMP]],
    [['works.0.timestamps.0.time = 2026-05-31'], []],
    [['without works.0.registration'], [RIGHT]],
    [['without works.0.registration', 'works.0.copyrightClaimStatement = { file: a.pdf }'], []],
    [
      ['without works.0.witnesses'],
      [
        'witness: no witness of work lamp has made a statement; add witnesses: [{ name: <name>, statement: <path of the statement> }]',
      ],
    ],
    [
      ['without works.0.witnesses.0.statement'],
      [
        'witness: no witness of work lamp has made a statement; add witnesses: [{ name: <name>, statement: <path of the statement> }]',
      ],
    ],
    [['without works.0.firstPublished'], [PUBLISHED]],
    [['works.0.firstPublished.date = 2026-06-01'], [PUBLISHED]],
    [['works.0.author = a freelance photographer'], [CHAIN]],
    [['works.0.author = Tern & Tide studio'], []],
    [['works.0.author = a freelance photographer', 'works.0.assignment = { file: a.pdf }'], []],
    [
      ['without defence.evidenceRequest', 'without events.1'],
      [
        'evidence-requested: the accuser was not asked for detailed evidence: send the request (`listing-lint case letter evidence-request` drafts it); add defence: { evidenceRequest: { sentAt: <YYYY-MM-DD>, file: <path of the letter> } }',
      ],
    ],
    [['without defence.evidenceRequest'], []],
    [
      ['without defence.comparison'],
      [
        'comparison: their picture was not laid beside ours; add defence: { comparison: { file: <path>, date: <YYYY-MM-DD>, by: <who compared> } }',
      ],
    ],
    [
      ['without defence.independentCreation'],
      [
        'independent-creation: nothing says how the picture came about without theirs; add defence: { independentCreation: <when and where and how it was shot> }',
      ],
    ],
    [
      ['without accusation.evidence'],
      [
        'accusation-on-file: what the accuser sent is not on file; add accusation: { receivedAt: <YYYY-MM-DD>, evidence: [{ file: <path of what they sent> }] }',
      ],
    ],
    [['without events.2'], [ANSWER]],
    [['events.2.type = reply'], []],
  ])('%j', (changes, expected) => {
    expect(missing(changes)).toEqual(expected);
  });
});

describe('a work of somebody else that is licensed to us', () => {
  const licensed = (until: string) => [
    `works = [{ id: lamp, author: the maker, licence: { file: a.pdf, validUntil: ${until} } }]`,
  ];

  it('needs no files of theirs', () => {
    expect(missing(licensed('2026-06-01'))).toEqual([]);
  });

  it('is no defence when the licence had ended', () => {
    const found = missing(licensed('2026-05-31'));
    expect(found).toContain(CHAIN);
    expect(found).toContain(RAW);
    expect(found).toHaveLength(10);
  });
});

it('asks the EXIF of the original where it is a picture of the shop', () => {
  const known = (hasCameraTags: boolean): OriginalsKnown =>
    new Map([['originals/1.nef', { capturedAt: null, hasCameraTags, exifCapturedAt: null }]]);
  expect(missing([], known(false))).toEqual([EXIF]);
  expect(missing(['without works.0.rawOriginal.camera'], known(true))).toEqual([]);
});

it('tells dates that the EXIF of the original contradicts, with both', () => {
  const known = (exifCapturedAt: string): OriginalsKnown =>
    new Map([['originals/1.nef', { capturedAt: null, hasCameraTags: true, exifCapturedAt }]]);
  const changes = [
    'works.0.rawOriginal.captureDate = 2025-11-02',
    'works.0.firstPublished = { date: 2025-12-01, url: https://a.example }',
  ];
  const contradicted = (exifCapturedAt: string) =>
    proofsOf(completeCase('accused', ...changes), optionsOf(known(exifCapturedAt), '2026-12-01', ...changes))
      .filter(({ present, id }) => !present && id !== 'model-release')
      .flatMap(({ id, contradicted: each }) => each.map(({ message }) => `${id}: ${message}`));
  expect(contradicted('2025-11-02T10:00:00')).toEqual([]);
  expect(contradicted('2026-02-03T10:00:00')).toEqual([
    'original-metadata: the original of work lamp was shot on 2025-11-02 by the case, and on 2026-02-03T10:00:00 by its EXIF',
    'original-metadata: work lamp was first published on 2025-12-01 by the case, before its original was shot on 2026-02-03T10:00:00 by its EXIF',
  ]);
});

it('does not miss a counter-notice that can still be sent', () => {
  expect(missing(['without events.2'], NO_EXIF, '2026-06-02')).toEqual([]);
});

it('names every proof where a case says nothing', () => {
  const bare = ['without works', 'without defence', 'without accusation', 'without events'];
  const found = proofsOf(completeCase('accused', ...bare), optionsOf(NO_EXIF, '2026-12-01', ...bare));
  expect(found.map(({ id }) => id).sort()).toEqual([...PROOF_IDS].sort());
  expect(found.filter(({ present }) => present)).toEqual([]);
  expect(missing(bare)[0]).toBe(
    'original: no original of the picture is on file; add rawOriginal: { path: <the file as the camera wrote it>, captureDate: <YYYY-MM-DD> }',
  );
  for (const { source } of found)
    expect(source).toMatchObject({ url: expect.stringMatching(/^https:/), read: '2026-11-26' });
});

it('names the works that lack a proof in one sentence, the first five of them', () => {
  const works = (count: number) =>
    `works = [${Array.from({ length: count }, (_, index) => `{ id: w${index + 1} }`).join(', ')}]`;
  expect(missing([works(2)])[0]).toContain('no original of work w1, work w2 is on file');
  expect(missing([works(7)])[0]).toContain(
    'no original of work w1, work w2, work w3, work w4, work w5, 2 more is on file',
  );
  expect(missing([works(7)])).toHaveLength(9);
});

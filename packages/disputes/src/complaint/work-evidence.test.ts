import { describe, expect, it } from 'vitest';
import { completeCase } from './test-complete-case.ts';
import { missingEvidence, unregistered, WORK_EVIDENCE } from './work-evidence.ts';

const missing = (changes: readonly string[], originals = new Map(), asked: readonly string[] = WORK_EVIDENCE) =>
  missingEvidence(completeCase('we-complain', ...changes), originals, asked).map(({ message }) => message);

const SEEN = 'not older than the first sighting of 2026-05-04';

describe('evidence of works', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [
      ['without works'],
      [
        'the case names no work of ours: add works: [{ id: <short name>, rawOriginal: { path: <the file as the camera wrote it> } }]',
      ],
    ],
    [
      ['without works.0.rawOriginal'],
      [
        'work lamp has no original: add rawOriginal: { path: <the file as the camera wrote it>, captureDate: <YYYY-MM-DD> }',
      ],
    ],
    [['works.0.rawOriginal.captureDate = 2026-05-04'], [`the original of work lamp is of 2026-05-04, ${SEEN}`]],
    [['works.0.rawOriginal.captureDate = 2026-05-03'], []],
    // Without a date of its own it is as old as the work.
    [['without works.0.rawOriginal.captureDate'], []],
    [
      ['without works.0.rawOriginal.captureDate', 'without works.0.createdOn'],
      ['nothing dates the original of work lamp: add rawOriginal: { captureDate: <YYYY-MM-DD> }'],
    ],
    [
      ['without works.0.timestamps'],
      [
        'work lamp has no timestamp: add timestamps: [{ kind: <rfc3161 or cloud or c2pa or notary>, time: <YYYY-MM-DD>, file: <token or record or deed> }]',
      ],
    ],
    [['works.0.timestamps.0.time = 2026-05-05'], [`the first timestamp of work lamp is of 2026-05-05, ${SEEN}`]],
    [['works.0.timestamps.1 = { kind: notary, time: 2026-06-01 }'], []],
    [
      ['without works.0.editHistory'],
      [
        'work lamp has no editing history: add editHistory: [{ file: <layers or steps of the editing>, software: <name> }]',
      ],
    ],
    [
      ['without works.0.registration'],
      [
        'work lamp has neither certificate nor claim statement: add registration: { office: <name>, number: <number>, file: <certificate> } or copyrightClaimStatement: { file: <path> }',
      ],
    ],
    [['without works.0.registration', 'works.0.copyrightClaimStatement = { file: a.pdf }'], []],
    [
      ['without works.0.witnesses'],
      [
        'work lamp has no witness with a statement: add witnesses: [{ name: <name>, statement: <path of the statement> }]',
      ],
    ],
    [
      ['without works.0.witnesses.0.statement'],
      [
        'work lamp has no witness with a statement: add witnesses: [{ name: <name>, statement: <path of the statement> }]',
      ],
    ],
    // An infringement of another work says nothing of this one.
    [['works.0.timestamps.0.time = 2026-05-05', 'infringements.0.match.work = mug'], []],
  ])('%j', (changes, expected) => {
    expect(missing(changes)).toEqual(expected);
  });

  it('takes the date of the shot from the EXIF of the original', () => {
    const changes = ['rawOriginal.captureDate', 'createdOn', 'firstPublished'].map((key) => `without works.0.${key}`);
    const known = (capturedAt: string) =>
      new Map([['originals/1.nef', { capturedAt, hasCameraTags: true, exifCapturedAt: capturedAt }]]);
    expect(missing(changes, known('2025-11-02T10:00:00'))).toEqual([]);
    expect(missing(changes, known('2026-06-02T10:00:00'))).toEqual([
      `the original of work lamp is of 2026-06-02, ${SEEN}`,
    ]);
  });

  it.each<[string, string[], string[]]>([
    [
      '2026-02-03T10:00:00',
      ['works.0.rawOriginal.captureDate = 2025-11-02', 'without works.0.firstPublished'],
      ['the original of work lamp was shot on 2025-11-02 by the case, and on 2026-02-03T10:00:00 by its EXIF'],
    ],
    ['2025-11-02T10:00:00', ['works.0.rawOriginal.captureDate = 2025-11-02'], []],
    // A time without a zone may be of any.
    ['2025-11-03T01:00:00', ['works.0.rawOriginal.captureDate = 2025-11-02T17:00Z'], []],
    [
      '2025-11-03T01:00:00+08:00',
      ['works.0.rawOriginal.captureDate = 2025-11-02T18:00Z'],
      [
        'the original of work lamp was shot on 2025-11-02T18:00Z by the case, and on 2025-11-03T01:00:00+08:00 by its EXIF',
      ],
    ],
    [
      '2025-12-02T10:00:00',
      ['without works.0.rawOriginal.captureDate', 'works.0.firstPublished = { date: 2025-12-01 }'],
      [
        'work lamp was first published on 2025-12-01 by the case, before its original was shot on 2025-12-02T10:00:00 by its EXIF',
      ],
    ],
  ])('tells what the EXIF of %s contradicts in %j', (exifCapturedAt, changes, expected) => {
    const known = new Map([['originals/1.nef', { capturedAt: null, hasCameraTags: true, exifCapturedAt }]]);
    expect(missing(changes, known, ['original'])).toEqual(expected);
  });

  it('asks for the kinds that are asked for, work by work', () => {
    expect(missing(['works = [{ id: a }, { id: b }]'], new Map(), ['witness'])).toHaveLength(2);
    expect(missing(['works = [{ id: a }]'], new Map(), [])).toEqual([]);
    expect(missing(['works = [{ id: a }]'])).toHaveLength(5);
  });
});

describe('unregistered', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [
      ['without works.0.registration'],
      [
        'work lamp has no registration: add registration: { office: <name>, number: <number>, date: <YYYY-MM-DD>, file: <certificate> }',
      ],
    ],
    [
      ['without works.0.registration.file'],
      [
        'the certificate of work lamp (US Copyright Office, 1) is not on file: add registration: { file: <certificate> }',
      ],
    ],
    [['without works'], []],
  ])('%j', (changes, expected) => {
    expect(unregistered(completeCase('we-complain', ...changes)).map(({ message }) => message)).toEqual(expected);
  });
});

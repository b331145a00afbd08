import { type ComparedField, fieldTable } from './field-table.ts';
import { comparePictures, type PictureComparison } from './picture-comparison.ts';
import { credentialsPoint } from './points/credentials-point.ts';
import { ledgerPoint } from './points/ledger-point.ts';
import { differencePoint, extentPoint, filePoint, picturePoint, resolutionPoint } from './points/picture-points.ts';
import type { ComparedPair, ComparedPoint } from './points/point.ts';
import { markPoint, previewPoints } from './points/preview-points.ts';
import { cameraPoint, documentsPoint, editingPoint, rightsPoint, tracesPoint } from './points/source-points.ts';
import { stampPoint } from './points/stamp-point.ts';
import { capturePoint, timesPoints } from './points/time-points.ts';
import { unknownIfUnread } from './points/unread-parts.ts';
import type { StampOfPair } from './record/pair-stamp.ts';
import type { PictureRecord, ReadPicture } from './record/picture-record.ts';

/** What is said of two pictures side by side: the object that `--format json` writes. */
export interface CompareReport {
  readonly schemaVersion: 1;
  readonly a: PictureRecord;
  readonly b: PictureRecord;
  readonly picture: PictureComparison;
  /** State of our watermark, if one of the two is a stamped picture of ours; null otherwise, or if not checked. */
  readonly stamp: StampOfPair | null;
  readonly fields: readonly ComparedField[];
  readonly points: readonly ComparedPoint[];
  readonly summary: CompareSummary;
}

export interface CompareSummary {
  /** Codes of the points that speak for the one or the other as nearer to the source, the surest first. */
  readonly towardsA: readonly string[];
  readonly towardsB: readonly string[];
  readonly sentence: string;
  /** What no comparison can show. */
  readonly limits: string;
}

/** Compares two pictures that were read. */
export const compareRead = (a: ReadPicture, b: ReadPicture, stamp: StampOfPair | null): CompareReport => {
  const picture = comparePictures(a, b);
  const compared: ComparedPair = { a: a.record, b: b.record, read: { a, b }, picture, stamp };
  const points: readonly ComparedPoint[] = [
    filePoint(compared),
    picturePoint(compared),
    ...extentPoint(compared),
    ...resolutionPoint(compared),
    ...differencePoint(compared),
    ...previewPoints(compared),
    capturePoint(compared),
    ...timesPoints(compared),
    cameraPoint(compared),
    tracesPoint(compared),
    editingPoint(compared),
    documentsPoint(compared),
    rightsPoint(compared),
    credentialsPoint(compared),
    markPoint(compared),
    ...stampPoint(compared),
    ledgerPoint(compared),
  ].map((point) => unknownIfUnread(point, compared));
  return {
    schemaVersion: 1,
    a: a.record,
    b: b.record,
    picture,
    stamp,
    fields: fieldTable(a, b),
    points,
    summary: summaryOf(points, compared),
  };
};

const SUREST = ['attested', 'inferred', 'stated'] as const;

const summaryOf = (
  points: readonly ComparedPoint[],
  { a: first, b: second, picture }: ComparedPair,
): CompareSummary => {
  const towards = (side: 'a' | 'b'): readonly string[] =>
    SUREST.flatMap((sureness) =>
      points.flatMap(({ towards, code }) => (towards?.side === side && towards.sureness === sureness ? [code] : [])),
    );
  const [a, b] = [towards('a'), towards('b')];
  return {
    towardsA: a,
    towardsB: b,
    sentence: [
      summarySentence(a.length, b.length, picture),
      ...firstAlone('A', first),
      ...firstAlone('B', second),
    ].join(' '),
    limits: LIMITS_OF_COMPARISON,
  };
};

const LIMITS_OF_COMPARISON =
  'No comparison of two files shows who made a picture or who holds the rights in it. What a file states of itself anyone can write; what counts is evidence apart from the files: originals with their outtakes, seals of a time-stamp authority, licences, witnesses.';

const UNSEEN = {
  identical: 'A and B are one file, byte for byte; its pixels could not be compared.',
  'same-data': 'A and B hold the same picture data; its pixels could not be compared.',
  other: 'The pixels of A and B could not be compared.',
} as const;

const firstAlone = (name: string, { pictures, problem }: PictureRecord): readonly string[] =>
  pictures === 1 || problem !== null
    ? []
    : [`Of ${name} the first of ${pictures} frames, pages or pictures was compared; the others were not.`];

const summarySentence = (a: number, b: number, { verdict, evidence, common }: PictureComparison): string => {
  const areAlike = verdict === 'duplicate' || common !== null;
  const lead =
    verdict === 'unknown'
      ? UNSEEN[evidence === 'identical' || evidence === 'same-data' ? evidence : 'other']
      : areAlike
        ? 'A and B show the same picture, wholly or in part.'
        : 'That A and B show the same picture was not found.';
  const points = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;
  if (a === 0 && b === 0) return `${lead} No point speaks for either as nearer to the source.`;
  return `${lead} ${points(a)} ${a === 1 ? 'speaks' : 'speak'} for A as nearer to the source, ${points(b)} for B.`;
};

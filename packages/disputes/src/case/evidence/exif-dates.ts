import type { KeyPath } from '@listing-lint/core/plugin';
import type { CaseFile } from '../file/case-file.ts';
import { dayOf } from '../file/dates.ts';
import type { OriginalsKnown } from './originals.ts';

/** A date of a work that the EXIF of its original contradicts: the place of it, and both in a sentence. */
export interface ExifContradiction {
  readonly at: KeyPath;
  readonly message: string;
}

type Work = NonNullable<CaseFile['works']>[number];

const MINUTE = 60_000;
/** The clocks of two places differ by so much at most: a time without a zone may be of either. */
const MOST_ZONE = 14 * 60 * MINUTE;

const hasZone = (time: string): boolean => /(?:Z|[+-]\d\d:?\d\d)$/.test(time);
const instantOf = (time: string): number => Date.parse(hasZone(time) ? time : `${time}Z`);

/** Whether one date is later than another by every reading: days where one has no time, times to the minute. */
const isLater = (a: string, b: string): boolean => {
  if (!a.includes('T') || !b.includes('T')) return dayOf(a) > dayOf(b);
  return instantOf(a) - instantOf(b) >= (hasZone(a) === hasZone(b) ? MINUTE : MOST_ZONE);
};

/** What the EXIF of the original of a work contradicts: when the case says it was shot, and a publication before the shot. Pure. */
export const exifContradictions = (
  { id, rawOriginal, firstPublished }: Work,
  index: number,
  originals: OriginalsKnown,
): readonly ExifContradiction[] => {
  const shot = originals.get(rawOriginal?.path ?? '')?.exifCapturedAt ?? null;
  if (shot === null) return [];
  const said = rawOriginal?.captureDate ?? null;
  const published = firstPublished?.date ?? null;
  return [
    ...(said !== null && (isLater(said, shot) || isLater(shot, said))
      ? [
          {
            at: ['works', index, 'rawOriginal', 'captureDate'],
            message: `the original of work ${id} was shot on ${said} by the case, and on ${shot} by its EXIF`,
          },
        ]
      : []),
    ...(published !== null && isLater(shot, published)
      ? [
          {
            at: ['works', index, 'firstPublished', 'date'],
            message: `work ${id} was first published on ${published} by the case, before its original was shot on ${shot} by its EXIF`,
          },
        ]
      : []),
  ];
};

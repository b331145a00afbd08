import type { FactContext, FactId } from '@listing-lint/core/plugin';
import type { CaseFile } from '../file/case-file.ts';

/** What is known of the original of a work. */
export interface OriginalKnown {
  /** When it was shot: as the case says, else as its EXIF says; null where neither does. */
  readonly capturedAt: string | null;
  /** Whether maker or model and the time of the shot can be read in its EXIF; null where it is no picture of the run. */
  readonly hasCameraTags: boolean | null;
  /** When it was shot as its EXIF says; null where it does not, or where it is no picture of the run. */
  readonly exifCapturedAt: string | null;
}

/** Originals by the path that the case gives. */
export type OriginalsKnown = ReadonlyMap<string, OriginalKnown>;

/** The part of the fact `exif` that is asked for. */
const exif: FactId<{
  readonly make: string | null;
  readonly model: string | null;
  readonly capturedAt: string | null;
}> = 'exif';

/** What the run knows of the originals that a case names: those that are pictures of the run are asked for their EXIF. */
export const originalsOf = async (file: CaseFile, context: FactContext): Promise<OriginalsKnown> => {
  const pictures = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
  const known = new Map<string, OriginalKnown>();
  for (const { rawOriginal } of file.works ?? []) {
    if (!rawOriginal) continue;
    const subject = pictures.get(rawOriginal.path.replace(/^\.\//, ''));
    const read = subject && (await context.get(exif, subject).catch(() => undefined));
    known.set(rawOriginal.path, {
      capturedAt: rawOriginal.captureDate ?? read?.capturedAt ?? null,
      exifCapturedAt: read?.capturedAt ?? null,
      hasCameraTags: subject ? (read?.make ?? read?.model ?? null) !== null && read?.capturedAt !== null : null,
    });
  }
  return known;
};

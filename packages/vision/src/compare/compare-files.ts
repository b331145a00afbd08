import { safeJson } from '@listing-lint/core/plugin';
import { thumbnailsOf } from '@listing-lint/rules/metadata';
import type { PictureFile } from '../match/read-ours.ts';
import { smallPicture } from '../match/view/small-picture.ts';
import { compareHtml } from './compare-html.ts';
import { type CompareReport, compareRead } from './compare-report.ts';
import { comparisonText } from './compare-text.ts';
import type { PreviewRecord, ReadPicture } from './record/picture-record.ts';
import { type CompareOptions, readPicture } from './record/read-picture.ts';

export const COMPARE_FORMATS = ['text', 'json', 'html'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

/** Compares two picture files. Throws if the bytes of one cannot be read; other faults are part of the report. */
export const compareFiles = async (
  a: PictureFile,
  b: PictureFile,
  options: CompareOptions = {},
): Promise<CompareReport> => {
  const first = await readPicture(a, options);
  const second = await readPicture(b, options);
  const stamp = await options.classifyMark?.({ file: a.file, picture: first }, { file: b.file, picture: second });
  return compareRead(await withPreviews(first, second), await withPreviews(second, first), stamp ?? null);
};

/** The record with how its previews stand to both pictures. */
const withPreviews = async (own: ReadPicture, other: ReadPicture): Promise<ReadPicture> => {
  if (own.image === null) return own;
  const toOwn = await thumbnailsOf(own.metadata, own.image);
  const toOther = other.image === null ? null : await thumbnailsOf(own.metadata, other.image);
  const previews = toOwn.previews.map(
    ({ place, width, height, relation }, index): PreviewRecord => ({
      place,
      width,
      height,
      toOwn: relation,
      toOther: toOther?.previews[index]?.relation ?? null,
    }),
  );
  return { ...own, record: { ...own.record, previews } };
};

/** Longest side of the small pictures, px. */
const THUMBNAIL_SIDE = 720;

/** The report as text; HTML carries small pictures of the files. */
export const renderCompare = async (
  report: CompareReport,
  format: CompareFormat,
  { a, b }: { readonly a: PictureFile; readonly b: PictureFile },
): Promise<string> => {
  if (format === 'json') return safeJson(report);
  if (format === 'text') return comparisonText(report);
  return compareHtml(report, { a: await smallPicture(a, THUMBNAIL_SIDE), b: await smallPicture(b, THUMBNAIL_SIDE) });
};

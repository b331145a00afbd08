import { type Box, escapeControls, type Report } from '@listing-lint/core';
import type { AuditData } from './embedded.ts';

/** A picture with what was found on it, and where. */
export interface PictureWithMarks {
  readonly path: string;
  /** A small picture (`data:` address); empty where there is none. */
  readonly image: string;
  /** What was found, each with its place in words: `mark: 71 % from the left, 84 % from the top, 22 × 9 %`. */
  readonly places: readonly string[];
  /** In thousandths of the picture. */
  readonly boxes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** Pictures on which a watermark was found: with a thumbnail where there is one, otherwise the position only. */
export const markedPictures = (report: Report, thumbnails: AuditData['thumbnails'] = {}): readonly PictureWithMarks[] =>
  report.subjects.flatMap(({ path, boxes = [] }) => {
    const found = boxes.filter(({ kind }) => kind === 'found');
    if (found.length === 0) return [];
    const image = thumbnails[path] ?? '';
    return [
      {
        path: escapeControls(path),
        image: /^data:image\/(?:webp|jpeg|png);base64,[A-Za-z0-9+/=]+$/.test(image) ? image : '',
        places: found.slice(0, MOST_PLACES).map(placeWords),
        boxes: found.slice(0, MOST_PLACES).map(({ x, y, width, height }) => ({
          x: thousandths(x),
          y: thousandths(y),
          width: thousandths(width),
          height: thousandths(height),
        })),
      },
    ];
  });

/** Of a mark that is repeated all over a picture. */
const MOST_PLACES = 6;

const thousandths = (fraction: number): number => Math.round(fraction * 1000);
const percent = (fraction: number): string => `${Math.round(fraction * 100)} %`;

const placeWords = ({ label, x, y, width, height }: Box): string =>
  escapeControls(
    `${label}: ${percent(x)} from the left, ${percent(y)} from the top, ${Math.round(width * 100)} × ${percent(height)}`,
  );

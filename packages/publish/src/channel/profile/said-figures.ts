// Tests alone: whether the row of a source says a figure.
import type { ChannelFigure } from './channel-schema.ts';

type Unit = 'px' | 'MB' | 'KB' | 'megapixels' | 'bits' | '%' | 'quality' | 'pictures';
/** A number of a row: what it counts, whether it bounds from below or above, and of which side it is. */
interface SaidNumber {
  readonly value: number;
  readonly unit: Unit;
  readonly bound: 'least' | 'most' | 'either';
  readonly side: 'width' | 'height' | 'shorter' | 'longer' | 'both';
}

const NUMBER = /(?<![\d.])\d+(?:\.\d+)?(?![\d]|\.\d)/g;
const MOST_AHEAD = /(?:at most|up to|no more than|neither side above|larger than|(?<=\d+ × \d+ )to)(?: \d+ ×)? $/;

const plain = (text: string): string => text.toLowerCase().replace(/(\d),(?=\d{3})/g, '$1');

const unitOf = (clause: string, before: string, after: string): Unit | null => {
  if (/^(?: to \d+)? %/.test(after)) return '%';
  if (/^ mb/.test(after)) return 'MB';
  if (/^ kb/.test(after)) return 'KB';
  if (/^ megapixels/.test(after)) return 'megapixels';
  if (/^ bits/.test(after)) return 'bits';
  if (/quality of $/.test(before)) return 'quality';
  if (/^ : \d/.test(after) || /\d : $/.test(before)) return null;
  if (/^(?: × \d| pixels| or more for zoom)/.test(after) || / × $/.test(before)) return 'px';
  if (/^ (?:more|pictures beside|a variation)/.test(after)) return null;
  return /picture|photo/.test(clause) ? 'pictures' : null;
};

const boundOf = (unit: Unit, before: string, after: string): SaidNumber['bound'] => {
  if (unit === 'MB' || unit === 'megapixels' || unit === 'bits') return 'most';
  if (unit === 'KB' || unit === 'quality') return 'least';
  if (unit === '%') return / to $/.test(before) ? 'most' : 'least';
  if (MOST_AHEAD.test(before) || /^ in all/.test(after)) return 'most';
  const isBare =
    unit === 'pictures' && !/at least $/.test(before) && !/^\)?(?: pictures)? (?:or more|to|and a)/.test(after);
  return isBare ? 'either' : 'least';
};

const sideOf = (text: string, before: string, after: string): SaidNumber['side'] => {
  const second = /^ × (\d+)/.exec(after)?.[1];
  const first = /(\d+) × $/.exec(before)?.[1];
  if (second !== undefined && second !== text) return 'width';
  if (first !== undefined && first !== text) return 'height';
  if (/^ pixels (?:wide|in width)/.test(after)) return 'width';
  if (/^ pixels (?:or more )?on the shortest/.test(after)) return 'shorter';
  return /^ pixels (?:or more )?on the longest/.test(after) ? 'longer' : 'both';
};

const numbersOf = (row: string): readonly SaidNumber[] =>
  row.split('; ').flatMap((clause) =>
    [...clause.matchAll(NUMBER)].flatMap(({ 0: text, index }) => {
      const [before, after] = [clause.slice(0, index), clause.slice(index + text.length)];
      const unit = unitOf(clause, before, after);
      if (unit === null) return [];
      return [{ value: Number(text), unit, bound: boundOf(unit, before, after), side: sideOf(text, before, after) }];
    }),
  );

/** How a number has to be said for a figure that asks for it; `scale`: of a figure's unit to the row's. */
const ASKED: {
  readonly [asks: string]: readonly [unit: Unit, bound: 'least' | 'most', side?: SaidNumber['side'], scale?: number];
} = {
  minShortSide: ['px', 'least', 'shorter'],
  minLongSide: ['px', 'least', 'longer'],
  minWidth: ['px', 'least', 'width'],
  minHeight: ['px', 'least', 'height'],
  maxLongSide: ['px', 'most', 'longer'],
  maxMegapixels: ['megapixels', 'most'],
  minBytes: ['KB', 'least', 'both', 1e3],
  maxBytes: ['MB', 'most', 'both', 1e6],
  maxBitDepth: ['bits', 'most'],
  minJpegQuality: ['quality', 'least'],
  minFill: ['%', 'least', 'both', 0.01],
  minCount: ['pictures', 'least'],
  maxCount: ['pictures', 'most'],
};

const saysNumber = (asks: string, value: number, row: string): boolean => {
  const [unit, bound, side = 'both', scale = 1] = ASKED[asks] ?? [];
  return numbersOf(row).some(
    (said) =>
      said.unit === unit &&
      (said.bound === bound || said.bound === 'either') &&
      (side === 'both' || said.side === 'both' || said.side === side) &&
      Math.abs(said.value * scale - value) < 1e-9,
  );
};

const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff', 'gif', 'bmp'];
const formatsOf = (row: string): readonly string[] =>
  FORMATS.filter((format) =>
    new RegExp(`(?<!no )\\b${format === 'jpeg' ? 'jpe?g' : format}\\b(?! quality)`).test(
      row.replace(/\bjpeg quality/g, ''),
    ),
  );

const WORD: { readonly [asks: string]: string } = {
  ...{ animated: 'animated', extensionMatches: 'extension', colorModels: 'rgb', background: 'white' },
  ...{ marks: 'watermark', duplicates: 'duplicate' },
};

const saysShape = (row: string, { width, height }: { readonly width: number; readonly height: number }): boolean =>
  new RegExp(`(?<![\\d.])${width} : ${String(height).replace('.', '\\.')}(?![\\d]|\\.\\d)`).test(row) ||
  (width === height && /\bsquare\b/.test(row));

/** Shapes that a row names. */
const shapesIn = (row: string): number =>
  new Set([...row.matchAll(/\d+(?:\.\d+)? : \d+(?:\.\d+)?/g)].map(([shape]) => shape)).size ||
  (/\bsquare\b/.test(row) ? 1 : 0);

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const saysDay = (row: string, day: string): boolean => {
  const [year = '', month = '', date = ''] = day.split('-');
  return row.includes(`${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`);
};

/** Whether a figure rests on the row of its source: its number with its unit, its side and its direction; exactly its formats and shapes; its day. */
export const isSaid = ({ asks, value, from }: ChannelFigure, source: string): boolean => {
  const row = plain(source);
  if (from !== undefined && !saysDay(row, from)) return false;
  if (asks === 'formats') return [...value].sort().join() === [...formatsOf(row)].sort().join();
  if (asks === 'ratio') {
    const shapes = [value].flat();
    return shapes.length === shapesIn(row) && shapes.every((shape) => saysShape(row, shape));
  }
  const word = WORD[asks];
  if (word !== undefined) return row.includes(word);
  return typeof value === 'number' && saysNumber(asks, value, row);
};

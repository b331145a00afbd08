/** Parts of a picture: an upright box, all in its widths and heights. */
export interface PlaceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Most places that are named of a picture. */
const MOST_PLACES = 3;

/** Where lines lie, the first ones in words: "upper left, 12 % of the picture". `share`: of the picture, 0–1. Empty where there is none. */
export const whereTheyLie = (lines: readonly { readonly box: PlaceBox; readonly share: number }[]): string => {
  const listed = lines
    .slice(0, MOST_PLACES)
    .map(({ box, share }) => `${thirdOf(box)}, ${percentOf(share)} of the picture`);
  const more = lines.length - listed.length;
  return [...listed, ...(more > 0 ? [`${more} more`] : [])].join('; ');
};

const ROWS = ['upper', '', 'lower'];
const COLUMNS = ['left', '', 'right'];

/** By its middle, in thirds. */
const thirdOf = ({ x, y, width, height }: PlaceBox): string => {
  const third = (at: number): number => Math.max(0, Math.min(2, Math.floor(3 * at)));
  const [row = '', column = ''] = [ROWS[third(y + height / 2)], COLUMNS[third(x + width / 2)]];
  if (row !== '' && column !== '') return `${row} ${column}`;
  return row !== '' ? `${row} middle` : column !== '' ? `${column}, at half height` : 'in the middle';
};

const percentOf = (share: number): string => (share < 0.01 ? 'less than 1 %' : `${Math.round(100 * share)} %`);

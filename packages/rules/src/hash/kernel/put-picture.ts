import type { RgbImage } from '../../image/read/raster.ts';
import { GRID, type GridMaps, type WholeLineMap } from './kernel.ts';
import {
  addressesOf,
  GRID_BYTES,
  type HashExports,
  type PicturePieces,
  type PlacedPicture,
  placedMap,
  roomForHalf,
  workFor,
} from './picture-pieces.ts';

/** A picture in memory, and the address of a grid. */
type PutPicture = readonly [picture: PlacedPicture, grid: number];

/** Puts a picture into memory, and makes a grid of it. */
export const putWhole = (
  raw: HashExports,
  pieces: PicturePieces,
  { width, height, data }: RgbImage,
  maps: GridMaps,
): PutPicture => {
  const picture = { width, height, address: pieces.piece(data.length) };
  pieces.memory.bytes.set(data, picture.address);
  const { grid, make } = gridMaker(raw, pieces, width, maps);
  make(picture.address, 0, GRID);
  return [picture, grid];
};

/** Bytes of rows that are in memory at a time while a picture is halved: they stay in a core's cache. */
const BAND_BYTES = 196_608;

/** Puts half of a picture into memory, and makes a grid of the whole. Of that no more than a band of rows is there at a time. */
export const putHalf = (raw: HashExports, pieces: PicturePieces, image: RgbImage, maps: GridMaps): PutPicture => {
  const { width, height, data } = image;
  const { memory, piece } = pieces;
  const rowBytes = 3 * width;
  const half = roomForHalf(pieces, image);
  const { grid, make } = gridMaker(raw, pieces, width, maps);
  const { startOf, endOf, most } = rowsRead(maps.down);
  const room = Math.max(2 + most, Math.floor(BAND_BYTES / rowBytes)) & ~1;
  const band = piece(room * rowBytes);
  // The band holds the rows `top` to `end`; `made` rows of the grid are done.
  let [top, end, made] = [0, 0, 0];
  while (end < height) {
    const carried = made < GRID ? Math.min(end, startOf(made)) : end;
    memory.bytes.copyWithin(band, band + (carried - top) * rowBytes, band + (end - top) * rowBytes);
    top = carried;
    const begin = end;
    end = Math.min(height, begin + ((room - (begin - top)) & ~1));
    let next = made;
    while (next < GRID && endOf(next) <= end) next++;
    if (next < GRID) {
      // Four rows of a grid are made in the time of two: the others wait for the next band, and so do rows that they alone need.
      if (next - made > 4) next -= (next - made) % 4;
      if (next > made) end = Math.min(end, Math.max(begin + 2, (endOf(next - 1) + 1) & ~1));
    }
    const at = band + (begin - top) * rowBytes;
    memory.bytes.set(data.subarray(begin * rowBytes, end * rowBytes), at);
    raw.halve(at, width, end - begin, half.address + (begin >> 1) * 3 * half.width);
    if (next > made) make(band - top * rowBytes, made, next);
    made = next;
  }
  return [half, grid];
};

/** Which rows of a picture each row of a grid is made of: from `startOf` to `endOf`, at most so many. */
const rowsRead = ({ first, offset }: WholeLineMap) => {
  const startOf = (i: number): number => first[i] ?? 0;
  const countOf = (i: number): number => (offset[i + 1] ?? 0) - (offset[i] ?? 0);
  let most = 0;
  for (let i = 0; i < GRID; i++) most = Math.max(most, countOf(i));
  return { startOf, endOf: (i: number): number => startOf(i) + countOf(i), most };
};

/** Makes rows of the grid of a picture at `source`, or would if all of it were there. */
interface GridMaker {
  readonly grid: number;
  readonly make: (source: number, begin: number, end: number) => void;
}

const gridMaker = (raw: HashExports, pieces: PicturePieces, width: number, { down, across }: GridMaps): GridMaker => {
  const maps = [down, across].flatMap((map) => addressesOf(placedMap(map, pieces)));
  const [work, grid] = [pieces.piece(workFor(width)), pieces.piece(GRID_BYTES)];
  return { grid, make: (source, begin, end) => raw.gridRows(source, width, begin, end, ...maps, work, grid) };
};

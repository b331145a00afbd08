import { jsPointSearch } from './point-search-js.ts';
import { wasmPointSearch } from './point-search-wasm.ts';
import type { PointSearch, PointSource, SearchBounds } from './point-space.ts';
import { MOST_POINTS } from './point-tables.ts';

/** Points whose keys are near to that of a descriptor in a table, held against all bits that are held; the same from either kind. */
export const openPointSearch = (source: PointSource, bounds: SearchBounds): PointSearch => {
  if (source.count > MOST_POINTS) throw new RangeError(`${source.count} points are more than ${MOST_POINTS}`);
  return wasmPointSearch(source, bounds) ?? jsPointSearch(source, bounds);
};

import type { Features } from '../extract/features.ts';
import type { PointSearch, QueryBounds } from '../kernel/point-space.ts';

/** Points of the index that look like ones of the query, by query point. */
export interface Hits {
  readonly count: number;
  readonly queries: Uint32Array;
  readonly points: Uint32Array;
  /** The picture of each point. */
  readonly owners: Uint32Array;
  readonly distances: Uint8Array;
}

/** One of so many points has its picture written down, as a power of two: that of another is found from there. */
const OWNER_STEP = 6;

/** Gives the picture to which a point belongs. */
export const ownersOf = (firsts: Uint32Array): ((point: number) => number) => {
  const all = firsts.at(-1) ?? 0;
  const known = new Uint32Array((all >> OWNER_STEP) + 1);
  for (let at = 0, owner = 0; at < known.length; at++) {
    while (owner + 2 < firsts.length && (firsts[owner + 1] ?? 0) <= at << OWNER_STEP) owner++;
    known[at] = owner;
  }
  return (point) => {
    let owner = known[point >> OWNER_STEP] ?? 0;
    while ((firsts[owner + 1] ?? all) <= point) owner++;
    return owner;
  };
};

/** Room for hits, used again by the next query: as much as any has taken. */
export const roomForHits = () => {
  let room: Omit<Hits, 'count'> = hitArrays(1024);
  return (count: number): Omit<Hits, 'count'> => {
    if (count <= room.queries.length) return room;
    const before = room;
    room = hitArrays(2 * count);
    room.queries.set(before.queries);
    room.points.set(before.points);
    room.owners.set(before.owners);
    room.distances.set(before.distances);
    return room;
  };
};

const hitArrays = (count: number): Omit<Hits, 'count'> => ({
  queries: new Uint32Array(count),
  points: new Uint32Array(count),
  owners: new Uint32Array(count),
  distances: new Uint8Array(count),
});

/** Where hits come from. */
export interface HitSource {
  readonly search: PointSearch;
  /** Where margins of the query say which keys are looked at. */
  readonly isGuided: boolean;
  readonly ownerOf: (point: number) => number;
  readonly room: (count: number) => Omit<Hits, 'count'>;
}

/** They hold until the next query. */
export const likePoints = (
  features: Features,
  { search, isGuided, ownerOf, room }: HitSource,
  bounds: QueryBounds,
): Hits => {
  let count = 0;
  const margins = isGuided ? features.margins : undefined;
  const { pairs } = search.found;
  for (let query = 0; query < features.count; query++) {
    const found = search.near(features.descriptors, query, bounds, margins);
    const { queries, points, owners, distances } = room(count + found);
    for (let k = 0; k < found; k++, count++) {
      const point = pairs[2 * k] ?? 0;
      queries[count] = query;
      points[count] = point;
      owners[count] = ownerOf(point);
      distances[count] = pairs[2 * k + 1] ?? 0;
    }
  }
  return { count, ...room(count) };
};

import type { Features } from '../extract/features.ts';
import type { FoundPoints, PointSearch, QueryBounds } from '../kernel/points/point-space.ts';

/** Points of the index that look like ones of the query. */
export type Hits = FoundPoints;

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
  /** Probes keys by the margins of the query. */
  readonly isGuided: boolean;
  readonly room: (count: number) => Omit<Hits, 'count'>;
}

/** They hold until the next query. */
export const likePoints = (
  { descriptors, margins }: Features,
  { search, isGuided, room }: HitSource,
  bounds: QueryBounds,
): Hits => {
  let count = 0;
  search.near({ descriptors, margins: isGuided ? margins : undefined }, bounds, (found) => {
    const all = room(count + found.count);
    for (const key of ['queries', 'points', 'owners', 'distances'] as const)
      all[key].set(found[key].subarray(0, found.count), count);
    count += found.count;
  });
  return { count, ...room(count) };
};

import { type Features, NO_FEATURES } from '../extract/features.ts';
import type { FeatureStore } from './feature-store.ts';

/** Features in a store, with a memory cache of the recent ones. */
export interface FeatureCache {
  /** Whether they are stored and intact: damaged ones must be recomputed. */
  readonly has: (content: string) => boolean;
  /** Returns those of a content; computes them by `find` and stores them if there are none. */
  readonly of: (content: string, find: () => Features) => Features;
  /** Returns those requested before; none if the store has lost them. */
  readonly at: (content: string) => Features;
  /** Like `at`, valid until the next call: for scans over all features, of which nothing stays in memory. */
  readonly passing: (content: string) => Features;
  readonly close: () => void;
}

/** 14 KB each. */
const AT_HAND = 256;
/** For repeated reads of all. */
export const MANY_AT_HAND = 2048;
/** Bytes in which one of them is read. */
const ROOM = 1 << 14;

/** So many are at hand. */
export const featureCache = (store: FeatureStore, most = AT_HAND): FeatureCache => {
  const recent = new Map<string, Features>();
  let rooms: { readonly placed: Buffer; readonly whole: Buffer } | undefined;
  const remember = (content: string, features: Features): Features => {
    recent.delete(content);
    recent.set(content, features);
    for (const oldest of recent.keys()) {
      if (recent.size <= most) break;
      recent.delete(oldest);
    }
    return features;
  };
  const roomsOnce = () => {
    rooms ??= { placed: Buffer.alloc(ROOM), whole: Buffer.alloc(ROOM) };
    return rooms;
  };
  const known = (content: string): Features | undefined => recent.get(content) ?? store.get(content);
  return {
    has: (content) =>
      recent.has(content) || (store.has(content) && store.get(content, roomsOnce().whole) !== undefined),
    of: (content, find) => {
      const before = known(content);
      if (before !== undefined) return remember(content, before);
      const features = find();
      store.put(content, features);
      // As stored, so that the first run sees what the next one sees.
      return remember(content, store.get(content) ?? features);
    },
    at: (content) => remember(content, known(content) ?? NO_FEATURES),
    passing: (content) => {
      const { placed, whole } = roomsOnce();
      return recent.get(content) ?? store.passing(content, placed, whole) ?? NO_FEATURES;
    },
    close: store.close,
  };
};

import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import { type Features, NO_FEATURES } from '../extract/features.ts';
import { decodeFeatures, decodePlaces, encodeFeatures, FEATURES_VERSION, placesStart } from './feature-record.ts';

/** Features of pictures by their content (SHA-256, hex): on disk, 14 KB a picture at most. */
export interface FeatureStore {
  readonly has: (content: string) => boolean;
  readonly put: (content: string, features: Features) => void;
  /** Undefined where none are kept, or they are damaged. They hold until something else is read into `room`, where that is given. */
  readonly get: (content: string, room?: Buffer) => Features | undefined;
  /** As `get`, but that of descriptors and sizes nothing is read before they are asked for: they come into `room` then, all else lies in `placed`. */
  readonly passing: (content: string, placed: Buffer, room: Buffer) => Features | undefined;
  readonly close: () => void;
}

/** The features that are kept of this machine's pictures for this user, or others where they are given. */
export const openFeatureStore = (
  records: KeptRecords = openKeptRecords(`features-${FEATURES_VERSION}`),
): FeatureStore => {
  const get = (content: string, room?: Buffer): Features | undefined => {
    const bytes = records.get(content, room);
    return bytes && decodeFeatures(bytes);
  };
  return {
    has: records.has,
    put: (content, features) => records.put(content, encodeFeatures(features)),
    get,
    passing: (content, placed, room) => {
      const bytes = records.tail(content, placesStart, placed);
      if (bytes === undefined) return undefined;
      let whole: Features | undefined;
      return decodePlaces(bytes, () => {
        whole ??= get(content, room) ?? NO_FEATURES;
        return whole;
      });
    },
    close: records.close,
  };
};

import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import { type Features, NO_FEATURES } from '../extract/features.ts';
import { decodeFeatures, decodePlaces, encodeFeatures, FEATURES_VERSION, placesStart } from './feature-record.ts';

/** Features of pictures by their content (SHA-256, hex): on disk, 14 KB a picture at most. */
export interface FeatureStore {
  readonly has: (content: string) => boolean;
  readonly put: (content: string, features: Features) => void;
  /** Undefined if none are stored, or they are damaged. Valid until something else is read into `room`, if given. */
  readonly get: (content: string, room?: Buffer) => Features | undefined;
  /** Like `get`, but descriptors and sizes are read on access, into `room`; all else is in `placed`. */
  readonly passing: (content: string, placed: Buffer, room: Buffer) => Features | undefined;
  readonly close: () => void;
}

/** Opens the store of this user, or the given one. */
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

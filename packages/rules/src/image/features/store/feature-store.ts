import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import type { Features } from '../extract/features.ts';
import { decodeFeatures, encodeFeatures, FEATURES_VERSION } from './feature-record.ts';

/** Features of pictures by their content (SHA-256, hex): on disk, 14 KB a picture at most. */
export interface FeatureStore {
  readonly has: (content: string) => boolean;
  readonly put: (content: string, features: Features) => void;
  /** Undefined where none are kept, or they are damaged. They hold until something else is read into `room`, where that is given. */
  readonly get: (content: string, room?: Buffer) => Features | undefined;
  readonly close: () => void;
}

/** The features that are kept of this machine's pictures for this user, or others where they are given. */
export const openFeatureStore = (
  records: KeptRecords = openKeptRecords(`features-${FEATURES_VERSION}`),
): FeatureStore => ({
  has: records.has,
  put: (content, features) => records.put(content, encodeFeatures(features)),
  get: (content, room) => {
    const bytes = records.get(content, room);
    return bytes && decodeFeatures(bytes);
  },
  close: records.close,
});

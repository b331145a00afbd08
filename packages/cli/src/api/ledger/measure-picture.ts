import { isKnownError } from '@listing-lint/core';
import type { FindCopies, MeasuredPicture } from '@listing-lint/provenance';
import {
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  fingerprintBytes,
  hashToHex,
} from '@listing-lint/rules/hash';
import { captureOf } from '@listing-lint/rules/metadata';
import type { Settings } from '@listing-lint/rules/settings';

/** What an entry notes of a picture: what its metadata say, and what finds its copies. Never rejects for a bad file. */
export const measurePicture =
  (limits: Settings['limits']) =>
  async (bytes: Buffer, path: string): Promise<MeasuredPicture> => {
    const says = await captureOf(bytes, path);
    try {
      const fingerprint = await fingerprintBytes(bytes, path, limits);
      const { pdq, quality } = fingerprint;
      const hashes = { pdq: { hash: hashToHex(pdq), quality }, fingerprint: encodeFingerprint(fingerprint) };
      return { ...says, ...hashes, unread: null };
    } catch (error) {
      if (!isKnownError(error)) throw error;
      return { ...says, pdq: null, fingerprint: null, unread: error.message };
    }
  };

/** Which candidates a picture is a copy of, by the verdict of `hash-unique`. */
export const copyFinder = (): FindCopies => {
  const decoded = new Map<string, Fingerprint>();
  const read = (text: string): Fingerprint => {
    const known = decoded.get(text) ?? decodeFingerprint(text);
    decoded.set(text, known);
    return known;
  };
  return (text, candidates) => {
    const own = read(text);
    return candidates
      .flatMap((candidate) => {
        if (candidate.fingerprint === null) return [];
        const match = compareFingerprints(own, read(candidate.fingerprint), DEFAULT_THRESHOLDS.maxDistance);
        if (match === null || copyVerdictOf(match, DEFAULT_THRESHOLDS) !== 'duplicate') return [];
        return [{ candidate, isSameData: match.evidence !== 'near', distance: match.distance }];
      })
      .sort((a, b) => a.distance - b.distance || (a.candidate.path < b.candidate.path ? -1 : 1));
  };
};

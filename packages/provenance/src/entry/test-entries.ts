import type { PictureEntry } from './entry.ts';

/** An entry of an original, for tests. */
export const anEntry = (more: Partial<PictureEntry> = {}): PictureEntry => ({
  schemaVersion: 1,
  type: 'picture',
  stage: 'original',
  file: { path: 'originals/a.jpg', sha256: 'a'.repeat(64), bytes: 1234 },
  imageDataSha256: 'b'.repeat(64),
  pdq: { hash: 'c'.repeat(64), quality: 100 },
  fingerprint: null,
  captured: { local: '2026-03-01T10:00:00', offset: '+01:00', source: 'EXIF DateTimeOriginal' },
  camera: { make: 'Ørsted', model: 'X1', serialHash: null },
  parents: [],
  documents: [],
  by: 'Ada',
  at: '2026-03-02T09:00:00Z',
  ...more,
});

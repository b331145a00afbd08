import { describe, expect, it } from 'vitest';
import type { FindCopies, ParentCandidate } from './measured.ts';
import { parentsOf } from './parents.ts';

const picture = (
  path: string,
  stage: ParentCandidate['stage'],
  more: Partial<ParentCandidate> = {},
): ParentCandidate => ({
  path,
  stage,
  sha256: path.padEnd(64, '0'),
  captured: null,
  fingerprint: path,
  model: null,
  ...more,
});
const captured = { local: '2026-03-01T10:00:00.25', offset: null, source: 'EXIF DateTimeOriginal' };
/** All that are asked for look the same. */
const all: FindCopies = (_own, candidates) =>
  candidates.map((candidate, index) => ({ candidate, isSameData: index === 0, distance: index }));
const none: FindCopies = () => [];
const said = { declared: [] };

describe('parentsOf', () => {
  const raw = picture('o/a.nef', 'original', { captured, model: 'X1', fingerprint: null });
  const jpeg = picture('p/A.jpg', 'original', { captured: { ...captured, local: '2026-03-01T10:00:00' }, model: 'X1' });
  const edit = picture('e/a.tif', 'edit');
  const sold = picture('l/1.jpg', 'published');

  it('knows the raw file of one name, camera and second, and no other', () => {
    expect(parentsOf(jpeg, [raw, edit, sold], said, none)).toEqual([
      { sha256: raw.sha256, path: raw.path, how: 'name-and-time', certainty: 'likely', distance: null },
    ]);
    expect(parentsOf(raw, [jpeg], said, none)).toEqual([]);
    for (const other of [
      { model: 'X2' },
      { captured: null },
      { captured: { ...captured, local: '2026-03-01T10:00:01' } },
    ])
      expect(parentsOf({ ...jpeg, ...other }, [raw], said, none)).toEqual([]);
  });

  it('looks for copies among earlier stages alone, and says how sure it is', () => {
    const of = (each: ParentCandidate) =>
      parentsOf(each, [raw, jpeg, edit, sold], said, all).map(({ path, how, certainty }) => [path, how, certainty]);
    expect(of(sold)).toEqual([
      ['o/a.nef', 'fingerprint', 'certain'],
      ['p/A.jpg', 'fingerprint', 'likely'],
      ['e/a.tif', 'fingerprint', 'likely'],
    ]);
    expect(of(edit).map(([path]) => path)).toEqual(['o/a.nef', 'p/A.jpg']);
    expect(of(picture('o/b.jpg', 'original'))).toEqual([]);
  });

  it('takes the word of people before its own', () => {
    const found = parentsOf(sold, [jpeg, edit], { declared: [edit.sha256], listing: 'p/A.jpg' }, all);
    expect(found.map(({ path, how, certainty, distance }) => [path, how, certainty, distance])).toEqual([
      ['e/a.tif', 'declared', 'declared', null],
      ['p/A.jpg', 'listing', 'declared', null],
    ]);
    expect(parentsOf({ ...sold, fingerprint: null }, [jpeg], said, all)).toEqual([]);
  });
});

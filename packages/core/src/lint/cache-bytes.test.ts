import { describe, expect, it } from 'vitest';
import type { CacheEntry, PlainEntries } from '../run/cache/cache-entry.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import { PackedEntries, packedEntries } from '../run/cache/packed-entries.ts';
import { encodeCache, openCache, type Remembered } from './cache-bytes.ts';

const verdict = (ruleId: string, message = '') => ({
  ruleId,
  severity: 'warn' as const,
  outcome: message === '' ? ('pass' as const) : ('fail' as const),
  message,
  causes: [],
  codes: [],
  timed: false,
  related: [],
});
const data: CacheData & { readonly entries: PlainEntries } = {
  key: 'k',
  writtenAt: 1_700_000_000_000.25,
  memories: { 'builtin\0pairs': 'abc' },
  entries: {
    'image\0a/1.jpg': {
      stat: [12, 1_700_000_000_000.125, 1_700_000_000_001.5, 2 ** 52],
      sha256: 'aa',
      key: 'state rules',
      asOf: '2026-01-01',
      judgement: {
        verdicts: [verdict('one'), verdict('two', 'ünwell \u0000 „so“')],
        waiting: ['three'],
        file: { sha256: 'aa', bytes: 12 },
        boxes: [],
        caveats: ['c'],
      },
      kept: { print: { value: 'xyz' }, other: { error: 'torn', code: 'content-unreadable' }, none: { value: null } },
      snapshot: {
        facts: [
          { id: 'f', params: { b: 1 }, timed: true, value: { deep: [1, null, 'x'] } },
          { id: 'g', params: {}, error: 'torn', code: 'content-unreadable' },
        ],
      },
    },
    'image\0__proto__': { stat: [0, 0, 0, 0], sha256: '', key: '', kept: {} },
    'image\0b/1.jpg': {
      stat: [1, 2, 3, 4],
      sha256: 'bb',
      key: 'state rules',
      judgement: { verdicts: [verdict('one')], waiting: [], boxes: [], caveats: [] },
      kept: {},
    },
  },
};
const cachedReport = {
  key: 's',
  startedAt: 1.5,
  tree: 't',
  paths: ['a/1.jpg', '../out'],
  states: Float64Array.of(1, 2.5, 3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN),
  report: '{"findings":["é"]}',
};
const all: Remembered = { data, cachedReport };
/** Entries as plain data: of the ones that were read each is made anew. */
const plainOf = (cache: CacheData | undefined): unknown =>
  cache && { ...cache, entries: { ...packedEntries(cache.entries).toJSON() } };
const read = (bytes: Buffer) => {
  const opened = openCache(bytes);
  return { state: opened.state, data: plainOf(opened.data()), cachedReport: opened.cachedReport() };
};

describe('a cache as bytes', () => {
  it('reads back what was written, with and without a report that stands', () => {
    const whole = read(encodeCache(all));
    expect(whole.state).toBe('good');
    expect(whole.cachedReport).toEqual(cachedReport);
    expect(whole.data).toEqual({ ...data, entries: { ...data.entries } });
    const bare = read(encodeCache({ data: { key: '', writtenAt: 0, entries: {}, memories: {} } }));
    expect(bare).toMatchObject({ state: 'good', data: { key: '', writtenAt: 0 }, cachedReport: undefined });
  });

  it('writes what has not changed as it was read, and no text that nobody has any more', () => {
    const before = PackedEntries.decode(packedEntries(data.entries).encode());
    const after = before.successor();
    after.take('image\0b/1.jpg', before, [9, 9, 9, 9]);
    const bytes = after.encode();
    expect({ ...PackedEntries.decode(bytes).toJSON() }).toEqual({
      'image\0b/1.jpg': { ...data.entries['image\0b/1.jpg'], stat: [9, 9, 9, 9] },
    });
    expect(bytes.includes('torn')).toBe(false);
    expect(before.encode()).toEqual(packedEntries(data.entries).encode());
  });

  it('writes the bytes that were read plus the changes, until too much has changed', () => {
    const many = Object.fromEntries(
      Array.from({ length: 24 }, (_, i) => [`image\0${i}`, { ...data.entries['image\0a/1.jpg'], sha256: `sum ${i}` }]),
    ) as PlainEntries;
    const written = encodeCache({ data: { ...data, entries: many } });
    let bytes = written;
    let expected: { [subject: string]: CacheEntry } = { ...many };
    const next = (change: (entries: PackedEntries) => void): void => {
      const before = openCache(bytes).data();
      const entries = packedEntries(before?.entries ?? {});
      const after = entries.successor();
      for (const subject of Object.keys(expected)) after.take(subject, entries);
      change(after);
      bytes = encodeCache({ data: { ...data, entries: after } });
      expect({ ...packedEntries(openCache(bytes).data()?.entries ?? {}).toJSON() }).toEqual(expected);
    };
    const put = (subject: string, entry: CacheEntry) => (entries: PackedEntries) => entries.put(subject, entry);
    const isUnchanged = (): boolean => bytes.includes(written.subarray(written.indexOf('"entries"') + 400));

    const added = { ...data.entries['image\0b/1.jpg'], sha256: 'a new text' } as CacheEntry;
    expected = { ...expected, new: added };
    next(put('new', added));
    expect(isUnchanged()).toBe(true);
    // Once more: what the change brought along is found again, and changes itself.
    const again = { ...added, sha256: 'another one', settled: { verdicts: [verdict('s')] } };
    expected = { ...expected, new: again };
    next(put('new', again));
    expect(isUnchanged()).toBe(true);
    expect(bytes.includes('a new text')).toBe(false);
    const { 'image\x003': _gone, ...rest } = expected;
    expected = rest;
    next(() => undefined);
    expect(isUnchanged()).toBe(true);
    for (const i of [5, 6, 7]) expected = { ...expected, [`image\0${i}`]: again };
    next((entries) => {
      for (const i of [5, 6, 7]) entries.put(`image\0${i}`, again);
    });
    expect(isUnchanged()).toBe(false);
  });

  it('gives nothing else, whatever byte is changed, taken out or added', { tags: 'full' }, () => {
    const bytes = encodeCache(all);
    const meant = read(bytes);
    let lost = 0;
    const check = (damaged: Buffer): void => {
      const got = read(damaged);
      if (got.data !== undefined) expect(got.data).toEqual(meant.data);
      if (got.cachedReport !== undefined) expect(got.cachedReport).toEqual(meant.cachedReport);
      if (got.data === undefined || got.cachedReport === undefined) lost++;
    };
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        check(damaged);
      }
      check(bytes.subarray(0, at));
      check(Buffer.concat([bytes.subarray(0, at), Buffer.from('x'), bytes.subarray(at)]));
    }
    // All of it is under a checksum: no change passes.
    expect(lost).toBe(5 * bytes.length);
  });

  it('unpacks nothing of a cache of another key', () => {
    const bytes = Buffer.from(encodeCache(all));
    // The last byte belongs to the entries: reading them reports the damage.
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const flaws: number[] = [];
    const opened = openCache(bytes, () => flaws.push(1));
    expect([opened.data('of another program'), flaws.length]).toEqual([undefined, 0]);
    expect([opened.data('k'), flaws.length]).toEqual([undefined, 1]);
    expect(plainOf(openCache(encodeCache(all)).data('k'))).toEqual(read(encodeCache(all)).data);
  });

  it('detects another version, a damaged cache, and a file that is none', () => {
    expect(openCache(Buffer.from('listing-lint cache 1 abc\n{}')).state).toBe('other');
    expect(openCache(Buffer.from('listing-lint cache x')).state).toBe('damaged');
    expect(openCache(encodeCache(all).subarray(0, 40)).state).toBe('damaged');
    expect(openCache(Buffer.from('brand: {}')).state).toBe('foreign');
    expect(openCache(Buffer.alloc(0)).state).toBe('foreign');
  });
});

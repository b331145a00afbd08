import { describe, expect, it } from 'vitest';
import { nextMarker } from './jpeg-marker.ts';

describe('nextMarker', () => {
  it('passes over what belongs to scan data', () => {
    const bytes = Buffer.from([0xff, 0, 1, 0xff, 0xd0, 2, 0xff, 0xff, 0xd7, 3, 0xff, 0xff, 0xda, 0xff, 0xd9]);
    expect(nextMarker(bytes, 0)).toBe(11);
    expect(nextMarker(bytes, 12)).toBe(13);
    expect(nextMarker(bytes, 14)).toBe(-1);
  });
  it('knows no marker that is cut', () => {
    expect(nextMarker(Buffer.from([1, 2, 0xff]), 0)).toBe(-1);
    expect(nextMarker(new Uint8Array(0), 0)).toBe(-1);
  });
  it('returns the same again from each place of a long scan', () => {
    const bytes = Buffer.alloc(5000, 7);
    bytes.set([0xff, 0xda], 100);
    bytes.set([0xff, 0xd9], 4000);
    for (const start of [200, 150, 0, 101, 4001, 200, 3990, 101]) {
      expect([start, nextMarker(bytes, start)]).toEqual([start, start <= 100 ? 100 : start <= 4000 ? 4000 : -1]);
    }
  });
});

// Features that lie on disk: those that pass are the same ones, and nothing of them stays.
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeptRecords } from '@listing-lint/core/plugin';
import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import type { Features } from '../extract/features.ts';
import { DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { featureCache } from './feature-cache.ts';
import { openFeatureStore } from './feature-store.ts';

const madeUp = (seed: number, count: number): Features => {
  const random = seededRandom(seed);
  const places = (): Float32Array => Float32Array.from({ length: count }, () => Math.floor(random() * 64 * 500) / 64);
  const bytes = (most: number): Uint8Array => Uint8Array.from({ length: count }, () => random() * most);
  return {
    ...{ width: 512, height: 400, count, x: places(), y: places(), angles: bytes(256), levels: bytes(8) },
    descriptors: Uint32Array.from({ length: DESCRIPTOR_WORDS * count }, () => random() * 2 ** 32),
  };
};
const contentOf = (k: number): string => k.toString(16).padStart(64, '0');
/** With its positions, which are computed lazily. */
const plain = (features: Features): Features => ({
  ...features,
  angles: features.angles.slice(),
  levels: features.levels.slice(),
  descriptors: features.descriptors.slice(),
});

it('returns passing features as stored, one after the other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-features-'));
  try {
    const made = [madeUp(1, 360), madeUp(2, 41), madeUp(3, 0)];
    const before = featureCache(openFeatureStore(openKeptRecords('tries-1', folder)));
    made.forEach((features, k) => {
      before.of(contentOf(k), () => features);
    });
    before.close();
    const cache = featureCache(openFeatureStore(openKeptRecords('tries-1', folder)));
    for (const [k, features] of [...made.entries(), ...made.entries()]) {
      expect(plain(cache.passing(contentOf(k)))).toEqual(features);
    }
    // The layout is there also before anything else is read, and after it.
    const [passing, first] = [cache.passing(contentOf(0)), made[0]];
    expect([passing.count, passing.levels, passing.x]).toEqual([360, first?.levels, first?.x]);
    expect([passing.width, passing.descriptors[2879]]).toEqual([512, first?.descriptors[2879]]);
    expect([passing.angles, passing.y]).toEqual([first?.angles, first?.y]);
    for (const [k, features] of made.entries()) {
      expect(plain(cache.at(contentOf(k)))).toEqual(features);
    }
    expect(cache.passing(contentOf(9)).count).toBe(0);
    cache.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('has none that are damaged, and finds those anew', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-features-'));
  const open = () => featureCache(openFeatureStore(openKeptRecords('tries-1', folder)));
  try {
    const made = [madeUp(1, 360), madeUp(2, 41)];
    const before = open();
    made.forEach((features, k) => {
      before.of(contentOf(k), () => features);
    });
    before.close();
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    bytes[500] = (bytes[500] ?? 0) ^ 4;
    writeFileSync(join(folder, name), bytes);
    // What is found anew comes later by the clock of the disk, too, which may stand still for some milliseconds.
    utimesSync(join(folder, name), 1e9, 1e9);
    const cache = open();
    expect([0, 1, 2].map((k) => cache.has(contentOf(k)))).toEqual([false, true, false]);
    cache.of(contentOf(0), () => made[0] ?? madeUp(1, 360));
    expect([cache.has(contentOf(0)), plain(cache.at(contentOf(0)))]).toEqual([true, made[0]]);
    cache.close();
    const after = open();
    expect([0, 1].map((k) => after.has(contentOf(k)))).toEqual([true, true]);
    after.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

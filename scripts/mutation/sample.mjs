// Which faults are tried: all that decisions have room for, some of them by a seed, and those of an earlier measurement.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { mutantsOf } from './mutants.mjs';

/** Where decisions are made: the engine, and what the built-in plugin decides by. */
const DECISIONS =
  /^packages\/(?:core\/src\/(?!testing\/)|rules\/src\/(?:case|listing|hash\/(?:compare|registry)|metadata\/(?:exif|origin|privacy|reading|rights)|image|watermark\/(?:find|stamp)|overlay)\/)(?:(?!\.test\.ts|assembly|generated|test-).)*\.ts$/;

const SOURCES = /^packages\/\w+\/src\/(?:(?!\.test\.ts|assembly|generated|test-|\/testing\/).)*\.ts$/;

/** Every fault of the decisions, numbered from 1; `everywhere`: of all sources, for a room that is none of theirs. */
export const allMutants = (everywhere = false) => {
  let first = 1;
  return listFiles('packages', /\.ts$/)
    .filter((path) => (everywhere ? SOURCES : DECISIONS).test(path))
    .flatMap((path) => {
      const found = mutantsOf(path, readFileSync(join(root, path), 'utf8'), first);
      first += found.length;
      return found;
    });
};

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
const random = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** `count` of a list, by a seed, in the order of their ids. */
export const sampled = (list, count, seed) => {
  const next = random(seed);
  const pool = [...list];
  for (let i = pool.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [pool[i], pool[j]] = [pool[j], pool[i]];
  }
  return pool.slice(0, count).sort((a, b) => a.id - b.id);
};

/**
 * Faults of an earlier measurement in the sources as they are now: known by file, texts, and which of equal ones it was. `{ found, gone }`;
 * gone are those whose place is no longer there.
 */
export const foundAgain = (earlier, all) => {
  const byKey = new Map(numbered(all).map(({ key, mutant }) => [key, mutant]));
  const found = [];
  const gone = [];
  for (const each of earlier) {
    const now = byKey.get(keyOf(each, each.nth));
    if (now === undefined) gone.push(each);
    else found.push({ ...now, nth: each.nth, killed: each.killed });
  }
  return { found, gone };
};

const keyOf = ({ file, kind, before, after }, nth) => JSON.stringify([file, kind, before, after, nth]);

/** Each fault with the number that tells it from others of the same texts in its file. */
export const numbered = (mutants) => {
  const seen = new Map();
  return mutants.map((mutant) => {
    const same = keyOf(mutant, 0);
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    return { mutant: { ...mutant, nth }, key: keyOf(mutant, nth) };
  });
};

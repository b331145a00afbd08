// Value noise on an integer lattice: the same numbers on every machine (integer hashing, no Math.random).

/** 0–1 from three integers. */
export const hash3 = (x, y, z) => {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  h = Math.imul(h ^ (h >>> 16), 2246822519);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
};

const fade = (t) => t * t * (3 - 2 * t);
const mix = (a, b, t) => a + (b - a) * t;

/** Smooth noise, 0–1. */
export const noise3 = (x, y, z) => {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  const u = fade(x - ix);
  const v = fade(y - iy);
  const w = fade(z - iz);
  const plane = (k) =>
    mix(mix(hash3(ix, iy, k), hash3(ix + 1, iy, k), u), mix(hash3(ix, iy + 1, k), hash3(ix + 1, iy + 1, k), u), v);
  return mix(plane(iz), plane(iz + 1), w);
};

/** Octaves of noise, 0–1. */
export const fbm = (x, y, z, octaves = 4) => {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  let total = 0;
  for (let i = 0; i < octaves; i++) {
    sum += weight * noise3(x * scale, y * scale, z * scale);
    total += weight;
    weight *= 0.5;
    scale *= 2.03;
  }
  return sum / total;
};

/** Distance to the nearest of scattered points (0–1) and a number that is that point's own, 0–1. */
export const cells = (x, y, z) => {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  let nearest = 9;
  let id = 0;
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) {
      for (let k = -1; k <= 1; k++) {
        const a = ix + i;
        const b = iy + j;
        const c = iz + k;
        const dx = a + hash3(a, b, c) - x;
        const dy = b + hash3(a + 71, b, c) - y;
        const dz = c + hash3(a, b + 37, c) - z;
        const d = dx * dx + dy * dy + dz * dz;
        if (d < nearest) {
          nearest = d;
          id = hash3(a + 11, b + 5, c + 3);
        }
      }
    }
  }
  return { distance: Math.sqrt(nearest), id };
};

export const smoothstep = (from, to, value) => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Colour between two, per channel. */
export const blend = (a, b, t) => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];

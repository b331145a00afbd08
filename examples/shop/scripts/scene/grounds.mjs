// What products stand on: each gives the `planes` and `objects` of a set.
import { blend, cells, fbm, noise3, smoothstep } from './noise.mjs';
import { smoothMin } from './shapes.mjs';

const wall = (distance, color) => ({
  normal: [0, 0, 1],
  offset: -distance,
  surface: (x, y) => {
    const plaster = fbm(x * 1.7, y * 1.7, 3, 4);
    return {
      color: color.map((c) => c * (0.9 + 0.2 * plaster)),
      rough: 0.95,
      height: (a, b) => fbm(a * 7, b * 7, 1, 3),
      depth: 0.0035,
    };
  },
});

const floor = (surface) => ({ normal: [0, 1, 0], offset: 0, surface });

/** Seamless studio paper. */
export const paper = (color) => ({
  planes: [],
  objects: [
    {
      bound: { center: [0, 0, 0], radius: 30 },
      castsNoShadow: true,
      distance: (_x, y, z) => smoothMin(y, z + 3.4, 2.6),
      surface: () => ({ color, rough: 0.95 }),
    },
  ],
});

const OAK = [
  [0.33, 0.175, 0.08],
  [0.5, 0.31, 0.16],
];
const PINE = [
  [0.52, 0.34, 0.19],
  [0.7, 0.52, 0.33],
];

/** Boards along x, with rings, fibres and dark joints. */
export const boards = ([dark, light], backdrop, width = 1.15) => ({
  planes: [
    floor((x, _y, z) => {
      const board = Math.floor(z / width + 0.3);
      const across = z / width + 0.3 - board;
      const shift = board * 7.31;
      const bend = fbm(x * 0.35 + shift, z * 1.6, board, 3);
      const ring = Math.sin((z * 5 + bend * 11 + shift) * 3.1) * 0.5 + 0.5;
      const fibre = noise3(x * 3 + shift, z * 90, board);
      const joint = smoothstep(0, 0.018, across) * smoothstep(0, 0.018, 1 - across);
      const tone = 0.2 + 0.5 * ring * bend + 0.3 * fibre + 0.12 * (noise3(board * 3.7, 0, 0) - 0.5);
      const color = blend(dark, light, tone).map((c) => c * (0.25 + 0.75 * joint));
      return {
        color,
        rough: 0.5,
        f0: 0.035,
        height: (a, _b, c) => noise3(a * 3 + shift, c * 90, board),
        depth: 0.0009,
      };
    }),
    wall(4.2, backdrop),
  ],
  objects: [],
});

/** Coarse cloth. */
export const linen = (color, backdrop) => ({
  planes: [
    floor((x, _y, z) => {
      const slub = noise3(x * 2.2, z * 34, 1) * 0.5 + noise3(x * 34, z * 2.2, 2) * 0.5;
      const thread = weave(x, z, 46);
      const shadeOf = 0.72 + 0.22 * slub + 0.16 * thread;
      const fold = fbm(x * 0.6, z * 0.9, 4, 3);
      return {
        color: color.map((c) => c * shadeOf * (0.86 + 0.28 * fold)),
        rough: 1,
        height: (a, _b, c) => weave(a, c, 46) * 0.6 + fbm(a * 0.8, c * 1.1, 4, 2) * 9,
        depth: 0.006,
      };
    }),
    wall(4.6, backdrop),
  ],
  objects: [],
});

/** Over and under of two threads, 0–1. */
export const weave = (a, b, density) => {
  const i = Math.floor(a * density);
  const j = Math.floor(b * density);
  const u = Math.sin((a * density - i) * Math.PI);
  const v = Math.sin((b * density - j) * Math.PI);
  return (i + j) % 2 === 0 ? u * 0.9 + v * 0.1 : v * 0.8 + u * 0.1;
};

/** Polished stone with chips of other colours. */
export const terrazzo = (color, backdrop) => ({
  planes: [
    floor((x, _y, z) => {
      const large = cells(x * 3.1, 0.5, z * 3.1);
      const small = cells(x * 9, 3.5, z * 9);
      const chip = smoothstep(0.36, 0.33, large.distance);
      const grit = smoothstep(0.3, 0.26, small.distance) * (small.id > 0.45 ? 1 : 0);
      const hue = [0.25 + 0.4 * large.id, 0.22 + 0.25 * large.id, 0.17 + 0.25 * ((large.id * 7) % 1)];
      const base = color.map((c) => c * (0.93 + 0.14 * fbm(x * 5, 1, z * 5, 3)));
      return { color: blend(blend(base, [0.2, 0.19, 0.18], grit * 0.6), hue, chip * 0.9), rough: 0.32, f0: 0.04 };
    }),
    wall(4.4, backdrop),
  ],
  objects: [],
});

export const woods = { oak: OAK, pine: PINE };

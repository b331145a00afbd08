// What the shop sells. Units of 10 cm; every product stands on y = 0 round the origin.

import { weave } from './grounds.mjs';
import { blend, cells, fbm, noise3, smoothstep } from './noise.mjs';
import { band, box, cylinder, link, smoothMax, smoothMin, sphere } from './shapes.mjs';

const { abs, max, min, sqrt } = Math;
const polar = (x, z) => Math.atan2(z, x);

/** Moves and turns (about y, degrees) an object. */
export const place = (object, [tx, ty, tz], degrees = 0) => {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  const inside = (f) => (x, y, z) => f(c * (x - tx) - s * (z - tz), y - ty, s * (x - tx) + c * (z - tz));
  const [cx, cy, cz] = object.bound.center;
  return {
    ...object,
    bound: { center: [tx + c * cx + s * cz, ty + cy, tz - s * cx + c * cz], radius: object.bound.radius },
    distance: inside(object.distance),
    surface: (x, y, z) => {
      const surface = inside(object.surface)(x, y, z);
      return surface.height ? { ...surface, height: inside(surface.height) } : surface;
    },
  };
};

/** Stoneware mug: glaze above a wavering line, raw speckled clay below. */
export const mug = ({ glaze, clay = [0.42, 0.29, 0.19], drink }) => {
  const distance = (x, y, z) => {
    const bulge = 0.02 * Math.sin(min(1, max(0, y / 0.95)) * Math.PI);
    const outer = cylinder(x, y, z, 0.42 + bulge, 0, 0.95, 0.06);
    const handle = max(link(x - 0.45, y - 0.5, z, 0.2, 0.1, 0.052, 0.75), 0.3 - x);
    const whole = smoothMin(outer, handle, 0.06);
    const hollow = cylinder(x, y, z, 0.375 + bulge, 0.07, 1.4, 0.06);
    const cup = smoothMax(whole, -hollow, 0.03);
    return drink ? min(cup, max(sqrt(x * x + z * z) - 0.39, abs(y - 0.78) - 0.012)) : cup;
  };
  const surface = (x, y, z) => {
    if (drink && y < 0.795 && y > 0.76 && x * x + z * z < 0.37 * 0.37) {
      return {
        color: blend([0.05, 0.022, 0.01], [0.24, 0.13, 0.06], smoothstep(0.3, 0.37, sqrt(x * x + z * z))),
        rough: 0.12,
      };
    }
    const angle = polar(x, z);
    const line = 0.3 + 0.05 * Math.sin(angle * 3 + 1) + 0.09 * (noise3(angle * 2.2, 5, 1) - 0.5);
    const glazed = smoothstep(line - 0.006, line + 0.006, y);
    const speck = smoothstep(0.2, 0.14, cells(x * 17, y * 17, z * 17).distance);
    const pool = fbm(x * 3, y * 2, z * 3, 4);
    const rim = smoothstep(0.9, 0.95, y) * 0.5;
    const coat = blend(
      blend(glaze, clay, rim + 0.3 * speck),
      glaze.map((c) => c * 1.25),
      pool * 0.7,
    );
    const raw = blend(clay, [0.16, 0.1, 0.06], 0.75 * speck).map(
      (c) => c * (0.85 + 0.3 * fbm(x * 12, y * 12, z * 12, 3)),
    );
    return {
      color: blend(raw, coat, glazed),
      rough: 0.85 - 0.65 * glazed,
      f0: 0.045,
      height: (a, b, c) => noise3(a * 4, b * 22, c * 4) * 0.5 + noise3(a * 40, b * 40, c * 40) * (1 - glazed),
      depth: 0.0012,
    };
  };
  return { bound: { center: [0.1, 0.48, 0], radius: 0.82 }, distance, surface };
};

/** Insulated steel bottle: powder coat, bare steel neck, bamboo lid with a loop. */
export const bottle = ({ coat }) => {
  const distance = (x, y, z) => {
    const body = cylinder(x, y, z, 0.36, 0, 1.75, 0.1);
    const neck = cylinder(x, y, z, 0.22, 1.6, 2.08, 0.02);
    const lid = cylinder(x, y, z, 0.265, 2.06, 2.34, 0.03);
    const loop = link(x, y - 2.36, z, 0.15, 0.05, 0.028, 0.55);
    return min(min(smoothMin(body, neck, 0.28), lid), loop);
  };
  const surface = (x, y, z) => {
    if (y > 2.345 || (y > 2.33 && abs(z) < 0.06)) return { color: [0.62, 0.6, 0.57], rough: 0.3, metal: 1, f0: 0.5 };
    if (y > 2.055) {
      const grain = noise3(x * 9, y * 3, z * 60) * 0.5 + noise3(x * 60, y * 4, z * 9) * 0.5;
      return { color: blend([0.4, 0.23, 0.1], [0.66, 0.45, 0.24], grain), rough: 0.5 };
    }
    if (y > 1.9) {
      const turned = noise3(1, y * 220, 1);
      return { color: [0.66, 0.65, 0.63].map((c) => c * (0.9 + 0.2 * turned)), rough: 0.26, metal: 1, f0: 0.5 };
    }
    const band = smoothstep(0.008, 0.004, abs(y - 0.16));
    return {
      color: coat.map((c) => c * (0.94 + 0.12 * noise3(x * 90, y * 90, z * 90)) * (1 - 0.5 * band)),
      rough: 0.46,
      f0: 0.04,
      height: (a, b, c) => noise3(a * 110, b * 110, c * 110),
      depth: 0.0011,
    };
  };
  return { bound: { center: [0, 1.28, 0], radius: 1.36 }, distance, surface };
};

/** Table lamp: turned wooden foot, brass stem, pleated linen shade that glows. */
export const lamp = ({ shade: cloth, lit = 1 }) => {
  const shadeRadius = (y) => 0.78 - (y - 1.55) * 0.28;
  const distance = (x, y, z) => {
    const foot = smoothMin(cylinder(x, y, z, 0.42, 0, 0.16, 0.06), sphere(x, (y - 0.36) * 1.1, z, 0.23), 0.16);
    const stem = cylinder(x, y, z, 0.035, 0.3, 1.75, 0.01);
    const r = sqrt(x * x + z * z);
    const pleat = 0.008 * Math.sin(polar(x, z) * 64);
    const cone = max(abs(r - shadeRadius(y) - pleat) - 0.014, abs(y - 1.95) - 0.4);
    return min(min(foot, stem), cone * 0.9);
  };
  const surface = (x, y, z) => {
    const r = sqrt(x * x + z * z);
    if (y > 1.54 && r > 0.4) {
      const angle = polar(x, z);
      const thread = weave(angle * r, y, 60);
      const heart = Math.exp(-(((y - 1.9) / 0.3) ** 2));
      const color = cloth.map((c) => c * (0.8 + 0.2 * thread));
      const warm = [1.5, 0.86, 0.4].map((c, i) => lit * c * cloth[i] * (0.4 + 0.9 * heart) * (0.82 + 0.18 * thread));
      return { color, rough: 1, glow: warm, height: (a, b, c) => weave(polar(a, c) * r, b, 60), depth: 0.002 };
    }
    if (r < 0.06 && y > 0.55) return { color: [0.72, 0.5, 0.2], rough: 0.28, metal: 1, f0: 0.5 };
    const rings = Math.sin((x * 3 + fbm(x * 2, y * 6, z * 2, 3) * 2.4 + z) * 14) * 0.5 + 0.5;
    return { color: blend([0.16, 0.075, 0.035], [0.32, 0.17, 0.085], rings), rough: 0.35, f0: 0.04 };
  };
  return { bound: { center: [0, 1.18, 0], radius: 1.45 }, distance, surface };
};

/** Canvas tote standing upright, with a coloured bottom and long handles. */
export const tote = ({ cloth, bottom }) => {
  const distance = (x, y, z) => {
    const sag = 0.05 * Math.sin(x * 3.1 + 1) * smoothstep(0.2, 1.6, y) + 0.03 * (fbm(x * 1.6, y * 1.6, 2, 3) - 0.5);
    const depth = 0.3 - 0.1 * smoothstep(0.3, 1.75, y);
    const width = 0.92 - 0.05 * smoothstep(1.7, 0.2, y);
    const bag = box(x, y - 0.9, z + sag, width, 0.9, depth, 0.08);
    const hollow = box(x, y - 1.2, z + sag, width - 0.04, 0.9, depth - 0.04, 0.06);
    const strap = (front) => {
      const lean = front * (1 + 0.5 * smoothstep(1.7, 2.5, y));
      return max(band(x, y - 2.0, z - lean + sag, 0.34, 0.42, 0.06, 0.014), 1.42 - y);
    };
    return min(smoothMax(bag, -hollow, 0.02), min(strap(0.225), strap(-0.225))) * 0.8;
  };
  const surface = (x, y, z) => {
    const threads = (a, b, c) => weave(a + c * 0.6, b, 52);
    const slub = noise3(x * 3, y * 46, z * 3) * 0.5 + noise3(x * 46, y * 3, z * 3) * 0.5;
    const edge = 0.46;
    const dyed = smoothstep(edge - 0.006, edge + 0.006, y);
    const seam = smoothstep(0.012, 0.006, abs(y - edge - 0.035)) * (Math.sin(x * 95) > 0.1 ? 1 : 0);
    const base = blend(bottom, cloth, dyed).map((c) => c * (0.74 + 0.2 * slub + 0.14 * threads(x, y, z)));
    return {
      color: blend(base, [0.75, 0.7, 0.6], seam * 0.7),
      rough: 1,
      height: (a, b, c) => 0.5 * threads(a, b, c) + 9 * fbm(a * 1.9, b * 1.9, c * 1.9, 3),
      depth: 0.0042,
    };
  };
  return { bound: { center: [0, 1.45, 0], radius: 1.85 }, distance, surface };
};

/** Wide bowl with an unglazed rim. */
export const bowl = ({ glaze, clay = [0.4, 0.27, 0.18] }) => {
  const distance = (x, y, z) => {
    const outer = sphere(x, (y - 0.92) * 1.12, z, 0.98);
    const inner = sphere(x, (y - 0.94) * 1.12, z, 0.925);
    const foot = cylinder(x, y, z, 0.4, 0, 0.14, 0.03);
    const solid = smoothMin(max(outer, 0.06 - y), foot, 0.05);
    return max(smoothMax(solid, -inner, 0.015), smoothMax(y - 0.72, -9, 0.01)) * 0.85;
  };
  const surface = (x, y, z) => {
    const speck = smoothstep(0.2, 0.13, cells(x * 13, y * 13, z * 13).distance);
    const rings = noise3(1, y * 30, 2);
    const raw = smoothstep(0.7, 0.715, y) + smoothstep(0.12, 0.1, y);
    const coat = blend(glaze, [0.12, 0.08, 0.05], 0.8 * speck).map(
      (c) => c * (0.88 + 0.2 * fbm(x * 3, y * 3, z * 3, 3) + 0.04 * rings),
    );
    return {
      color: blend(coat, clay, min(1, raw)),
      rough: raw > 0.5 ? 0.85 : 0.24,
      f0: 0.045,
      height: (_a, b) => noise3(1, b * 30, 2),
      depth: 0.0012,
    };
  };
  return { bound: { center: [0, 0.45, 0], radius: 1.12 }, distance, surface };
};

/** Lemon, for something to put in the bowl. */
export const lemon = () => ({
  bound: { center: [0, 0, 0], radius: 0.36 },
  distance: (x, y, z) => {
    const body = sphere(x * 0.8, y, z, 0.25);
    const tip = sphere(abs(x) - 0.3, y, z, 0.035);
    return smoothMin(body, tip, 0.12) * 0.9;
  },
  surface: (x, y, z) => ({
    color: blend(
      [0.82, 0.55, 0.05],
      [0.72, 0.62, 0.1],
      smoothstep(0.2, 0.33, abs(x)) + 0.3 * fbm(x * 4, y * 4, z * 4, 3),
    ),
    rough: 0.42,
    height: (a, b, c) => cells(a * 26, b * 26, c * 26).distance,
    depth: 0.003,
  }),
});

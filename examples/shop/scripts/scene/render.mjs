// A small sphere tracer: soft shadows, ambient occlusion, GGX highlights, a studio to reflect. Plain numbers in, RGB pixels out.
import { hash3 } from './noise.mjs';

const { abs, max, min, sqrt } = Math;
const FAR = 40;

/** Where a ray enters and leaves a sphere, or undefined. */
const span = (ox, oy, oz, dx, dy, dz, { center: [cx, cy, cz], radius }, grow) => {
  const x = ox - cx;
  const y = oy - cy;
  const z = oz - cz;
  const b = x * dx + y * dy + z * dz;
  const r = radius * grow;
  const h = b * b - (x * x + y * y + z * z - r * r);
  if (h < 0) return undefined;
  const s = sqrt(h);
  return -b + s < 0 ? undefined : [max(0, -b - s), -b + s];
};

/** First object hit before `limit`: `{ t, object }` or undefined. */
const trace = (objects, ox, oy, oz, dx, dy, dz, limit) => {
  let best;
  for (const object of objects) {
    const range = span(ox, oy, oz, dx, dy, dz, object.bound, 1);
    if (!range) continue;
    let t = range[0] + 1e-4;
    const end = min(range[1], best?.t ?? limit);
    for (let i = 0; i < 160 && t < end; i++) {
      const d = object.distance(ox + dx * t, oy + dy * t, oz + dz * t);
      if (d < 0.0004 * (1 + t * 0.2)) {
        best = { t, object };
        break;
      }
      t += d * 0.85;
    }
  }
  return best;
};

/** Share of a soft light that is seen, 0–1 (penumbra after Quilez). */
const shadow = (objects, px, py, pz, [lx, ly, lz], sharpness) => {
  let seen = 1;
  for (const object of objects) {
    if (object.castsNoShadow) continue;
    const range = span(px, py, pz, lx, ly, lz, object.bound, 1.5);
    if (!range) continue;
    let t = max(0.012, range[0]);
    for (let i = 0; i < 70 && t < range[1]; i++) {
      const d = object.distance(px + lx * t, py + ly * t, pz + lz * t);
      seen = min(seen, 0.5 + (0.5 * sharpness * d) / t);
      if (seen <= 0) return 0;
      t += min(0.25, max(0.012, abs(d) * 0.8));
    }
  }
  return seen * seen * (3 - 2 * seen);
};

const occlusion = (objects, px, py, pz, nx, ny, nz, reach) => {
  let sum = 0;
  let weight = 1;
  for (let i = 1; i <= 5; i++) {
    const h = 0.01 + (reach * i * i) / 25;
    const x = px + nx * h;
    const y = py + ny * h;
    const z = pz + nz * h;
    let d = max(y, 0.0001);
    for (const object of objects) {
      const [cx, cy, cz] = object.bound.center;
      const away = sqrt((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2) - object.bound.radius;
      if (away < h) d = min(d, object.distance(x, y, z));
    }
    sum += weight * max(0, h - d);
    weight *= 0.82;
  }
  return max(0.05, 1 - (1.5 * sum) / reach);
};

const normalOf = (object, x, y, z) => {
  const e = 0.0006;
  const a = object.distance(x + e, y - e, z - e);
  const b = object.distance(x - e, y - e, z + e);
  const c = object.distance(x - e, y + e, z - e);
  const d = object.distance(x + e, y + e, z + e);
  return unit([a - b - c + d, -a - b + c + d, -a + b - c + d]);
};

/** Tilts a normal by the slope of a height field. */
const bumped = (normal, height, x, y, z, depth) => {
  const e = 0.002;
  const h = height(x, y, z);
  const g = [height(x + e, y, z) - h, height(x, y + e, z) - h, height(x, y, z + e) - h];
  const along = g[0] * normal[0] + g[1] * normal[1] + g[2] * normal[2];
  return unit(normal.map((n, i) => n - (depth * (g[i] - along * n)) / e));
};

export const unit = ([x, y, z]) => {
  const l = 1 / sqrt(x * x + y * y + z * z || 1);
  return [x * l, y * l, z * l];
};

/** Light that a smooth or rough mirror sees in a direction: two softboxes, a bright ceiling, a darker room below. */
const studio = (scene, dx, dy, dz, rough) => {
  const soft = 0.06 + rough * 0.7;
  const edge = (value, half) => min(1, max(0, (half + soft - abs(value)) / (2 * soft)));
  const up = max(0.02, dy);
  const left = dy > 0 ? edge(dx / up + 1.1, 0.75) * edge(dz / up - 0.5, 0.8) : 0;
  const strip = edge(dx - 0.86, 0.1) * edge(dy - 0.35, 0.5) * (dz > -0.6 ? 1 : 0);
  const base = 0.16 + 0.5 * max(0, dy * 0.6 + 0.4);
  const power = scene.studio ?? 1;
  return power * (base + (2.6 * left + 1.5 * strip) / (1 + rough * 1.6));
};

const highlight = (n, v, l, rough) => {
  const h = unit([v[0] + l[0], v[1] + l[1], v[2] + l[2]]);
  const nh = max(0, dot(n, h));
  const a = rough * rough;
  const d = nh * nh * (a * a - 1) + 1;
  return (a * a) / (Math.PI * d * d) / max(0.25, 4 * max(0.1, dot(n, v)) * max(0.1, dot(n, l)));
};

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const shade = (scene, object, x, y, z, d, out) => {
  const surface = object.surface(x, y, z);
  const flat = object.normal ?? normalOf(object, x, y, z);
  const n = surface.height ? bumped(flat, surface.height, x, y, z, surface.depth) : flat;
  const px = x + flat[0] * 0.004;
  const py = y + flat[1] * 0.004;
  const pz = z + flat[2] * 0.004;
  const ao = occlusion(scene.objects, px, py, pz, flat[0], flat[1], flat[2], 0.55);
  const v = [-d[0], -d[1], -d[2]];
  const { rough, f0 = 0.04, metal = 0, glow } = surface;
  const nv = max(0.02, dot(n, v));
  const up = 0.5 + 0.5 * n[1];
  for (let c = 0; c < 3; c++) {
    const ambient = scene.sky[c] * up + scene.bounce[c] * (1 - up);
    out[c] = surface.color[c] * ambient * ao * (1 - metal) + (glow?.[c] ?? 0);
  }
  for (const light of scene.lights) {
    const to = light.at ? unit([light.at[0] - x, light.at[1] - y, light.at[2] - z]) : light.direction;
    const facing = dot(n, to);
    if (facing <= 0) continue;
    const distance2 = light.at ? (light.at[0] - x) ** 2 + (light.at[1] - y) ** 2 + (light.at[2] - z) ** 2 : 1;
    const seen = shadow(scene.objects, px, py, pz, to, light.sharpness) / (light.at ? 0.25 + distance2 : 1);
    if (seen <= 0) continue;
    const spec = highlight(n, v, to, max(0.12, rough));
    for (let c = 0; c < 3; c++) {
      const tint = f0 * (1 - metal) + surface.color[c] * metal;
      out[c] += light.color[c] * facing * seen * (surface.color[c] * (1 - metal) + tint * spec);
    }
  }
  const k = 2 * dot(n, d);
  const r = [d[0] - k * n[0], d[1] - k * n[1], d[2] - k * n[2]];
  const fresnel = (1 - nv) ** 5 * (1 - rough) ** 2;
  const mirror = studio(scene, r[0], r[1], r[2], rough) * min(1, ao * 1.2);
  for (let c = 0; c < 3; c++) {
    const tint = f0 * (1 - metal) + surface.color[c] * metal;
    out[c] += mirror * (tint + (1 - tint) * fresnel) * (metal > 0 ? 1 : 1.1 * (1 - rough * 0.9));
  }
};

/** Floor and wall of a scene as flat objects. */
const nearestPlane = (scene, o, d) => {
  let best;
  for (const plane of scene.planes) {
    const t = (plane.offset - dot(plane.normal, o)) / dot(plane.normal, d);
    if (t > 0 && t < (best?.t ?? FAR)) best = { t, object: plane };
  }
  return best;
};

const tone = (value) => {
  const v = max(0, value);
  const mapped = (v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14);
  return min(1, mapped) ** (1 / 2.2);
};

const basis = ({ from, to, fov }) => {
  const w = unit([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
  const u = unit([-w[2], 0, w[0]]);
  const v = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]];
  return { u, v, w, scale: Math.tan((fov * Math.PI) / 360) };
};

/** RGB pixels of a scene; `samples` rays a side of each pixel. The same scene gives the same picture at any size. */
export const render = (scene, width, height, samples = 2) => {
  const { u, v, w, scale } = basis(scene.camera);
  const o = scene.camera.from;
  const data = Buffer.alloc(width * height * 3);
  const aspect = width / height;
  const exposure = scene.exposure ?? 1;
  const light = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sum = [0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const sx = (column + ((s % samples) + 0.5) / samples) / width;
        const sy = (row + (Math.floor(s / samples) + 0.5) / samples) / height;
        const a = (2 * sx - 1) * scale * aspect;
        const b = (1 - 2 * sy) * scale;
        const d = unit([w[0] + a * u[0] + b * v[0], w[1] + a * u[1] + b * v[1], w[2] + a * u[2] + b * v[2]]);
        const plane = nearestPlane(scene, o, d);
        const hit = trace(scene.objects, o[0], o[1], o[2], d[0], d[1], d[2], plane?.t ?? FAR) ?? plane;
        if (!hit) continue;
        shade(scene, hit.object, o[0] + d[0] * hit.t, o[1] + d[1] * hit.t, o[2] + d[2] * hit.t, d, light);
        const dim = exposure * (1 - (scene.vignette ?? 0.18) * ((2 * sx - 1) ** 2 + (2 * sy - 1) ** 2) * 0.5);
        for (let c = 0; c < 3; c++) sum[c] += tone(light[c] * dim);
      }
      const grain = (hash3(column, row, 7) + hash3(column, row, 8) - 1) * (scene.grain ?? 2.2);
      const p = (row * width + column) * 3;
      for (let c = 0; c < 3; c++) {
        data[p + c] = Math.round(min(255, max(0, (sum[c] / (samples * samples)) * 255 + grain)));
      }
    }
  }
  return { data, width, height };
};

// Signed distances (units of 10 cm, y up). Formulas after Inigo Quilez, "3D signed distance functions".
const { abs, max, min, sqrt } = Math;

export const smoothMin = (a, b, k) => {
  const h = max(k - abs(a - b), 0) / k;
  return min(a, b) - h * h * k * 0.25;
};
export const smoothMax = (a, b, k) => -smoothMin(-a, -b, k);

/** Upright cylinder between two heights with rounded edges. */
export const cylinder = (x, y, z, radius, bottom, top, round) => {
  const half = (top - bottom) / 2;
  const dx = sqrt(x * x + z * z) - radius + round;
  const dy = abs(y - bottom - half) - half + round;
  const ox = max(dx, 0);
  const oy = max(dy, 0);
  return min(max(dx, dy), 0) + sqrt(ox * ox + oy * oy) - round;
};

export const box = (x, y, z, hx, hy, hz, round) => {
  const dx = abs(x) - hx + round;
  const dy = abs(y) - hy + round;
  const dz = abs(z) - hz + round;
  const ox = max(dx, 0);
  const oy = max(dy, 0);
  const oz = max(dz, 0);
  return min(max(dx, max(dy, dz)), 0) + sqrt(ox * ox + oy * oy + oz * oz) - round;
};

export const sphere = (x, y, z, radius) => sqrt(x * x + y * y + z * z) - radius;

/** Ring in the xy plane, stretched along y by `stretch` to both sides. */
export const link = (x, y, z, radius, stretch, tube, flat = 1) => {
  const dy = y - max(-stretch, min(stretch, y));
  const l = sqrt(x * x + dy * dy) - radius;
  const w = z * flat;
  return sqrt(l * l + w * w) - tube;
};

/** The same ring made of a flat strap: half its width in the plane of the ring, half its thickness across. */
export const band = (x, y, z, radius, stretch, half, thickness) => {
  const dy = y - max(-stretch, min(stretch, y));
  const d = abs(sqrt(x * x + dy * dy) - radius) - half;
  const e = abs(z) - thickness;
  const ox = max(d, 0);
  const oz = max(e, 0);
  return min(max(d, e), 0) + sqrt(ox * ox + oz * oz) - 0.004;
};

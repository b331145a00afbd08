import type { RgbImage } from '../image/read/raster.ts';
import { seededRandom } from '../kernel/random.ts';
import { type Form, swapsSides } from './hash256/dihedral.ts';

/** A scene for tests: soft blobs of colour with texture, full of detail to its edges, another one for each seed. */
export const seededScene = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  const blobs = Array.from(
    { length: 40 },
    (): SoftBlob => ({
      x: random() * width,
      y: random() * height,
      radius: (0.05 + 0.2 * random()) * Math.min(width, height),
      colour: [random() * 255, random() * 255, random() * 255],
    }),
  );
  const base = [random() * 255, random() * 255, random() * 255] as const;
  const light = new Float64Array(width * height * 3);
  for (let at = 0; at < light.length; at++) light[at] = base[(at % 3) as 0 | 1 | 2];
  for (const blob of blobs) lay(blob, { width, height, light });
  const data = new Uint8Array(light.length);
  for (let at = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = 40 * (((x * 7 + y * 13) % 16) / 16 - 0.5);
      for (const end = at + 3; at < end; at++) data[at] = Math.min(255, Math.max(0, (light[at] ?? 0) + grain));
    }
  }
  return { width, height, data };
};

interface SoftBlob {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: readonly [number, number, number];
}

/** Lays a blob over what is there; looks at no pixel that it does not reach. */
const lay = (
  blob: SoftBlob,
  { width, height, light }: { readonly width: number; readonly height: number; readonly light: Float64Array },
): void => {
  const [top, bottom] = [Math.max(0, Math.floor(blob.y - blob.radius)), Math.min(height, blob.y + blob.radius + 1)];
  const [left, right] = [Math.max(0, Math.floor(blob.x - blob.radius)), Math.min(width, blob.x + blob.radius + 1)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const distance = Math.hypot(x - blob.x, y - blob.y) / blob.radius;
      if (distance >= 1) continue;
      const share = Math.min(1, 3 * (1 - distance));
      for (const c of [0, 1, 2] as const) {
        const at = (y * width + x) * 3 + c;
        light[at] = (light[at] ?? 0) + share * (blob.colour[c] - (light[at] ?? 0));
      }
    }
  }
};

/** The picture, really turned, pixel by pixel. */
export const turned = (image: RgbImage, form: Form): RgbImage => {
  const { width, height, data } = image;
  const [w, h] = swapsSides(form) ? [height, width] : [width, height];
  const source = (x: number, y: number): readonly [number, number] => {
    if (form === 'rotate90') return [y, height - 1 - x];
    if (form === 'rotate180') return [width - 1 - x, height - 1 - y];
    if (form === 'rotate270') return [width - 1 - y, x];
    if (form === 'mirror') return [width - 1 - x, y];
    if (form === 'flip') return [x, height - 1 - y];
    if (form === 'transpose') return [y, x];
    if (form === 'transverse') return [width - 1 - y, height - 1 - x];
    return [x, y];
  };
  const out = new Uint8Array(data.length);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [sx, sy] = source(x, y);
      for (let c = 0; c < 3; c++) out[(y * w + x) * 3 + c] = data[(sy * width + sx) * 3 + c] ?? 0;
    }
  }
  return { width: w, height: h, data: out };
};

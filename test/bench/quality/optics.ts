/** 8-bit RGB of a photo, rows from the top. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The photo with its outermost pixels repeated `pad` times on every side. */
const padded = ({ width, height, data }: Photo, pad: number): Photo => {
  const wide = width + 2 * pad;
  const out = new Uint8Array(3 * wide * (height + 2 * pad));
  for (let y = 0; y < height + 2 * pad; y++) {
    const row = 3 * width * Math.max(0, Math.min(height - 1, y - pad));
    const at = 3 * wide * y;
    out.set(data.subarray(row, row + 3 * width), at + 3 * pad);
    for (let x = 0; x < pad; x++) {
      out.set(data.subarray(row, row + 3), at + 3 * x);
      out.set(data.subarray(row + 3 * width - 3, row + 3 * width), at + 3 * (pad + width + x));
    }
  }
  return { width: wide, height: height + 2 * pad, data: out };
};

/** Mean over pixels at `offsets` (dx, dy) of each, edges repeated. */
export const averaged = (photo: Photo, offsets: readonly (readonly [number, number])[]): Photo => {
  const { width, height, data } = photo;
  const pad = Math.max(...offsets.flat().map(Math.abs));
  const from = padded(photo, pad);
  const out = new Uint8Array(data.length);
  const sums = new Uint16Array(3 * width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (const [dx, dy] of offsets) {
      const start = 3 * ((y + pad + dy) * from.width + pad + dx);
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (from.data[start + i] ?? 0);
    }
    for (let i = 0; i < sums.length; i++) out[3 * y * width + i] = (sums[i] ?? 0) / offsets.length;
  }
  return { width, height, data: out };
};

/** Radii and lengths are in thousandths of the longer side: what is seen does not depend on the size. */
export const thousandths = ({ width, height }: Photo, value: number): number =>
  (value * Math.max(width, height)) / 1000;

/** Mean over a disc, edges repeated: what a lens out of focus does. By sums along rows, a span of the disc at once. */
export const defocused = ({ width, height, data }: Photo, radius: number): Photo => {
  const spans: number[] = [];
  const whole = Math.floor(radius);
  for (let dy = -whole; dy <= whole; dy++) spans.push(Math.floor(Math.sqrt(radius * radius - dy * dy)));
  const area = spans.reduce((sum, span) => sum + 2 * span + 1, 0);
  const pad = whole;
  const line = width + 2 * pad + 1;
  const sums = new Uint32Array(line * height * 3);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      let sum = 0;
      const start = (c * height + y) * line;
      for (let x = -pad; x < width + pad; x++) {
        sum += data[3 * (y * width + Math.max(0, Math.min(width - 1, x))) + c] ?? 0;
        sums[start + x + pad + 1] = sum;
      }
    }
  }
  const out = new Uint8Array(data.length);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      const starts = spans.map((_, i) => (c * height + Math.max(0, Math.min(height - 1, y + i - whole))) * line + pad);
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let i = 0; i < spans.length; i++) {
          const [start, span] = [starts[i] ?? 0, spans[i] ?? 0];
          sum += (sums[start + x + span + 1] ?? 0) - (sums[start + x - span] ?? 0);
        }
        out[3 * (y * width + x) + c] = sum / area;
      }
    }
  }
  return { width, height, data: out };
};

export const line = (length: number, angle: number): (readonly [number, number])[] => {
  const steps = Math.max(2, Math.round(length));
  const places = Array.from({ length: steps }, (_, i): readonly [number, number] => {
    const t = i - (steps - 1) / 2;
    return [Math.round(t * Math.cos(angle)), Math.round(t * Math.sin(angle))];
  });
  return [...new Map(places.map((place) => [place.join(), place])).values()];
};

const TAPS = 6;

const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  return (3 * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / 3)) / (Math.PI * x) ** 2;
};

/** One way of a separable enlargement by Lanczos' kernel of six taps: libvips enlarges by bicubic at most. */
export const stretched = (photo: Photo, target: number): Photo => {
  const { width, height } = photo;
  const from = padded(photo, TAPS);
  const firsts = new Int32Array(target);
  const weights = new Float64Array(TAPS * target);
  for (let x = 0; x < target; x++) {
    const centre = ((x + 0.5) * width) / target - 0.5;
    const first = Math.floor(centre) - 2;
    const each = Array.from({ length: TAPS }, (_, k) => lanczos(centre - first - k));
    const whole = each.reduce((sum, weight) => sum + weight, 0);
    firsts[x] = 3 * (first + TAPS);
    for (const [k, weight] of each.entries()) weights[TAPS * x + k] = weight / whole;
  }
  const out = new Uint8ClampedArray(target * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    const row = 3 * (y + TAPS) * from.width;
    for (let x = 0; x < target; x++) {
      const start = row + (firsts[x] ?? 0);
      for (let c = 0; c < 3; c++, at++) {
        let sum = 0;
        for (let k = 0; k < TAPS; k++) sum += (weights[TAPS * x + k] ?? 0) * (from.data[start + 3 * k + c] ?? 0);
        out[at] = sum;
      }
    }
  }
  return { width: target, height, data: new Uint8Array(out.buffer) };
};

export const turned = ({ width, height, data }: Photo): Photo => {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) out[3 * (x * height + y) + c] = data[3 * (y * width + x) + c] ?? 0;
  return { width: height, height: width, data: out };
};

// A product cut out of its plain ground and set on another one: even, changing softly, grained, a photo.
import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';

type Random = () => number;

/** Side of what it is set on, px. */
const SIDE = 800;
/** Channels of the ground that may differ from its median, of 255. */
const OF_GROUND = 5;
/** Share of the edge that has the colour of a ground, and what a product takes of a picture. */
const PLAIN_EDGE = 0.9;
const PRODUCT = { least: 0.04, most: 0.9 };

/** A product and where it is, 0 or 255 a pixel; null where its ground is not plain, or next to nothing, or nearly all, is no ground. */
export const cutOutOf = async ({ data, width, height }: Base): Promise<{ product: Buffer; box: Box } | null> => {
  const ground = edgeColour({ data, width, height });
  if (ground === null) return null;
  const differs = new Uint8Array(width * height);
  for (let k = 0; k < differs.length; k++)
    differs[k] = ground.some((value, channel) => Math.abs((data[3 * k + channel] ?? 0) - value) > OF_GROUND) ? 255 : 0;
  // Small gaps closed, what it encloses filled, and specks taken away.
  const closed = await grown(await grown(differs, width, height, 4), width, height, -4);
  const filled = withHolesFilled(closed, width, height);
  const mask = await grown(await grown(filled, width, height, -2), width, height, 2);
  const box = boxOf(mask, width, height);
  const share = mask.reduce((sum, value) => sum + Number(value > 127), 0) / mask.length;
  if (box === null || share < PRODUCT.least || share > PRODUCT.most) return null;
  const soft = await sharp(mask, { raw: { width, height, channels: 1 } })
    .blur(0.8)
    .extractChannel(0)
    .raw()
    .toBuffer();
  // In two steps: what is extracted in the first one is extracted before a channel is joined.
  const whole = await sharp(data, { raw: { width, height, channels: 3 } })
    .joinChannel(soft, { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer();
  const product = await sharp(whole, { raw: { width, height, channels: 4 } })
    .extract(box)
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { product, box };
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const edgeColour = ({ data, width, height }: Base): readonly number[] | null => {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) edge.push(y * width, (y + 1) * width - 1);
  const median = [0, 1, 2].map((channel) => {
    const values = edge.map((k) => data[3 * k + channel] ?? 0).sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  });
  const alike = edge.filter((k) =>
    median.every((value, channel) => Math.abs((data[3 * k + channel] ?? 0) - value) < 12),
  );
  return alike.length < PLAIN_EDGE * edge.length ? null : median;
};

/** Every pixel that has a set one so near, or where it is negative the other way round. */
const grown = async (mask: Uint8Array, width: number, height: number, by: number): Promise<Uint8Array> => {
  const side = Math.abs(by);
  const across = new Uint8Array(mask.length);
  const out = new Uint8Array(mask.length);
  const most = by > 0 ? Math.max : Math.min;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = by > 0 ? 0 : 255;
      for (let u = Math.max(0, x - side); u <= Math.min(width - 1, x + side); u++)
        value = most(value, mask[y * width + u] ?? 0);
      across[y * width + x] = value;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = by > 0 ? 0 : 255;
      for (let v = Math.max(0, y - side); v <= Math.min(height - 1, y + side); v++)
        value = most(value, across[v * width + x] ?? 0);
      out[y * width + x] = value;
    }
  }
  return out;
};

/** What the edge of the picture does not reach. */
const withHolesFilled = (mask: Uint8Array, width: number, height: number): Uint8Array => {
  const outside = new Uint8Array(mask.length);
  const waiting: number[] = [];
  const take = (k: number): void => {
    if (mask[k] !== 0 || outside[k] === 1) return;
    outside[k] = 1;
    waiting.push(k);
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) take(y * width + x);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) take(y * width + x);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const x = next % width;
    if (x > 0) take(next - 1);
    if (x < width - 1) take(next + 1);
    if (next >= width) take(next - width);
    if (next < mask.length - width) take(next + width);
  }
  return outside.map((each) => (each === 1 ? 0 : 255));
};

const boxOf = (mask: Uint8Array, width: number, height: number): Box | null => {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let k = 0; k < mask.length; k++) {
    if ((mask[k] ?? 0) < 128) continue;
    const [x, y] = [k % width, Math.floor(k / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return right < left ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
};

const colour = (random: Random): readonly number[] => [0, 1, 2].map(() => 30 + Math.floor(210 * random()));
const drawn = (at: (x: number, y: number) => readonly number[]): Buffer => {
  const data = Buffer.alloc(3 * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const p = 3 * (y * SIDE + x);
      at(x, y).forEach((value, channel) => {
        data[p + channel] = Math.max(0, Math.min(255, value));
      });
    }
  return data;
};

/** Grounds that it is set on, by their names. */
export const GROUNDS: Readonly<Record<string, (random: Random, other: Base) => Promise<Buffer>>> = {
  even: async (random) => {
    const one = colour(random);
    return drawn(() => one);
  },
  'changing softly': async (random) => {
    const [one, two] = [colour(random), colour(random)];
    return drawn((_, y) => one.map((value, k) => value + ((two[k] ?? 0) - value) * (y / SIDE)));
  },
  grained: async (random) => {
    const [one, phase, slant] = [colour(random), 6 * random(), 6 * random()];
    const base = one.map((value) => 60 + value / 2);
    return drawn((x, y) => {
      const grain = Math.sin(6 * (0.02 * x + 2 * Math.sin(0.01 * y + phase) + slant)) + 0.8 * (random() - 0.5);
      return base.map((value) => value + 14 * grain);
    });
  },
  'a photo': async (_, { data, width, height }) =>
    sharp(data, { raw: { width, height, channels: 3 } })
      .resize(SIDE, SIDE, { fit: 'cover' })
      .raw()
      .toBuffer(),
};

/** Set on a ground: 0.45 to 0.9 of its size, anywhere, as JPEG of 70 to 92. */
export const setOn = async (
  ground: Buffer,
  { product, box }: { readonly product: Buffer; readonly box: Box },
  random: Random,
): Promise<Buffer> => {
  const scale = Math.min(SIDE / box.width, SIDE / box.height) * (0.45 + 0.45 * random());
  const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
  const input = await sharp(product).resize(width, height, { fit: 'fill' }).png({ compressionLevel: 0 }).toBuffer();
  const [left, top] = [Math.floor(random() * (SIDE - width)), Math.floor(random() * (SIDE - height))];
  return sharp(ground, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .composite([{ input, left, top }])
    .jpeg({ quality: 70 + Math.floor(22 * random()) })
    .toBuffer();
};

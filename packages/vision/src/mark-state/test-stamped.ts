import { lumaOf } from '@listing-lint/rules/image';
import { seeded } from '@listing-lint/rules/kernel';
import { grainOf, grainOverlay, pictureId } from '@listing-lint/rules/watermark';
import sharp from 'sharp';

const SIZE = { width: 640, height: 480 };
const PLACE = { left: 300, top: 220, width: 200, height: 44 };

/** Shapes with a grain, so that there is something to see everywhere. */
const scene = async (seed: string): Promise<Buffer> => {
  const random = seeded(seed);
  const shapes = Array.from({ length: 260 }, () => {
    const colour = `hsl(${random() * 360} 60% ${20 + random() * 60}%)`;
    return `<circle cx="${random() * 640}" cy="${random() * 480}" r="${4 + random() * 40}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#998"/>${shapes.join('')}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const grainy = data.map((value) => Math.min(255, Math.max(0, value + Math.round(16 * (random() - 0.5)))));
  return sharp(grainy, { raw: { ...SIZE, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
};

export const TEST_MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="44">${[
  8, 30, 52, 78, 104, 130, 156, 178,
]
  .map(
    (x) =>
      `<rect x="${x}" y="4" width="6" height="36" fill="white" opacity=".6"/><rect x="${x}" y="18" width="16" height="5" fill="white" opacity=".6"/>`,
  )
  .join('')}</svg>`;

/** Box of the mark, in fractions. */
const placed = {
  ...{ x: PLACE.left / SIZE.width, y: PLACE.top / SIZE.height },
  ...{ width: PLACE.width / SIZE.width, height: PLACE.height / SIZE.height },
};

/** The grain that `stamp` gives a picture. */
const grainOn = async (original: Buffer) => {
  const data = await sharp(original).removeAlpha().raw().toBuffer();
  const grain = grainOf(lumaOf({ ...SIZE, data: new Uint8Array(data) }), 'a key', pictureId(original));
  return grainOverlay(grain, placed, SIZE.width, SIZE.height);
};

/** A picture, the same with our mark on it, and with the mark blurred away, or its right part. */
export interface TestStamped {
  readonly original: Buffer;
  readonly stamped: Buffer;
  readonly blurred: Buffer;
  readonly smeared: Buffer;
}

export const testStamped = async (seed = 'mark states', hasGrain = false): Promise<TestStamped> => {
  const original = await scene(seed);
  const grain = hasGrain ? [await grainOn(original)] : [];
  const stamped = await sharp(original)
    .composite([...grain, { input: Buffer.from(TEST_MARK), left: PLACE.left, top: PLACE.top }])
    .jpeg({ quality: 95 })
    .toBuffer();
  const blurredFrom = async (left: number): Promise<Buffer> => {
    const box = { ...PLACE, left, width: PLACE.left + PLACE.width - left };
    const patch = await sharp(stamped).extract(box).blur(9).png().toBuffer();
    return sharp(stamped)
      .composite([{ input: patch, left, top: PLACE.top }])
      .jpeg({ quality: 85 })
      .toBuffer();
  };
  const smeared = await blurredFrom(PLACE.left + 0.75 * PLACE.width);
  return { original, stamped, blurred: await blurredFrom(PLACE.left), smeared };
};

/** A line of the file of stamps: `original`, stamped as `path`, the file of which has that SHA-256. */
export const testLedgerLine = (sha: string, original: Buffer, path = 'listings/mug/1.jpg'): string =>
  `${JSON.stringify({
    path,
    sha256: sha,
    id: pictureId(original),
    mark: 'brand/mark.png',
    rank: 3,
    place: placed,
    opacity: 0.6,
  })}\n`;

import sharp, { type JpegOptions } from 'sharp';
import { type Damage, type DamageGroup, read, write } from './damage.ts';

const PATH = 'listings/mug/03-inside.jpg';
const END = Buffer.from([0xff, 0xd9]);
const SCAN = Buffer.from([0xff, 0xda]);

/** Replaces the picture by an encoding of it that is then damaged. */
const incomplete = (
  name: string,
  options: JpegOptions,
  damage: (jpeg: Buffer, data: { readonly start: number; readonly end: number }) => Buffer,
): Damage => ({
  name: `${PATH} ${name}`,
  damage: async (root) => {
    const jpeg = await sharp(read(root, PATH)).keepMetadata().jpeg(options).toBuffer();
    const start = jpeg.indexOf(SCAN);
    write(PATH, damage(jpeg, { start, end: jpeg.length - END.length }))(root);
  },
  says: /03-inside\.jpg: cannot be read: its JPEG data are (?:damaged|incomplete): /,
  red: true,
});

const PERCENT = [5, 50, 90] as const;
const ENCODINGS = {
  baseline: { quality: 80 },
  'baseline, standard tables': { quality: 85, optimiseCoding: false },
  progressive: { quality: 80, progressive: true },
} as const satisfies Readonly<Record<string, JpegOptions>>;

const partial: Damage[] = Object.entries(ENCODINGS).flatMap(([encoding, options]) =>
  PERCENT.flatMap((percent) => [
    incomplete(
      `(${encoding}) ends after ${percent} % of its data, with an end marker`,
      options,
      (jpeg, { start, end }) =>
        Buffer.concat([jpeg.subarray(0, start + Math.floor(((end - start) * percent) / 100)), END]),
    ),
    incomplete(`(${encoding}) is zero after ${percent} % of its data`, options, (jpeg, { start, end }) =>
      Buffer.from(jpeg).fill(0, start + Math.floor(((end - start) * percent) / 100), end),
    ),
  ]),
);

/** The first scans of a progressive JPEG. */
const firstScans = (jpeg: Buffer, count: number): Buffer => {
  let at = jpeg.indexOf(SCAN);
  for (let scan = 0; scan < count; scan++) at = jpeg.indexOf(SCAN, at + 2);
  if (at < 0) throw new Error(`the JPEG has no ${count + 1} scans`);
  return Buffer.concat([jpeg.subarray(0, at), END]);
};

const scans: Damage[] = [1, 2, 4, 9].map((count) =>
  incomplete(`(progressive) has its first ${count} of 10 scans`, ENCODINGS.progressive, (jpeg) =>
    firstScans(jpeg, count),
  ),
);

const size = incomplete('states a size of 3000 × 3000 pixels over data of 480 × 480', ENCODINGS.baseline, (jpeg) => {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const copy = Buffer.from(jpeg);
  copy.writeUInt16BE(3000, frame + 5);
  copy.writeUInt16BE(3000, frame + 7);
  return copy;
});

/** The encodings themselves harm nothing: what the others are blamed for is their data. */
const complete: Damage[] = Object.entries(ENCODINGS).map(([encoding, options]) => {
  const { name, damage } = incomplete(`(${encoding}) is complete`, options, (jpeg) => jpeg);
  return { name, damage, says: 'nothing' };
});

export const incompleteJpegDamages: DamageGroup = {
  title: 'Incomplete JPEGs',
  damages: [...partial, ...scans, size, ...complete],
};

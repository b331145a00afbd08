// How many pictures whose data are not complete `recommended` finds by `image-readable`, and how many whole ones it accuses (docs/bench-quality.md, "Incomplete pictures").
//   npm run bench incomplete-pictures -- FOLDER… [--photos 500]
//   npm run bench incomplete-pictures -- FOLDER… --whole
// Each photo is encoded in one of several ways and damaged at places drawn from its number, from 5 to 95 % of its data, where that changes its pixels; with --whole the JPEGs of the folders are linted as they are.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { distinct, seededBy, wilson } from './thefts/photos.ts';

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { photos: { type: 'string', default: '500' }, whole: { type: 'boolean', default: false } },
});
const CLI = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const BATCH = 250;
/** Copies are not searched for: the photos are there in several encodings. */
const CONFIG = `extends: recommended
listings: ["listings/*"]
rules: { hash-unique: off, hash-variant: off, hash-suspect: off, angles-distinct: off }
`;

type Encode = (photo: Sharp) => Promise<Buffer>;
type Damage = (file: Buffer, random: () => number) => Buffer;

const SEQUENTIAL: readonly Encode[] = [
  (photo) => photo.jpeg({ quality: 80 }).toBuffer(),
  (photo) => photo.jpeg({ quality: 85, optimiseCoding: false }).toBuffer(),
  (photo) => photo.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(),
  (photo) => photo.jpeg({ quality: 60, trellisQuantisation: true, quantisationTable: 3 }).toBuffer(),
  (photo) => photo.toColourspace('b-w').jpeg({ quality: 75 }).toBuffer(),
];
const PROGRESSIVE: readonly Encode[] = [
  (photo) => photo.jpeg({ quality: 80, progressive: true }).toBuffer(),
  (photo) => photo.jpeg({ mozjpeg: true }).toBuffer(),
  (photo) => photo.jpeg({ quality: 95, progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
];
const WEBP: readonly Encode[] = [
  (photo) => photo.webp({ quality: 80 }).toBuffer(),
  (photo) => photo.webp({ quality: 50 }).toBuffer(),
  (photo) => photo.webp({ lossless: true, effort: 0 }).toBuffer(),
];
const PNG: readonly Encode[] = [(photo) => photo.png({ compressionLevel: 1 }).toBuffer()];
const GIF: readonly Encode[] = [(photo) => photo.resize(400).gif({ effort: 1 }).toBuffer()];

const END = Buffer.from([0xff, 0xd9]);
const SCAN = Buffer.from([0xff, 0xda]);

/** A place of its coded data, from 5 to 95 %. */
const placeIn = (file: Buffer, random: () => number): number => {
  const start = Math.max(200, file.indexOf(SCAN) + 14);
  return Math.floor(start + (0.05 + 0.9 * random()) * (file.length - 2 - start));
};
const cut: Damage = (file, random) => file.subarray(0, placeIn(file, random));
const zeroed: Damage = (file, random) => Buffer.from(file).fill(0, placeIn(file, random));
const withEnd =
  (damage: Damage): Damage =>
  (file, random) => {
    const made = damage(file, random);
    return made.length < file.length ? Buffer.concat([made, END]) : Buffer.concat([made.subarray(0, -2), END]);
  };
/** Without its last scans: of all that it has from 1 to all but one. */
const withoutScans: Damage = (file, random) => {
  const starts: number[] = [];
  for (let at = file.indexOf(SCAN); at >= 0; at = file.indexOf(SCAN, at + 2)) starts.push(at);
  const first = starts[1 + Math.floor(random() * (starts.length - 1))];
  return Buffer.concat([file.subarray(0, first), END]);
};
/** Another size in its header: 3 to 100 times as many pixels. */
const resized: Damage = (file, random) => {
  const copy = Buffer.from(file);
  for (let at = 2; at < copy.length; at += 2 + copy.readUInt16BE(at + 2)) {
    if (![0xc0, 0xc1, 0xc2].includes(copy[at + 1] ?? 0)) continue;
    for (const place of [at + 5, at + 7])
      copy.writeUInt16BE(Math.floor((2 + 5 * random()) * copy.readUInt16BE(place)), place);
    break;
  }
  return copy;
};

const same: Damage = (file) => file;

const TRIALS: readonly {
  readonly extension: string;
  readonly encodes: readonly Encode[];
  readonly damages: { readonly [name: string]: Damage };
}[] = [
  {
    extension: 'jpg',
    encodes: [...SEQUENTIAL, ...PROGRESSIVE],
    damages: {
      'JPEG, whole': same,
      'JPEG, cut': cut,
      'JPEG, cut, an end marker appended': withEnd(cut),
      'JPEG, zeroed to its end': zeroed,
      'JPEG, zeroed, the end marker left': withEnd(zeroed),
      'JPEG, a larger size in its header': resized,
    },
  },
  { extension: 'jpg', encodes: PROGRESSIVE, damages: { 'progressive JPEG, its last scans missing': withoutScans } },
  { extension: 'webp', encodes: WEBP, damages: { 'WebP, whole': same, 'WebP, cut': cut, 'WebP, zeroed': zeroed } },
  { extension: 'png', encodes: PNG, damages: { 'PNG, whole': same, 'PNG, cut': cut, 'PNG, zeroed': zeroed } },
  { extension: 'gif', encodes: GIF, damages: { 'GIF, whole': same, 'GIF, cut': cut, 'GIF, zeroed': zeroed } },
];

interface Report {
  readonly findings: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly subject: { readonly path: string };
  }[];
  readonly subjects: readonly { readonly path: string }[];
}

/** What `image-readable` says of pictures by the built command; by their names. */
const unreadable = (pictures: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> => {
  const root = mkdtempSync(join(tmpdir(), 'incomplete-'));
  try {
    writeFileSync(join(root, 'listing-lint.config.yaml'), CONFIG);
    for (const [name, bytes] of pictures) {
      mkdirSync(join(root, 'listings', name), { recursive: true });
      writeFileSync(join(root, 'listings', name, name), bytes);
    }
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'lint', '--format', 'json'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    if (stdout === '') throw new Error(stderr);
    const { findings, subjects }: Report = JSON.parse(stdout);
    const judged = new Set(subjects.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
    for (const name of pictures.keys()) if (!judged.has(name)) throw new Error(`${name} was not judged`);
    return new Map(
      findings
        .filter(({ ruleId }) => ruleId === 'image-readable')
        .map(({ subject, message }) => [subject.path.slice(subject.path.lastIndexOf('/') + 1), message]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
};

const unreadableOf = (pictures: readonly (readonly [string, Buffer])[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (let k = 0; k < pictures.length; k += BATCH) {
    for (const entry of unreadable(new Map(pictures.slice(k, k + BATCH)))) found.set(...entry);
  }
  return found;
};

const share = (count: number, of: number): string =>
  `${count}/${of} (${((100 * count) / of).toFixed(1)} %, ${wilson(count, of)})`;

const asTheyAre = (): void => {
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.jpe?g$/i.test(name));
    const pictures = names
      .sort()
      .map((name, k): [string, Buffer] => [
        `${k}-${name.replaceAll(/[^\w.]/g, '_')}`,
        readFileSync(join(folder, name)),
      ]);
    const found = unreadableOf(pictures);
    console.log(`${folder}: accused ${share(found.size, names.length)}`);
    for (const [name, message] of found) console.log(`  ${name}: ${message}`);
  }
};

/** Photos of four sizes in the ways in turn. */
const encoded = async (photos: readonly string[], encodes: readonly Encode[]): Promise<readonly Buffer[]> => {
  const made: Buffer[] = [];
  for (const [k, photo] of photos.entries()) {
    const side = [700, 1000, 1600, 2000][k % 4] ?? 1000;
    const source = sharp(photo).autoOrient().flatten({ background: '#fff' }).resize(side, side, { fit: 'inside' });
    const encode = encodes[Math.floor(k / 4) % encodes.length];
    if (encode !== undefined) made.push(await encode(source));
  }
  return made;
};

/** Whether nothing is missing: zeros in place of a plain area may be what was there. */
const hasSamePixels = async (made: Buffer, whole: Buffer): Promise<boolean> => {
  const pixels = (file: Buffer): Promise<Buffer> => sharp(file, { failOn: 'none' }).raw().toBuffer();
  return pixels(made).then(
    async (left) => left.equals(await pixels(whole)),
    () => false,
  );
};

const damaged = async (): Promise<void> => {
  const photos = (await distinct(folders)).slice(0, Number(values.photos));
  for (const { extension, encodes, damages } of TRIALS) {
    const wholes = await encoded(photos, encodes);
    for (const [name, damage] of Object.entries(damages)) {
      const pictures: [string, Buffer][] = [];
      for (const [k, whole] of wholes.entries()) {
        const made = damage(whole, seededBy(`${name} ${k}`));
        if (damage === same || !(await hasSamePixels(made, whole))) pictures.push([`${k}.${extension}`, made]);
      }
      const found = unreadableOf(pictures);
      const missed = pictures.map(([file]) => file).filter((file) => !found.has(file));
      const list = missed.length < 20 ? missed.join(' ') : '';
      console.log(`${name.padEnd(42)} ${share(found.size, pictures.length)}`, list);
    }
  }
};

await (values.whole ? asTheyAre() : damaged());

// npm run campaign thumbnails DIR…
// Of every JPEG below the folders that carries a preview in its EXIF: how `exif-thumbnail-matches` judges it as it is, and with another picture under the same EXIF: saved
// again, half the size, a little brighter (the same picture), cut by 10, 20 and 30 % in width and height, mirrored, upside down mirrored (another one).
// Alarms on unedited files are printed by name: some programs that edit leave the preview behind, and those are right.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const MARKER = { start: 0xffd8, exif: 0xffe1, scan: 0xffda };

interface Report {
  readonly subjects: readonly {
    readonly path: string;
    readonly outcomes: Readonly<Record<'pass' | 'fail' | 'skip' | 'inconclusive', readonly string[]>>;
  }[];
}

/** The EXIF segment of a JPEG, whole; undefined where it has none. */
const exifSegment = (bytes: Buffer): Buffer | undefined => {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== MARKER.start) return undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === MARKER.scan || marker < 0xff00) return undefined;
    if (marker === MARKER.exif && bytes.toString('latin1', at + 4, at + 8) === 'Exif') return bytes.subarray(at, end);
    at = end;
  }
  return undefined;
};

/** Another JPEG under the EXIF of the file. */
const under = (exif: Buffer, picture: Buffer): Buffer =>
  Buffer.concat([picture.subarray(0, 2), exif, picture.subarray(2)]);

const cut =
  (share: number) =>
  (picture: Sharp, width: number, height: number): Sharp => {
    const [w, h] = [Math.round(width * (1 - share)), Math.round(height * (1 - share))];
    return picture.extract({
      left: Math.round((width - w) / 3),
      top: Math.round((height - h) / 2),
      width: w,
      height: h,
    });
  };

type Edit = (picture: Sharp, width: number, height: number) => Sharp;
const EDITS: Readonly<Record<string, { readonly isSame: boolean; readonly edit: Edit }>> = {
  'saved again at 70': { isSame: true, edit: (picture) => picture },
  'half the size': { isSame: true, edit: (picture, width) => picture.resize({ width: Math.round(width / 2) }) },
  'a little brighter': { isSame: true, edit: (picture) => picture.linear(1.1, 6) },
  'cut by 10 %': { isSame: false, edit: cut(0.1) },
  'cut by 20 %': { isSame: false, edit: cut(0.2) },
  'cut by 30 %': { isSame: false, edit: cut(0.3) },
  mirrored: { isSame: false, edit: (picture) => picture.flop() },
  'upside down and mirrored': { isSame: false, edit: (picture) => picture.flip() },
};

const sources = process.argv
  .slice(2)
  .flatMap((dir) => {
    const folder = resolve(process.env['INIT_CWD'] ?? '.', dir);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  })
  .filter((path) => /\.jpe?g$/i.test(path))
  .sort();

const root = mkdtempSync(join(tmpdir(), 'listing-lint-thumbnails-'));
try {
  const written = new Map<string, { readonly kind: string; readonly file: string }>();
  const write = (kind: string, file: string, bytes: Buffer): void => {
    const path = `originals/${written.size}.jpg`;
    writeFileSync(join(root, path), bytes);
    written.set(path, { kind, file });
  };
  mkdirSync(join(root, 'originals'));
  mkdirSync(join(root, 'listings', 'a'), { recursive: true });
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toFile(join(root, 'listings', 'a', '1.png'));
  const seen = new Set<string>();
  for (const file of sources) {
    const bytes = readFileSync(file);
    const exif = exifSegment(bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    // Equal files of several folders count once.
    if (exif === undefined || seen.has(hash)) continue;
    seen.add(hash);
    try {
      const { width, height } = await sharp(bytes).metadata();
      for (const [kind, { edit }] of Object.entries(EDITS))
        write(kind, file, under(exif, await edit(sharp(bytes), width, height).jpeg({ quality: 70 }).toBuffer()));
      write('as it is', file, bytes);
    } catch {
      process.stderr.write(`skipped: sharp cannot decode ${basename(file)}\n`);
    }
  }
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'listings: ["listings/*"]\noriginals: ["originals/**"]\nrules: { exif-thumbnail-matches: error }\n',
  );
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--no-cache', '-f', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  const counts = new Map<string, Record<'pass' | 'fail' | 'inconclusive', number>>();
  for (const { path, outcomes } of report.subjects) {
    const made = written.get(path);
    const outcome = (['pass', 'fail', 'inconclusive'] as const).find((each) => outcomes[each].length > 0);
    if (made === undefined || outcome === undefined) continue;
    const count = counts.get(made.kind) ?? { pass: 0, fail: 0, inconclusive: 0 };
    counts.set(made.kind, { ...count, [outcome]: count[outcome] + 1 });
    if (made.kind === 'as it is' && outcome !== 'pass')
      process.stdout.write(`${outcome} as it is: ${basename(made.file)}\n`);
  }
  process.stdout.write('\n| picture under the EXIF | passes | fails | cannot be told |\n|---|---|---|---|\n');
  for (const kind of ['as it is', ...Object.keys(EDITS)]) {
    const { pass, fail, inconclusive } = counts.get(kind) ?? { pass: 0, fail: 0, inconclusive: 0 };
    const all = pass + fail + inconclusive;
    const share = (n: number): string => `${n} (${((100 * n) / Math.max(1, all)).toFixed(1)} %)`;
    process.stdout.write(`| ${kind} | ${share(pass)} | ${share(fail)} | ${share(inconclusive)} |\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

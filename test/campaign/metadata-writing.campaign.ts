// npm run campaign metadata-writing DIR…
// `lint --fix` over a copy of every picture below the folders, once to write rights and once to take everything private out. Each file that was
// mended is compared with the old one as ExifTool sees it (of the package exiftool-vendored; it needs Perl): the hash of the image data, every tag
// that is not one of those that were meant, warnings. Exit 1 where one differs.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { z } from 'zod';

const ENDINGS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.heic', '.tif', '.tiff']);
const PRIVACY = ['privacy-gps', 'privacy-serial', 'privacy-contact', 'privacy-faces', 'privacy-thumbnail-leak'];
/** Each stage, and the tags (`family:place:name`) that it may change. */
const STAGES = [
  { name: 'rights written', rules: ['rights-stated'], named: /^XMP:XMP-(?:dc:(?:Rights|Creator)|xmpRights:)/ },
  {
    name: 'private data taken out',
    rules: PRIVACY,
    named:
      /^MakerNotes:|MakerNote|:GPS|Serial|:IFD1:|Thumbnail|Preview|^(?:MPF|JFIF:Thumb|APP\d+|Photoshop:Photoshop_0x0|FLIR|Trailer)|Location|Contact|Creator(?:Work|City|Address|Country|Region|Postal)|Owner|HostComputer|Region|Person|Face|MPImage|Sub-location|Drone|Pose|OriginalRawFile|UserComment|JpgFromRaw/,
  },
];
/** What is of the file, of its layout, or computed of other tags. */
const LAYOUT =
  /^(?:SourceFile$|File:System:|File:File(?:Size|Type)$|ExifTool:ExifToolVersion$|Composite:|QuickTime:MediaData|RIFF:WebP_Flags$)|(?:Offsets?|Start|XMPToolkit|IPTCDigest|:ExifByteOrder|NumberOfImages)$/;

const rules = createRequire(join(process.cwd(), 'packages', 'rules', 'package.json'));
const vendoredManifest = rules.resolve('exiftool-vendored/package.json');
const vendored = createRequire(vendoredManifest);
const exiftool = join(dirname(vendored.resolve('exiftool-vendored.pl/package.json')), 'bin', 'exiftool');
const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const reportSchema = z.looseObject({
  fixed: z.array(z.looseObject({ subject: z.looseObject({ path: z.string() }) })),
  notFixed: z.array(z.looseObject({ subject: z.looseObject({ path: z.string() }), reason: z.string() })),
});

const picturesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => ENDINGS.has(extname(path).toLowerCase()))
    .map((path) => join(folder, path));

/** What exiftool says of each file of a folder, by name. */
const saidOf = (folder: string): ReadonlyMap<string, Record<string, unknown>> => {
  const args = [exiftool, '-config', '', '-j', '-G0:1', '-a', '-u', '-n', '-q', '-all', '-ImageDataHash', folder];
  const { stdout } = spawnSync('perl', args, { encoding: 'utf8', maxBuffer: 1e9 });
  const said = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(stdout));
  return new Map(said.map((each) => [String(each['SourceFile']).slice(folder.length + 1), each]));
};

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

const differences = (before: Record<string, unknown>, after: Record<string, unknown>, named: RegExp): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => {
    if (LAYOUT.test(name) || JSON.stringify(before[name]) === JSON.stringify(after[name])) return false;
    if (/:(?:Warning|Error)$/.test(name)) return after[name] !== undefined;
    return !named.test(name);
  });

const folders = process.argv.slice(2).map((folder) => resolve(process.env['INIT_CWD'] ?? '.', folder));
const pictures = folders.flatMap(picturesIn);
if (pictures.length === 0) throw new Error('name folders with pictures');
const root = mkdtempSync(join(tmpdir(), 'metadata-writing-'));
const found: string[] = [];
try {
  const [old, run] = [join(root, 'old'), join(root, 'run', 'listings', 'all')];
  mkdirSync(old);
  for (const [i, path] of pictures.entries()) {
    const copy = join(old, `${String(i).padStart(4, '0')}${extname(path).toLowerCase()}`);
    copyFileSync(path, copy);
    chmodSync(copy, 0o644);
  }
  const before = saidOf(old);
  process.stdout.write(
    '| stage | files | mended | by format | refused | image data or unnamed tags changed, new warnings |\n|---|---|---|---|---|---|\n',
  );
  for (const { name, rules: ids, named } of STAGES) {
    rmSync(join(root, 'run'), { recursive: true, force: true });
    cpSync(old, run, { recursive: true });
    // As a user would have installed it: HEIC and TIFF are written by it.
    mkdirSync(join(root, 'run', 'node_modules'));
    symlinkSync(dirname(vendoredManifest), join(root, 'run', 'node_modules', 'exiftool-vendored'));
    const turnedOn = ids.map((id) => `${id}: error`).join(', ');
    const brand = 'brand: { copyright: "© 2026 Acme", creator: Acme }';
    const config = `listings: ["listings/*"]\n${brand}\nrules: { ${turnedOn} }\n`;
    writeFileSync(join(root, 'run', 'listing-lint.config.yaml'), config);
    const args = [program, 'lint', '--fix', '-f', 'json'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: join(root, 'run'), encoding: 'utf8', maxBuffer: 1e9 });
    const { fixed, notFixed } = reportSchema.parse(JSON.parse(stdout));
    const mended = new Set(fixed.map(({ subject }) => subject.path.split('/').at(-1) ?? ''));
    const after = saidOf(run);
    const wrong = [...mended].flatMap((file) =>
      differences(before.get(file) ?? {}, after.get(file) ?? {}, named).map(
        (tag) => `${name}: ${pictures[Number(file.slice(0, 4))]}: ${tag}`,
      ),
    );
    found.push(...wrong);
    const formats = [...grouped([...mended], extname)].map(([ending, files]) => `${ending.slice(1)} ${files.length}`);
    const refused = new Set(notFixed.map(({ subject }) => subject.path)).size;
    process.stdout.write(
      `| ${name} | ${pictures.length} | ${mended.size} | ${formats.join(', ')} | ${refused} | ${wrong.length} |\n`,
    );
    const reasons = [...grouped(notFixed, ({ reason }) => reason.replace(/“.*?”|\d+/g, '…').slice(0, 100))];
    for (const [reason, files] of reasons) process.stdout.write(`refused ${files.length}: ${reason}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
for (const each of found) process.stderr.write(`${each}\n`);
process.exitCode = found.length > 0 ? 1 : 0;

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oracleSchema } from '@listing-lint/rules/testing';
import { exiftoolPath } from 'exiftool-vendored';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as findModule from '../exiftool/find-exiftool.ts';
import { findExiftool } from '../exiftool/find-exiftool.ts';
import { runExiftool } from '../exiftool/run-exiftool.ts';
import { editFile } from './edit-file.ts';
import type { MetadataEdit } from './edit-scope.ts';
import { unnamedChange } from './exiftool-compare.ts';
import { fingerprintFiles } from './fingerprint-files.ts';
import { rightsOfBrand } from './kept-statements.ts';

const installed = vi.hoisted(() => ({ is: true }));
vi.mock('../exiftool/find-exiftool.ts', async (original) => {
  const real = await original<typeof findModule>();
  return {
    ...real,
    findExiftool: (...args: Parameters<typeof real.findExiftool>) =>
      installed.is ? real.findExiftool(...args) : undefined,
  };
});

const exiftool = await exiftoolPath();
const hasPerl = spawnSync('perl', [exiftool, '-ver']).status === 0;
if (!hasPerl) process.stderr.write('skipped: HEIC and TIFF written by exiftool (no perl with its standard modules)\n');

const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-edit-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const places = { root, allowsCode: false };
const brand = { copyright: '© 2026 Acme', creator: 'Acme' };
const edit: MetadataEdit = {
  remove: ['position', 'serials', 'contact'],
  rights: rightsOfBrand(brand),
  dropManifest: false,
};

const picture = () => sharp({ create: { width: 48, height: 32, channels: 3, background: '#468' } });
/** The boxes of an AVIF under the brands of HEIC, which nothing here can encode. */
const heic = async (): Promise<Buffer> => {
  const avif = await picture().avif({ effort: 0 }).toBuffer();
  const brands = avif.readUInt32BE(0);
  const head = avif.toString('latin1', 0, brands).replaceAll('avif', 'heic');
  return Buffer.concat([Buffer.from(head, 'latin1'), avif.subarray(brands)]);
};
const TAGS = [
  ...['-EXIF:Make=Kept-Make', '-XMP-dc:Title=Kept-Title', '-EXIF:GPSLatitude=51.5', '-EXIF:GPSLatitudeRef=N'],
  ...['-ExifIFD:SerialNumber=Gone-1', '-ExifIFD:OwnerName=Gone-2', '-XMP-aux:SerialNumber=Gone-3'],
  ...['-XMP-exif:GPSLatitude=51.5', '-XMP-iptcCore:CreatorWorkEmail=gone-4@example.org'],
];
const IPTC = ['-IPTC:Headline=Kept-Headline', '-IPTC:Sub-location=Gone-5', '-IPTC:Contact=Gone-6'];
const files: Record<string, Buffer> = {};
beforeAll(async () => {
  if (!hasPerl) return;
  for (const [ending, bytes] of [
    ['tif', await picture().tiff({ compression: 'lzw' }).toBuffer()],
    ['heic', await heic()],
  ] as const) {
    const path = join(root, `full.${ending}`);
    writeFileSync(path, bytes);
    const tags = ending === 'tif' ? [...TAGS, ...IPTC] : TAGS;
    const { status, stderr } = spawnSync('perl', [exiftool, '-q', '-overwrite_original', ...tags, path]);
    expect(status, String(stderr)).toBe(0);
    files[ending] = readFileSync(path);
  }
});

const saidOf = (bytes: Buffer): string => {
  writeFileSync(join(root, 'said'), bytes);
  const args = [exiftool, '-j', '-G1', '-a', '-u', '-n', join(root, 'said')];
  return JSON.stringify(oracleSchema.parse(JSON.parse(spawnSync('perl', args, { encoding: 'utf8' }).stdout))[0]);
};
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe.skipIf(!hasPerl)('by exiftool', () => {
  it.each([
    ['tif', 'tiff'],
    ['heic', 'heic'],
  ] as const)(
    'a %s loses what is named, gets the rights, and keeps the rest and its picture',
    { tags: 'full' },
    async (ending, format) => {
      const before = files[ending] ?? Buffer.alloc(0);
      const { bytes, removed } = await editFile(before, format, edit, places);
      expect(removed.length).toBeGreaterThanOrEqual(6);
      const [was, is] = [saidOf(before), saidOf(bytes)];
      expect(was).toMatch(/Gone-1.*|51\.5/);
      expect(is).not.toMatch(/gone-\d|51\.5/i);
      for (const kept of ['Kept-Make', 'Kept-Title', ...(ending === 'tif' ? ['Kept-Headline'] : [])])
        expect(is).toContain(kept);
      expect(is).toContain('© 2026 Acme');
      expect(is).not.toContain('Warning');
      if (ending === 'heic') return;
      const pixels = (file: Buffer) => sharp(file).raw().toBuffer();
      expect((await pixels(bytes)).equals(await pixels(before))).toBe(true);
    },
  );

  it('files are written whatever their names are, and nothing beside them', { tags: 'full' }, async () => {
    const shop = join(root, 'shop');
    mkdirSync(shop);
    const names = ['-all=.tif', '@args.heic', 'a\n-o\nb.tif', "'; touch x; '.heic"];
    for (const name of names) writeFileSync(join(shop, name), files[name.endsWith('tif') ? 'tif' : 'heic'] ?? '');
    const subjects = names.map((name) => ({ scope: 'image', path: name, file: join(shop, name), role: 'main' }));
    const options = { root: shop, allowsCode: false, brand, dryRun: false, dropManifest: false };
    const outcomes = await fingerprintFiles(subjects, {
      ...options,
      permitOtherOwner: false,
      replace: (_mending, _subject, _context, put) => put(),
    });
    expect(outcomes.map(({ kind }) => kind)).toEqual(names.map(() => 'written'));
    expect(readdirSync(shop).sort()).toEqual([...names].sort());
    for (const name of names) expect(saidOf(readFileSync(join(shop, name)))).toContain('© 2026 Acme');
  });

  it('a file that it cannot follow stays as it is', async () => {
    const tiff = files['tif'] ?? Buffer.alloc(0);
    expect(await refusal(editFile(tiff.subarray(0, 200), 'tiff', edit, places))).toMatch(/^whether the picture stays/);
  });
});

describe('without exiftool', () => {
  it('HEIC and TIFF are refused with what to do', async () => {
    installed.is = false;
    const refused = [
      editFile(await heic(), 'heic', edit, places),
      editFile(Buffer.from('II*\0'), 'tiff', edit, places),
    ];
    for (const [i, name] of ['HEIC', 'TIFF'].entries())
      expect(await refusal(refused[i] ?? Promise.resolve())).toBe(
        `metadata of ${name} files are written by exiftool, which is not installed: \`npm install --save-dev exiftool-vendored\``,
      );
    installed.is = true;
  });

  it('is found beside the program, or in the project where its code may run', () => {
    const project = join(root, 'project');
    const put = (path: string, text: string): void => {
      mkdirSync(join(project, path, '..'), { recursive: true });
      writeFileSync(join(project, path), text);
    };
    const program = process.platform === 'win32' ? 'exiftool-vendored.exe' : 'exiftool-vendored.pl';
    put('node_modules/exiftool-vendored/package.json', '{"name":"exiftool-vendored","main":"index.js"}');
    put('node_modules/exiftool-vendored/index.js', 'throw new Error("it is not to be run")');
    put(`node_modules/${program}/package.json`, '{}');
    const shown = (found: ReturnType<typeof findExiftool>): string => found?.before.join(' ') ?? 'not found';
    const ours = join(project, 'node_modules', program);
    const beside = pathToFileURL(join(project, 'node_modules', 'listing-lint', 'main.js')).href;
    expect(shown(findExiftool(places, beside))).toContain(ours);
    // Where nothing is beside it: a base that leads nowhere.
    expect(shown(findExiftool({ root: project, allowsCode: true }, 'nowhere'))).toContain(ours);
    expect(findExiftool({ root: project, allowsCode: false }, 'nowhere')).toBeUndefined();
    expect(findExiftool(places)).toBeDefined();
  });
});

it.skipIf(process.platform === 'win32')('a program that hangs is ended', async () => {
  const hanging = { command: 'sh', before: ['-c', 'exec sleep 100'] };
  expect(await refusal(runExiftool(hanging, [], root, 300))).toBe('exiftool gives up: it takes longer than 0.3 s');
  expect(await refusal(runExiftool({ command: join(root, 'no'), before: [] }, [], root))).toMatch(
    /^exiftool cannot be started: .*no is not on this machine$/,
  );
});

describe('what exiftool sees changed', () => {
  const base = { SourceFile: 'a', 'File:ImageDataHash': '1', 'EXIF:IFD0:Make': 'Acme', 'EXIF:GPS:GPSLatitude': 1 };
  const changed = (more: object, named: readonly string[] = []): string | null =>
    unnamedChange(JSON.stringify([base, { ...base, ...more }]), { ...edit, rights: [] }, named);

  it.each([
    ['the picture', { 'File:ImageDataHash': '2' }, /^the picture itself/],
    ['a tag that was not named', { 'EXIF:IFD0:Make': 'Amce' }, /^EXIF:IFD0:Make would change/],
    ['a tag that was not named and is gone', { 'EXIF:IFD0:Make': undefined }, /^EXIF:IFD0:Make/],
    ['a tag that is new', { 'EXIF:IFD0:Artist': 'x' }, /^EXIF:IFD0:Artist/],
    ['a named tag that is there with another value', { 'EXIF:GPS:GPSLatitude': 2 }, /^EXIF:GPS:GPSLatitude/],
    ['a new warning', { 'ExifTool:Warning': 'Bad IFD' }, /^exiftool warns of the new file: Bad IFD/],
  ])('is told: %s', (_what, more, expected) => {
    expect(changed(more)).toMatch(expected);
  });

  it('is nothing where what is gone was named, or is of the layout alone', () => {
    expect(changed({ 'EXIF:GPS:GPSLatitude': undefined, 'EXIF:IFD0:StripOffsets': 9, 'File:FileSize': 3 })).toBeNull();
    expect(changed({ 'EXIF:IFD0:Make': undefined }, ['-IFD0:Make='])).toBeNull();
  });
});

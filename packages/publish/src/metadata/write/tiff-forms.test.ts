import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metadataFactsOf } from '@listing-lint/rules/metadata';
import { makeTiff, nameOfForm, oracleSchema, TIFF_FORMS } from '@listing-lint/rules/testing';
import { exiftoolPath } from 'exiftool-vendored';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { editFile } from './edit-file.ts';

const exiftool = await exiftoolPath();
const hasPerl = spawnSync('perl', [exiftool, '-ver']).status === 0;
if (!hasPerl) process.stderr.write('skipped: forms of TIFF beside exiftool (no perl with its standard modules)\n');

const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-tiffs-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** All that exiftool says of a file, as one text, and the hash of its pixels. */
const saidOf = (bytes: Buffer): string => {
  const path = join(root, 'said.tif');
  writeFileSync(path, bytes);
  const args = [exiftool, '-j', '-n', '-a', '-G1', '-u', '-ee', '-all', '-ImageDataHash', path];
  const [said] = oracleSchema.parse(JSON.parse(spawnSync('perl', args, { encoding: 'utf8' }).stdout));
  return JSON.stringify(said);
};

const PIXELS = /ImageDataHash":"(\w+)"/;
const plain = TIFF_FORMS.filter(({ big }) => !big).map((form) => [nameOfForm(form), form] as const);
const big = TIFF_FORMS.filter((form) => form.big).map((form) => [nameOfForm(form), form] as const);

describe('a TIFF', () => {
  it.each(plain)('is read whole: %s', async (_name, form) => {
    const bytes = makeTiff(form);
    expect((await sharp(bytes, { pages: -1 }).metadata()).pages ?? 1).toBe(1 + form.morePages);
    const { exif, xmp, position, serials } = await metadataFactsOf(bytes, 'tif');
    expect(exif).toMatchObject({ make: 'Kept-Make', model: 'Kept-Model' });
    expect(xmp.titles).toEqual(['Kept-Title']);
    expect([position.present, serials.present]).toEqual([true, true]);
  });

  it.each(big)('of more than 4 GB passes for nothing that was looked at: %s', async (_name, form) => {
    const { position, serials } = await metadataFactsOf(makeTiff(form), 'tif');
    expect([position.present, serials.present]).toEqual([null, null]);
  });

  it.skipIf(!hasPerl).each(plain)(
    'is what exiftool takes it for, and loses position and serial number only: %s',
    { tags: 'full' },
    async (_name, form) => {
      const bytes = makeTiff(form);
      const before = saidOf(bytes);
      for (const text of ['Kept-Make', 'Kept-Model', 'Kept-Title', 'Gone-1234', 'GPSLatitude'])
        expect(before).toContain(text);
      const edit = { remove: ['position', 'serials'] as const, rights: [], dropManifest: false };
      const edited = await editFile(bytes, 'tiff', edit, { root, allowsCode: false });
      const after = saidOf(edited.bytes);
      for (const text of ['Kept-Make', 'Kept-Model', 'Kept-Title']) expect(after).toContain(text);
      expect(after).not.toMatch(/Gone-1234|GPSLatitude/);
      expect(PIXELS.exec(after)?.[1]).toBe(PIXELS.exec(before)?.[1]);
      const { position, serials } = await metadataFactsOf(edited.bytes, 'tif');
      expect([position.present, serials.present]).toEqual([false, false]);
    },
  );
});

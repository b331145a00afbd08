import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { exifSegment, withSegments, xmpSegment } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareFiles } from '../compare-files.ts';

let folder = '';
let plain: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'untold-'));
  plain = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CAMERA = exifSegment({
  271: 'Canon',
  272: 'Canon EOS R5',
  34665: { 33434: [1, 100], 33437: [28, 10], 34855: 100 },
});
const HALF_XMP = xmpSegment('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF');
/** EXIF whose first directory is beyond its end. */
const HALF_EXIF = (() => {
  const bytes = Buffer.from(CAMERA);
  bytes.writeUInt32LE(0xffff, 4 + 6 + 4);
  return bytes;
})();

/** What is said of two files, by the matter. */
const said = async (a: Buffer, b: Buffer) => {
  const files = Object.entries({ 'a.jpg': a, 'b.jpg': b }).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return { file: join(folder, name), name, within: ANYWHERE };
  });
  const [one, two] = files;
  if (one === undefined || two === undefined) throw new Error('there are two');
  const { points, summary } = await compareFiles(one, two, {});
  return { of: (topic: string) => points.find(({ code }) => code.startsWith(`${topic}.`)), summary };
};

it('says what lacks in two files that were read', async () => {
  const { of } = await said(plain, plain);
  expect(of('traces')).toMatchObject({
    code: 'traces.neither',
    shows: expect.stringMatching(/neither is an unchanged file/),
  });
  expect(['camera', 'editing', 'rights', 'documents'].map((topic) => of(topic)?.code)).toEqual([
    'camera.neither',
    'editing.neither',
    'rights.neither',
    'documents.not-stated',
  ]);
});

it('does not say that something lacks in a file that was not read', async () => {
  const { of } = await said(plain, Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x03', 'latin1'));
  for (const topic of ['camera', 'traces', 'editing', 'rights', 'documents'])
    expect(of(topic)).toMatchObject({
      code: `${topic}.unknown`,
      towards: null,
      shows: expect.stringMatching(/^Unknown: part of B could not be read/),
    });
  expect((await said(plain, Buffer.from('hello'))).of('traces')?.shows).toContain(
    'part of B could not be read (its format is not known here)',
  );
  expect(of('traces')?.b).toBe('none, as far as it could be read');
  expect(of('traces')?.a).toBe('none');
});

it('speaks for neither where the other one has EXIF that cannot be read', async () => {
  const [points, open] = [
    await said(withSegments(plain, [CAMERA]), plain),
    await said(withSegments(plain, [CAMERA]), withSegments(plain, [HALF_EXIF])),
  ];
  expect(points.of('traces')).toMatchObject({ code: 'traces.a-more', towards: { side: 'a' } });
  expect(points.of('camera')?.a).toBe('Canon EOS R5');
  expect(open.of('traces')).toMatchObject({ code: 'traces.unknown', towards: null });
  expect(open.of('camera')?.code).toBe('camera.unknown');
  expect(open.summary.towardsA).not.toContain('traces.a-more');
});

it('applies to both sides alike, and not to files that agree in what was read', async () => {
  const [camera, half] = [withSegments(plain, [CAMERA]), withSegments(plain, [HALF_EXIF])];
  const codes = async (a: Buffer, b: Buffer) => {
    const { of } = await said(a, b);
    return ['traces', 'camera'].map((topic) => of(topic)?.code);
  };
  expect(await codes(plain, camera)).toEqual(['traces.b-more', 'camera.only-b']);
  expect(await codes(half, camera)).toEqual(['traces.unknown', 'camera.unknown']);
  expect((await codes(camera, camera))[0]).toBe('traces.alike');
  expect((await codes(camera, withSegments(plain, [CAMERA, HALF_EXIF])))[0]).toBe('traces.unknown');
});

it('leaves open by XMP that cannot be read what XMP may say, and nothing else', async () => {
  const { of } = await said(plain, withSegments(plain, [HALF_XMP]));
  expect(['traces', 'camera', 'editing', 'rights', 'documents'].map((topic) => of(topic)?.code)).toEqual([
    'traces.neither',
    'camera.neither',
    'editing.unknown',
    'rights.unknown',
    'documents.unknown',
  ]);
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { jpegSegment, withSegments } from '@listing-lint/rules/testing';
import { LEDGER } from '@listing-lint/rules/watermark';
import { stampFiles } from '@listing-lint/watermark';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelProfile } from '../channel/profile/channel-profiles.ts';
import { type ExportOptions, type ExportOutcome, exportFiles } from './export-files.ts';
import { EXPORTS } from './export-folder.ts';
import { markerFor } from './marker.ts';
import { ownMarkFinder } from './own-mark.ts';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><g fill="none" stroke="#000" stroke-width="18">
<path d="M20 180 L110 20 L200 180 Z M280 180 V20 H390 L280 100 H390 L310 180"/><circle cx="510" cy="100" r="66"/></g></svg>`;

const drawn = (width: number, height: number, ground = '#ffffff') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><rect x="25%" y="25%" width="50%" height="50%" rx="40" fill="#456"/></svg>`,
    ),
  ).flatten();

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-export-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, bytes: Buffer, role = 'gallery'): Subject => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
  return { scope: 'image', path, file: join(root, path), role, listing: dirname(path), channels: [] };
};

const out = (): string => join(root, 'out');
const exported = (channel: string, subjects: readonly Subject[], more: Partial<ExportOptions> = {}) => {
  const profile = channelProfile(channel);
  if (profile === undefined) throw new Error(channel);
  return exportFiles(subjects, {
    ...{
      root,
      profile,
      day: '2026-11-26',
      out: out(),
      dryRun: false,
      brand: undefined,
      limits: undefined,
      keeps: 'rights',
    },
    ...more,
  });
};
const read = (path: string): Buffer => readFileSync(join(out(), path));
const reasons = ([outcome]: readonly ExportOutcome[]): string =>
  outcome?.kind === 'refused' ? outcome.reasons.join('; ') : outcome?.kind === 'failed' ? outcome.reason : 'exported';

const LARGER = 'use a larger file or take the photo again, enlarging adds no detail';
const FEWER = 'leave pictures out, or give each product a folder of its own';

describe('a copy', () => {
  it('is the file itself where that passes', async () => {
    const bytes = await drawn(1200, 1200).jpeg().toBuffer();
    const [outcome] = await exported('amazon', [put('mug/1.jpg', bytes)]);
    expect(outcome).toMatchObject({ kind: 'written', copy: 'mug/1.jpg', changes: [], advice: [] });
    expect(read('mug/1.jpg').equals(bytes)).toBe(true);
  });

  it('is padded with the colour of its frame, reduced, and of a format that is taken', { tags: 'full' }, async () => {
    const wide = await drawn(1500, 900, '#335577').webp({ lossless: true }).toBuffer();
    const [outcome] = await exported('shopee', [put('mug/1.webp', wide)]);
    expect(outcome).toMatchObject({ kind: 'written', copy: 'mug/1.jpg', width: 1500, height: 1500 });
    const { data } = await sharp(read('mug/1.jpg')).raw().toBuffer({ resolveWithObject: true });
    for (const [channel, level] of [0x33, 0x55, 0x77].entries())
      expect(Math.abs((data[channel] ?? 0) - level)).toBeLessThan(4);
    const huge = await drawn(3000, 1000).png().toBuffer();
    const [large] = await exported('lazada', [put('bag/1.png', huge)], { out: join(root, 'l') });
    expect(large).toMatchObject({ kind: 'written', width: 2000, height: 666 });
  });

  it('is never larger in pixels than its picture: what is too small is told with what would pass', async () => {
    const small = await drawn(600, 600).jpeg().toBuffer();
    expect(reasons(await exported('shopee', [put('mug/1.jpg', small)]))).toBe(
      `the shorter side has 600 px, 800 px pass: ${LARGER}`,
    );
    expect(reasons(await exported('zalando', [put('mug/2.jpg', small)], { out: join(root, 'z') }))).toBe(
      `the width has 600 px, 762 px pass; the height has 864 px, 1,100 px pass: ${LARGER}`,
    );
    const coloured = put('mug/3.jpg', await drawn(1200, 1200, '#777777').jpeg().toBuffer(), 'main');
    expect(reasons(await exported('amazon', [coloured], { out: join(root, 'a') }))).toMatch(
      /^0 % of its frame is white, 95 % pass/,
    );
  });

  it('is small enough, and in sRGB', { tags: 'full' }, async () => {
    const noise = Buffer.alloc(1500 * 1500 * 3);
    let state = 7;
    for (let i = 0; i < noise.length; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      noise[i] = state >>> 24;
    }
    const heavy = await sharp(noise, { raw: { width: 1500, height: 1500, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const [outcome] = await exported('temu', [put('mug/1.png', heavy)]);
    expect(outcome).toMatchObject({ kind: 'written' });
    expect(outcome?.kind === 'written' && outcome.bytes).toBeLessThanOrEqual(2_000_000);
    const cmyk = await drawn(900, 900).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    await exported('walmart', [put('mug/2.jpg', cmyk)], { out: join(root, 'w') });
    const { space, icc } = await sharp(readFileSync(join(root, 'w/mug/2.jpg'))).metadata();
    expect([space, /s\0?R\0?G\0?B/.test(icc?.toString('latin1') ?? '')]).toEqual(['srgb', true]);
  });

  it('is made of no picture that is damaged', async () => {
    const whole = await drawn(1200, 1200, '#775533').jpeg().toBuffer();
    const cut = put('mug/1.jpg', whole.subarray(0, whole.length / 2));
    expect(reasons(await exported('amazon', [cut]))).toMatch(/^it cannot be read/);
  });

  it('has the same bytes each time', async () => {
    const subjects = [put('mug/1.png', await drawn(1300, 900, '#eeddcc').png().toBuffer())];
    await exported('shopee', subjects);
    const first = read('mug/1.png');
    expect(await exported('shopee', subjects)).toMatchObject([{ kind: 'unchanged' }]);
    await exported('shopee', subjects, { out: join(root, 'again') });
    expect(first.equals(readFileSync(join(root, 'again/mug/1.png')))).toBe(true);
  });

  it('keeps rights and labels, and nothing that gives a place away', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>`;
    const exif = {
      IFD0: { Copyright: 'Tern & Tide', Artist: 'A. Tern' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    };
    const wide = await drawn(1300, 900).withExif(exif).withXmp(xmp).jpeg().toBuffer();
    const square = await drawn(900, 900).withExif(exif).withXmp(xmp).jpeg().toBuffer();
    await exported('shopee', [put('mug/1.jpg', wide), put('mug/2.jpg', square)]);
    for (const name of ['mug/1.jpg', 'mug/2.jpg']) {
      const text = read(name).toString('latin1');
      expect(text).toContain('trainedAlgorithmicMedia');
      expect(text).toContain('Tern &');
      expect((await sharp(read(name)).metadata()).exif?.includes(Buffer.from([0x88, 0x25])) ?? false).toBe(false);
    }
    await exported('shopee', [put('mug/1.jpg', wide)], { out: join(root, 'none'), keeps: 'none' });
    const bare = readFileSync(join(root, 'none/mug/1.jpg')).toString('latin1');
    expect([bare.includes('Tern'), bare.includes('trainedAlgorithmicMedia')]).toEqual([false, true]);
  });

  it('says that Content Credentials are gone, drawn anew or not', async () => {
    const exif = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' } };
    const store = jpegSegment(0xeb, Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x10jumb12345678', 'latin1'));
    const signed = async (width: number) =>
      withSegments(await drawn(width, 900).withExif(exif).jpeg().toBuffer(), [store]);
    const outcomes = await exported('shopee', [
      put('mug/1.jpg', await signed(1300)),
      put('mug/2.jpg', await signed(900)),
    ]);
    for (const outcome of outcomes)
      expect('changes' in outcome && outcome.changes.join('; ')).toMatch(/without .*its Content Credentials/);
    expect(read('mug/2.jpg').includes('jumb')).toBe(false);
  });

  it('is of the main picture and those that a channel shows, no more', async () => {
    const bytes = await drawn(900, 900).jpeg().toBuffer();
    const subjects = ['1', '2', '3', '4', '5', '6', '7', '8'].map((name) =>
      put(`mug/${name}.jpg`, bytes, name === '7' ? 'main' : 'gallery'),
    );
    const outcomes = await exported('aliexpress', [...subjects, put('raw/1.jpg', bytes, 'original')]);
    expect(outcomes.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      ...['mug/1.jpg written', 'mug/2.jpg written', 'mug/3.jpg written', 'mug/4.jpg written', 'mug/5.jpg written'],
      ...['mug/6.jpg refused', 'mug/7.jpg written', 'mug/8.jpg refused'],
    ]);
    expect(outcomes[5]).toMatchObject({ reasons: [`it is picture 7 of its listing, AliExpress shows 6: ${FEWER}`] });
    expect(outcomes[7]).toMatchObject({ reasons: [`it is picture 8 of its listing, AliExpress shows 6: ${FEWER}`] });
  });
});

describe('the folder of an export', () => {
  const picture = () => drawn(900, 900).jpeg().toBuffer();

  it('keeps every file that no export has written', async () => {
    const subject = put('mug/1.jpg', await picture());
    mkdirSync(join(out(), 'mug'), { recursive: true });
    writeFileSync(join(out(), 'mug/1.jpg'), 'mine');
    expect(reasons(await exported('shopee', [subject]))).toMatch(
      /lies a file that no export has written: move mug\/1.jpg of the folder for copies away/,
    );
    expect(read('mug/1.jpg').toString()).toBe('mine');
    rmSync(join(out(), 'mug/1.jpg'));
    await exported('shopee', [subject]);
    writeFileSync(join(out(), 'mug/1.jpg'), 'edited by hand');
    expect(reasons(await exported('shopee', [subject]))).toMatch(/no export has written/);
  });

  it('takes a newer copy in the place of an older one of its own', async () => {
    const subject = put('mug/1.jpg', await picture());
    await exported('shopee', [subject]);
    const newer = await drawn(901, 901).jpeg().toBuffer();
    writeFileSync(join(root, 'mug/1.jpg'), newer);
    expect(await exported('shopee', [subject])).toMatchObject([{ kind: 'written' }]);
    expect(read('mug/1.jpg').equals(newer)).toBe(true);
  });

  it('knows what a killed run has written, and what it was about to', async () => {
    const subject = put('mug/1.jpg', await picture());
    await exported('shopee', [subject]);
    const notes = read(EXPORTS).toString();
    writeFileSync(join(out(), EXPORTS), notes.slice(0, -20));
    expect(await exported('shopee', [subject])).toMatchObject([{ kind: 'unchanged' }]);
    writeFileSync(join(root, 'mug/1.jpg'), await drawn(950, 950).jpeg().toBuffer());
    writeFileSync(join(out(), EXPORTS), notes);
    writeFileSync(join(out(), 'mug/.1.jpg.ll-new'), 'half');
    expect(await exported('shopee', [subject])).toMatchObject([{ kind: 'written' }]);
    expect(readdirSync(join(out(), 'mug'))).toEqual(['1.jpg']);
  });

  it('is of one channel', async () => {
    const subject = put('mug/1.jpg', await picture());
    await exported('shopee', [subject]);
    await expect(exported('ebay', [subject])).rejects.toThrow(/holds what was exported for shopee/);
    writeFileSync(join(out(), EXPORTS), 'something else\n');
    await expect(exported('shopee', [subject])).rejects.toThrow(/cannot be understood/);
  });

  it('is left by no link, neither of a source nor of the way to a copy', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'listing-lint-elsewhere-'));
    try {
      writeFileSync(join(elsewhere, 'secret.jpg'), await picture());
      mkdirSync(join(root, 'bag'));
      symlinkSync(join(elsewhere, 'secret.jpg'), join(root, 'bag/1.jpg'));
      const linked: Subject = {
        scope: 'image',
        path: 'bag/1.jpg',
        file: join(root, 'bag/1.jpg'),
        role: 'gallery',
        channels: [],
      };
      expect(reasons(await exported('shopee', [linked]))).toMatch(/link/);
      const subject = put('mug/1.jpg', await picture());
      symlinkSync(elsewhere, join(out(), 'mug'));
      expect(reasons(await exported('shopee', [subject]))).toMatch(/leads through a link: mug/);
      expect(readdirSync(elsewhere)).toEqual(['secret.jpg']);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('holds nothing of a dry run', async () => {
    expect(await exported('shopee', [put('mug/1.jpg', await picture())], { dryRun: true })).toMatchObject([
      { kind: 'written' },
    ]);
    expect(readdirSync(root)).not.toContain('out');
  });

  it('has no two copies of one name', async () => {
    const subjects = [put('mug/1.webp', await drawn(900, 900).webp().toBuffer()), put('mug/1.jpg', await picture())];
    const outcomes = await exported('shopee', subjects);
    expect(outcomes.map((each) => ('copy' in each ? each.copy : '')).sort()).toEqual(['mug/1.jpg', 'mug/1.jpg.jpg']);
  });
});

describe('a mark', () => {
  const key = 'a key that only a test would use';
  const marked = async () => {
    put('brand/mark.png', await sharp(Buffer.from(MARK)).png().toBuffer());
    return put('mug/1.jpg', await drawn(1200, 1200).jpeg({ quality: 92 }).toBuffer());
  };

  it('is put where the channel takes one, and not where it forbids it', { tags: 'full' }, async () => {
    const subject = await marked();
    const marker = await markerFor(root, ['brand/mark.png'], key);
    expect(await exported('etsy', [subject], { marker })).toMatchObject([
      { changes: expect.arrayContaining(['with your mark']) },
    ]);
    const [plain] = await exported('ebay', [subject], { marker, out: join(root, 'e') });
    expect(plain).toMatchObject({ kind: 'written', changes: [] });
  });

  it('is not on a copy for a channel that forbids it: the file that was kept is taken, or none', {
    tags: 'full',
  }, async () => {
    const subject = await marked();
    const unstamped = readFileSync(subject.file);
    const clean = async (bytes: Buffer) => ({ bytes, removed: [], lost: [] });
    await stampFiles([subject], { root, marks: ['brand/mark.png'], key, inPlace: true, dryRun: false, clean });
    expect(readFileSync(subject.file).equals(unstamped)).toBe(false);
    await exported('ebay', [subject]);
    expect(read('mug/1.jpg').equals(unstamped)).toBe(true);
    rmSync(join(root, '.listing-lint'), { recursive: true });
    const findOwnMark = ownMarkFinder({ root, watermarks: ['brand/mark.png'], decoys: [], say: () => undefined });
    expect(reasons(await exported('ebay', [subject], { out: join(root, 'e') }))).toMatch(
      /carries your mark, which eBay does not take/,
    );
    rmSync(join(root, LEDGER));
    expect(reasons(await exported('ebay', [subject], { out: join(root, 'f'), findOwnMark }))).toMatch(
      /^it carries your mark/,
    );
    expect(await exported('etsy', [subject], { out: join(root, 'g'), findOwnMark })).toMatchObject([
      { kind: 'written' },
    ]);
  });
});

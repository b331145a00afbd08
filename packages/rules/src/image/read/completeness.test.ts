import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededScene } from '../../hash/test-scenes.ts';
import { builtinPlugin } from '../../test-plugin.ts';
import { decodeComplete } from './completeness.ts';
import { decodeForRun } from './decode.ts';
import { readHeader } from './header.ts';
import { RowDemand } from './pixels/native-rows.ts';

/** A picture with a plain area below, so that the shortest codes of its tables are those of plain blocks: zeros go on as a plain area. */
const scene = (seed: number, width: number, height: number, background = '#ffffff'): Sharp =>
  sharp(seededScene(seed, width, height).data, { raw: { width, height, channels: 3 } }).extend({
    bottom: height,
    background,
  });
const END = Buffer.from([0xff, 0xd9]);
const SCAN = Buffer.from([0xff, 0xda]);

/** Where a share of the data of the first scan ends. */
const placeOf = (file: Buffer, share: number): number => {
  const start = Math.max(60, file.indexOf(SCAN) + 14);
  return Math.floor(start + share * (file.length - start - 2));
};
const cut = (file: Buffer, share: number): Buffer => Buffer.concat([file.subarray(0, placeOf(file, share)), END]);
const zeroed = (file: Buffer, share: number): Buffer => Buffer.from(file).fill(0, placeOf(file, share));
const zeroedWithEnd = (file: Buffer, share: number): Buffer => {
  const made = zeroed(file, share);
  made.set(END, made.length - 2);
  return made;
};
const withScans = (file: Buffer, count: number): Buffer => {
  let at = -1;
  for (let scan = 0; scan <= count; scan++) at = file.indexOf(SCAN, at + 1);
  return Buffer.concat([file.subarray(0, at), END]);
};
/** With so many times the width and height in its header. */
const enlarged = (file: Buffer, times: number): Buffer => {
  const copy = Buffer.from(file);
  const at = copy.indexOf(Buffer.from([0xff, 0xc0]));
  for (const place of [at + 5, at + 7]) copy.writeUInt16BE(Math.floor(times * copy.readUInt16BE(place)), place);
  return copy;
};

const SHARES = [0.05, 0.5, 0.9];
const END_EARLY = /end early|cut off/;

const root = mkdtempSync(join(tmpdir(), 'completeness-'));
const messages = new Map<string, string>();
const expected = new Map<string, RegExp | null>();
const put = (name: string, bytes: Buffer, message: RegExp | null): void => {
  const folder = join(root, 'listings', name.replaceAll(/\W/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  expected.set(name, message);
};

const putDamages = async (name: string, picture: Sharp, options: JpegOptions): Promise<void> => {
  const file = await picture.clone().jpeg(options).toBuffer();
  put(`${name} whole.jpg`, file, null);
  for (const share of SHARES) {
    put(`${name} cut at ${share}.jpg`, cut(file, share), options.progressive ? /incomplete|end early/ : END_EARLY);
    put(`${name} zeroed at ${share}.jpg`, zeroed(file, share), /cut off/);
    put(
      `${name} zeroed at ${share} with its end.jpg`,
      zeroedWithEnd(file, share),
      options.progressive ? /incomplete|end early/ : /replaced by zeros|end early/,
    );
  }
};

beforeAll(async () => {
  await putDamages('small', scene(3, 640, 300), { quality: 80 });
  // Made smaller by libjpeg while it is decoded.
  await putDamages('large', scene(4, 1600, 500), { quality: 80 });
  await putDamages('standard tables', scene(5, 1100, 300), { quality: 80, optimiseCoding: false });
  await putDamages('progressive', scene(6, 1100, 300), { quality: 80, progressive: true });
  const progressive = await scene(7, 600, 300).jpeg({ progressive: true }).toBuffer();
  for (const count of [1, 2, 4, 9]) {
    put(`${count} of 10 scans.jpg`, withScans(progressive, count), /its last progressive scans are missing/);
  }
  const small = await scene(8, 600, 300).jpeg().toBuffer();
  put('a header of 7100 × 7000.jpg', enlarged(small, 7000 / 600), END_EARLY);
  const webp = await scene(9, 800, 300).webp({ quality: 80 }).toBuffer();
  put('whole.webp', webp, null);
  put(
    'plain.webp',
    await sharp({ create: { width: 1000, height: 1000, channels: 3, background: '#fff' } })
      .webp()
      .toBuffer(),
    null,
  );
  for (const share of SHARES) {
    put(`zeroed at ${share}.webp`, zeroed(webp, share), /zeros replace the rest/);
  }
  put('grey below.jpg', await scene(10, 900, 300, '#808080').jpeg().toBuffer(), null);
  put('a trailer.jpg', Buffer.concat([small, SCAN, Buffer.alloc(5000)]), null);
  const standard = await scene(11, 900, 300).jpeg({ optimiseCoding: false }).toBuffer();
  put('filled up.jpg', Buffer.concat([standard.subarray(0, -2), Buffer.alloc(800), END]), null);
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'listings: ["listings/*"]\nextends: recommended\nrules: { hash-unique: off, hash-variant: off, hash-suspect: off, angles-distinct: off }\n',
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const { report } = await lint({ config, asOf: '2026-11-24', tool: { name: 'test', version: '0' } });
  for (const { ruleId, subject, message } of report.findings) {
    if (ruleId === 'image-readable') messages.set(subject.path.slice(subject.path.lastIndexOf('/') + 1), message);
  }
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

it('finds each picture by recommended whose data are not complete, and no whole one', () => {
  const wrong = [...expected].filter(([name, message]) => {
    const found = messages.get(name);
    return message === null ? found !== undefined : found === undefined || !message.test(found);
  });
  expect(wrong.map(([name, message]) => [name, message, messages.get(name)])).toEqual([]);
  expect(expected.size).toBeGreaterThan(50);
});

it('finds what is missing of the last rows, of whose warnings libvips says nothing', async () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const noisy = seededScene(12, 320, 240);
    const file = await sharp(noisy.data, { raw: { width: 320, height: 240, channels: 3 } })
      .withMetadata({ orientation })
      .jpeg({ quality: 90 })
      .toBuffer();
    const header = await readHeader(file, 'jpg');
    const calls: string[] = [];
    const check = async (): Promise<'intact'> => {
      calls.push('check');
      return 'intact';
    };
    const missing = Buffer.concat([file.subarray(0, -40), END]);
    await decodeForRun(file, 1e6, { header, demand: new RowDemand(), check });
    expect(calls, `whole, orientation ${orientation}`).toEqual([]);
    await decodeForRun(missing, 1e6, { header, demand: new RowDemand(), check });
    expect(calls, `cut, orientation ${orientation}`).toEqual(['check']);
  }
});

it('decodes what the decoder warned of only when its data were walked to the end', async () => {
  const image = { width: 1, height: 1, data: Uint8Array.of(0, 0, 0) };
  const decode = async (failOn: string) => {
    if (failOn === 'warning') throw new Error('premature end');
    return image;
  };
  const header = await readHeader(await scene(1, 16, 8).jpeg().toBuffer(), 'jpg');
  const checked = (state: 'intact' | 'unknown') =>
    decodeComplete(async () => state, header, { decode, imageOf: (made) => made });
  await expect(checked('intact')).resolves.toBe(image);
  await expect(checked('unknown')).rejects.toMatchObject({ code: 'content-unreadable' });
});

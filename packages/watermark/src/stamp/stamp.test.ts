import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Subject, withLock } from '@listing-lint/core';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { decodeCanonical } from '@listing-lint/rules/image';
import {
  CELL_COUNT,
  cellBox,
  combined,
  createKernel,
  keyedOrder,
  LEDGER,
  Ledger,
  rankOf,
  readLedger,
  readMark,
  type StampEntry,
  Template,
  UNSTAMPED,
  VERIFIED_AGREEMENT,
  verifyPlace,
} from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { stampFiles } from './stamp-files.ts';

const KEY = 'a key that only a test would use';
const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><g fill="none" stroke="#fff" stroke-width="18" stroke-linejoin="round">
<path d="M20 180 L110 20 L200 180 Z M280 180 V20 H390 L280 100 H390 L310 180"/><circle cx="510" cy="100" r="66"/></g></svg>`;

let root: string;
let template: Template;
const subjectOf = (path: string, role = 'gallery'): Subject => ({
  scope: 'image',
  path,
  file: join(root, path),
  role,
  listing: 'listings/a',
  channels: [],
});

const scene = (seed: number): Promise<Buffer> => {
  const shapes = Array.from({ length: 14 }, (_, i) => {
    const [x, y] = [250 + ((i * 173 + seed * 71) % 500), 180 + ((i * 97 + seed * 29) % 440)];
    return `<ellipse cx="${x}" cy="${y}" rx="${60 + ((i * 31) % 120)}" ry="${50 + ((i * 17) % 100)}" fill="hsl(${(i * 40 + seed * 60) % 360} 40% ${25 + ((i * 7) % 45)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="800"><rect width="100%" height="100%" fill="#f2f2f0"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg))
    .flatten()
    .withExif({ IFD0: { Copyright: 'Acme' } })
    .withIccProfile('p3')
    .jpeg({ quality: 92 })
    .toBuffer();
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stamp '));
  await mkdir(join(root, 'brand'));
  await mkdir(join(root, 'listings/a'), { recursive: true });
  const mark = await sharp(Buffer.from(MARK)).trim().png().toBuffer();
  await writeFile(join(root, 'brand/mark.png'), mark);
  for (const i of [1, 2, 3]) await writeFile(join(root, `listings/a/${i}.jpg`), await scene(i));
  template = new Template(createKernel(), await readMark('mark', mark));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const paths = ['listings/a/1.jpg', 'listings/a/2.jpg', 'listings/a/3.jpg'];
const asIs = async (bytes: Buffer) => ({ bytes, removed: [], lost: [] });
const options = () => ({
  root,
  marks: ['brand/mark.png'],
  key: KEY,
  inPlace: false,
  dryRun: false,
  clean: asIs,
  out: join(root, 'out'),
});

describe('stampFiles', () => {
  it('shows the places of a dry run and writes nothing', async () => {
    const outcomes = await stampFiles(
      paths.map((path) => subjectOf(path)),
      { root, marks: options().marks, key: KEY, inPlace: false, dryRun: true, clean: asIs },
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stamped', 'stamped', 'stamped']);
    expect((await readLedger(root)).size).toBe(0);
    await expect(readFile(join(root, 'out', 'listings/a/1.jpg'))).rejects.toThrow('ENOENT');
  });

  it('writes copies that carry the mark at the place the key gives, after half size and JPEG 50 too, and leaves the pictures alone', async () => {
    const before = await Promise.all(paths.map(async (path) => sha256(await readFile(join(root, path)))));
    const outcomes = await stampFiles(
      paths.map((path) => subjectOf(path)),
      options(),
    );
    const entries = await readLedger(root);
    expect([...entries.keys()]).toEqual(paths.map((path) => `out/${path}`));
    for (const [i, path] of paths.entries()) {
      expect(outcomes[i]?.kind).toBe('stamped');
      const original = await readFile(join(root, path));
      expect(sha256(original)).toBe(before[i]);
      const stamped = await readFile(join(root, 'out', path));
      const entry = entries.get(`out/${path}`);
      expect(entry?.sha256).toBe(sha256(stamped));
      expect(entry?.id).toBe(sha256(original).slice(0, 12));
      const small = await sharp(stamped).resize({ width: 500 }).jpeg({ quality: 50 }).toBuffer();
      for (const bytes of [stamped, small]) {
        const seen = entry && verifyPlace(template, await decodeCanonical(bytes), entry.place);
        expect(seen?.agreement).toBeGreaterThan(VERIFIED_AGREEMENT);
        const rank = seen && entry && rankOf(seen.place, KEY, entry.id).rank;
        expect(rank).toBe(entry?.rank);
      }
      const metadata = await sharp(stamped).metadata();
      expect(metadata.icc?.length).toBe((await sharp(original).metadata()).icc?.length);
      expect(metadata.exif?.includes('Acme')).toBe(true);
      expect(await farFromMark(original, stamped, entry?.place.x ?? 0)).toBeLessThan(2);
    }
  });

  it('replaces in place only with the unstamped file stored, and stamps nothing twice', async () => {
    const path = 'listings/a/1.jpg';
    const original = await readFile(join(root, path));
    const run = () =>
      stampFiles([subjectOf(path), subjectOf('listings/a/2.jpg', 'chart')], { ...options(), inPlace: true });
    const first = await run();
    expect(first.map(({ kind }) => kind)).toEqual(['stamped', 'skipped']);
    expect(await readFile(join(root, UNSTAMPED, path))).toEqual(original);
    const stamped = await readFile(join(root, path));
    expect(stamped.equals(original)).toBe(false);
    expect(await run()).toMatchObject([{ kind: 'skipped', reason: 'it is stamped already' }, { kind: 'skipped' }]);
    expect(await readFile(join(root, path))).toEqual(stamped);
  });

  it('keeps the unstamped files out of git, and an ignore file of the seller as it is', async () => {
    const file = join(root, UNSTAMPED, '.gitignore');
    expect(await readFile(file, 'utf8')).toMatch(/\n\*\n$/);
    await writeFile(file, '!*\n');
    await stampFiles([subjectOf('listings/a/3.jpg')], { ...options(), inPlace: true });
    expect(await readFile(file, 'utf8')).toBe('!*\n');
  });

  it('touches nothing while another run stamps', async () => {
    const lock = join(root, `${LEDGER}.lock`);
    await withLock(lock, { what: 'it', patienceMs: 0, within: ANYWHERE }, async () => {
      const error = await stampFiles([subjectOf('listings/a/2.jpg')], { ...options(), inPlace: true }).catch(String);
      expect(error).toContain(`another run (process ${process.pid}) is at work on the stamps of ${root}`);
    });
    expect(await readLedger(root)).not.toHaveProperty('listings/a/2.jpg');
  });

  it('says which line of the ledger is damaged', async () => {
    await writeFile(join(root, LEDGER), `${(await readFile(join(root, LEDGER), 'utf8')).trimEnd()}\n{"path":\n`);
    await expect(readLedger(root)).rejects.toMatchObject({ code: 'data-invalid', problems: [{ line: 6 }] });
  });
});

describe('a line of the ledger', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'listing-lint-ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const good = {
    path: 'a.jpg',
    sha256: 'a'.repeat(64),
    id: '0123456789ab',
    mark: 'mark',
    rank: 3,
    place: { x: 0.1, y: 0.2, width: 0.3, height: 0.1 },
    opacity: 0.5,
  };
  const refusalOf = async (line: object, end = '\n'): Promise<unknown> => {
    await writeFile(join(folder, LEDGER), `${JSON.stringify(good)}\n${JSON.stringify(line)}${end}`);
    return readLedger(folder).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it.each([...Object.keys(good), 'place.x', 'place.width', 'intended'])('takes no misspelt key: %s', async (path) => {
    const [key = '', inner] = path.split('.');
    const slip = (name: string): string => `${name.slice(0, 1)}q${name.slice(1)}`;
    const { [key]: value, ...others } = Object.fromEntries(Object.entries({ ...good, intended: true }));
    const place = Object.fromEntries(
      Object.entries(good.place).map(([name, part]) => [name === inner ? slip(name) : name, part]),
    );
    const line = inner === undefined ? { ...others, [slip(key)]: value } : { ...others, place };
    const meant = inner ?? key;
    const problem = { line: 2, message: expect.stringContaining(`"${slip(meant)}"`), hint: `did you mean "${meant}"?` };
    for (const end of ['\n', '']) {
      expect(await refusalOf(line, end)).toMatchObject({
        code: 'data-invalid',
        message: expect.stringContaining('line 2 is damaged'),
        problems: expect.arrayContaining([expect.objectContaining(problem)]),
      });
    }
  });

  it('is reported with what to do where it is none', async () => {
    await writeFile(join(folder, LEDGER), '<<<<<<< HEAD\n');
    await expect(readLedger(folder)).rejects.toThrow(
      `${LEDGER}: line 1 is damaged: it is no stamp (remove the line, or restore it from git)`,
    );
  });

  it('takes no key too many, and one that is whole', async () => {
    expect(await refusalOf({ ...good, extra: 1 })).toMatchObject({ problems: [{ line: 2 }] });
    expect(await refusalOf({ ...good, rank: -1 })).toMatchObject({
      message: expect.stringMatching(/^[^()]*line 2 is damaged: [^()]+$/),
    });
    expect(await refusalOf(good)).toBeUndefined();
  });
});

describe('Ledger', () => {
  const entry = (path: string, sha = 'a'): StampEntry => ({
    path,
    sha256: sha256(Buffer.from(sha)),
    id: '0123456789ab',
    mark: 'mark',
    rank: 3,
    place: { x: 0.1, y: 0.2, width: 0.3, height: 0.1 },
    opacity: 0.5,
  });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const text = () => readFile(join(folder, LEDGER), 'utf8');

  it('notes what a killed run had written, and only that', async () => {
    const cut = await Ledger.read(folder);
    await cut.done(entry('b', 'an earlier picture'));
    for (const path of ['c', 'b', 'a']) await cut.intend(entry(path));
    await writeFile(join(folder, 'a'), 'a');
    await writeFile(join(folder, 'b'), 'an earlier picture');
    await writeFile(join(folder, '.c.ll-new'), 'half of');
    expect([...(await readLedger(folder)).keys()].sort()).toEqual(['a', 'b', 'c']);
    const next = await Ledger.read(folder);
    await next.recover();
    expect(next.get('a')).toEqual(entry('a'));
    expect(next.get('b')).toEqual(entry('b', 'an earlier picture'));
    expect(next.get('c')).toBeUndefined();
    expect(await readdir(folder)).toEqual(['a', 'b', LEDGER]);
    await next.done(entry('c'));
    await next.tidy();
    const lines = (await text()).trim().split('\n');
    expect(lines.map((line) => [JSON.parse(line).path, JSON.parse(line).intended])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['b', true],
      ['c', undefined],
    ]);
  });

  it('reads over half a line at its end, and writes none onto it', async () => {
    const whole = JSON.stringify(entry('a'));
    await writeFile(join(folder, LEDGER), `${whole}\n${whole.slice(0, 40)}`);
    const ledger = await Ledger.read(folder);
    await ledger.done(entry('b'));
    expect([...(await readLedger(folder)).keys()]).toEqual(['a', 'b']);
    await writeFile(join(folder, LEDGER), whole);
    await (await Ledger.read(folder)).done(entry('b'));
    expect([...(await readLedger(folder)).keys()]).toEqual(['a', 'b']);
  });

  it('takes no line that leads out of its folder', async () => {
    await writeFile(join(folder, LEDGER), `${JSON.stringify(entry('../x'))}\n`);
    await expect(readLedger(folder)).rejects.toMatchObject({ code: 'data-invalid', problems: [{ line: 1 }] });
  });
});

/** Mean difference of a strip next to the mark. */
const farFromMark = async (one: Buffer, two: Buffer, x: number): Promise<number> => {
  const left = x > 0.5 ? 0 : 800;
  const strip = (bytes: Buffer) => sharp(bytes).extract({ left, top: 0, width: 200, height: 800 }).raw().toBuffer();
  const [a, b] = await Promise.all([strip(one), strip(two)]);
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
};

describe('the keyed order', () => {
  it('is a permutation of the grid that key and picture decide', () => {
    const names = (key: string, id: string) =>
      keyedOrder(key, id).map(({ column, row, scale }) => `${column},${row},${scale}`);
    const order = names(KEY, 'abc');
    expect(new Set(order).size).toBe(CELL_COUNT);
    expect(names(KEY, 'abc')).toEqual(order);
    expect(names(KEY, 'abd')).not.toEqual(order);
    expect(names(`${KEY}!`, 'abc')).not.toEqual(order);
  });

  it('gives a place of the right key a small p, and of wrong keys p values spread over 0 to 1', {
    tags: 'full',
  }, () => {
    const [cell] = keyedOrder(KEY, 'id');
    const place = cell && cellBox(cell, 0.4);
    if (!place) throw new Error('no place');
    expect(rankOf(place, KEY, 'id')).toMatchObject({ rank: 0, p: 1 / CELL_COUNT });
    const values = Array.from({ length: 200 }, (_, i) => rankOf(place, `wrong key ${i}`, 'id').p);
    expect(values.filter((p) => p < 0.05).length).toBeLessThan(25);
    expect(combined([0.01, 0.02, 0.03])).toBeLessThan(0.001);
    expect(combined([0.5])).toBeCloseTo(0.5, 10);
  });
});

// @module-tag full
import { chmodSync, cpSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import exifr from 'exifr';
import sharp, { type Sharp } from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { layOut, removeRoot, runIn } from '../scenarios/scenario.ts';
import { filesIn, markPng, scene, put as write } from './shop.ts';

const KEY = 'a secret that only this test uses';
const OTHER = 'another secret, of somebody else';
const HOSTILE = '\u001b[31m‮gpj.\nlisting-lint: fine';
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>Acme studio</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>';

const CONFIG = `listings: ["listings/*"]
brand: { watermarks: [brand/mark.png] }
rules:
  watermark-present: error
  watermark-placement-keyed: error
  watermark-position-varies: warn
`;

let template: string;
let root: string;
const at = (path: string): string => join(root, path);
const read = (path: string): Buffer => readFileSync(at(path));
const put = (path: string, bytes: string | Buffer): void => write(root, path, bytes);
const tree = (folder: string): string[] => filesIn(root, folder);
const stamp = (args: readonly string[], env: Record<string, string> = { LISTING_LINT_STAMP_KEY: KEY }) =>
  runIn(root, ['stamp', ...args], { env });

const JPEG = 'listings/mug/1.jpg';
const TURNED = 'listings/mug/2.jpg';
const PNG = 'listings/tote/1.png';
const pictures = [JPEG, TURNED, PNG];
const PRIVATE = {
  IFD2: { BodySerialNumber: 'B-4711' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 15/1 0/1' },
};

beforeAll(async () => {
  root = template = await layOut('', {
    args: [],
    cwd: '.',
    env: {},
    status: 0,
    files: { 'listing-lint.config.yaml': CONFIG },
    pictures: {},
  });
  put('brand/mark.png', await markPng());
  const withTags = (picture: Sharp) =>
    picture
      .withExif({ IFD0: { Copyright: 'Acme', Make: 'Canon' }, IFD2: { DateTimeOriginal: '2026:03:01 10:00:00' } })
      .withXmp(XMP)
      .withIccProfile('p3');
  put(JPEG, await withTags(scene(1)).jpeg({ quality: 92 }).toBuffer());
  put(TURNED, await withTags(scene(2)).withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer());
  put(PNG, await withTags(scene(3)).png().toBuffer());
}, 120_000);
afterAll(() => removeRoot(template));
beforeEach(async () => {
  root = await layOut('', { args: [], cwd: '.', env: {}, status: 0, files: {}, pictures: {} });
  cpSync(template, root, { recursive: true });
});
afterEach(() => removeRoot(root));

describe('stamp', () => {
  it('shows the places of a dry run and writes nothing', async () => {
    const before = tree('.');
    const { status, stdout, stderr } = await stamp(['--dry-run']);
    expect([status, stderr]).toEqual([0, '']);
    for (const path of pictures) {
      expect(stdout).toMatch(
        new RegExp(
          `^${path}  brand/mark.png at \\d+ % from the left, \\d+ % from the top, (22|28|34) % wide, opacity \\d+ %$`,
          'm',
        ),
      );
    }
    expect(stdout).toMatch(/\n\n3 of 3 pictures would be stamped\nNothing was written\.\n$/);
    expect(tree('.')).toEqual(before);
  });

  it('writes copies into another folder, leaves the pictures alone, and does nothing twice', async () => {
    const originals = pictures.map(read);
    const first = await stamp(['--out', 'stamped']);
    expect(first.stdout).toMatch(
      /\n3 of 3 pictures stamped\nThe places are noted in listing-lint\.stamps\.jsonl: commit it/,
    );
    expect(pictures.map(read)).toEqual(originals);
    expect(tree('stamped')).toEqual(pictures.map((path) => `stamped/${path}`));
    const copies = tree('stamped').map(read);
    const again = await stamp(['--out', 'stamped']);
    expect(again.stdout).toContain(`${JPEG}  skipped: its stamped copy is there already`);
    expect(again.stdout).toMatch(/\n0 of 3 pictures stamped \(3 skipped\)\n$/);
    expect(tree('stamped').map(read)).toEqual(copies);
  });

  it('keeps metadata and the colour profile, and turns the pixels as their tag says', async () => {
    await stamp(['--out', 'stamped']);
    const tags = (path: string) => exifr.parse(at(path), { tiff: true, xmp: true, icc: true });
    for (const path of pictures) {
      const { Orientation: _, ExifImageWidth: _w, ExifImageHeight: _h, ...before } = await tags(path);
      const { Orientation, ExifImageWidth: _aw, ExifImageHeight: _ah, ...after } = await tags(`stamped/${path}`);
      expect(before).toMatchObject({ Copyright: 'Acme', Make: 'Canon' });
      if (path !== PNG) expect(before).toMatchObject({ source: 'Acme studio' });
      expect(after).toEqual(before);
      expect([undefined, 1, 'Horizontal (normal)']).toContain(Orientation);
      const [from, to] = await Promise.all([path, `stamped/${path}`].map((each) => sharp(at(each)).metadata()));
      expect(to?.xmpAsString).toBe(from?.xmpAsString);
      expect(from?.xmpAsString).toContain('Acme studio');
      expect(to?.icc?.equals(from?.icc ?? Buffer.alloc(0))).toBe(true);
      expect([to?.format, to?.width, to?.height]).toEqual([
        from?.format,
        from?.autoOrient.width,
        from?.autoOrient.height,
      ]);
    }
  });

  it('publishes no position, serial number or unmarked preview, and says what it took out', async () => {
    put(
      'listings/mug/3.jpg',
      await scene(4)
        .withExif({ IFD0: { Copyright: 'Acme' }, ...PRIVATE })
        .jpeg()
        .toBuffer(),
    );
    const { status, stdout } = await stamp(['listings/mug/3.jpg', '--out', 'out']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^listings\/mug\/3\.jpg .*; taken out: the position, serial numbers$/m),
    });
    const tags = await exifr.parse(read('out/listings/mug/3.jpg'), true);
    expect(tags).toMatchObject({ Copyright: 'Acme' });
    expect(Object.keys(tags)).not.toEqual(expect.arrayContaining([expect.stringMatching(/GPS|latitude|Serial/)]));
    expect((await exifr.parse(read('listings/mug/3.jpg'), true)).SerialNumber).toBe('B-4711');
    await stamp(['listings/mug/3.jpg', '--in-place', '--keep-private']);
    expect(await exifr.parse(read('listings/mug/3.jpg'), true)).toMatchObject({
      SerialNumber: 'B-4711',
      latitude: 51.5,
    });
  });

  it('replaces in place with the unstamped file kept, the mode too, and leaves no other file behind', async () => {
    const originals = pictures.map(read);
    chmodSync(at(JPEG), 0o640);
    const { status, stdout } = await stamp(['--in-place']);
    expect(status).toBe(0);
    expect(stdout).toContain('The unstamped pictures are kept under .listing-lint/unstamped.');
    expect(pictures.map((path) => read(`.listing-lint/unstamped/${path}`))).toEqual(originals);
    for (const [i, path] of pictures.entries()) expect(read(path).equals(originals[i] ?? Buffer.alloc(0))).toBe(false);
    expect(statSync(at(JPEG)).mode & 0o777).toBe(0o640);
    expect(tree('listings')).toEqual(pictures);
    const stamped = pictures.map(read);
    expect((await stamp(['--in-place'])).stdout).toContain(`${JPEG}  skipped: it is stamped already`);
    expect((await stamp(['--in-place'], { LISTING_LINT_STAMP_KEY: OTHER })).stdout).toContain('with another key');
    expect(pictures.map(read)).toEqual(stamped);
    // Saved again by somebody else it still carries its stamp; a new picture of the same name does not.
    put(JPEG, await sharp(read(JPEG)).jpeg({ quality: 80 }).toBuffer());
    expect((await stamp(['--in-place', JPEG])).stdout).toContain('it is stamped already');
    put(JPEG, await scene(9).jpeg().toBuffer());
    expect((await stamp(['--in-place', JPEG])).stdout).toContain('1 of 1 picture stamped\n');
    expect(read(`.listing-lint/unstamped/${JPEG}`)).toEqual(originals[0]);
    expect(tree('.listing-lint').filter((path) => /mug\/1\..*jpg$/.test(path))).toHaveLength(2);
  }, 120_000);

  it('takes the key from the environment or from a file, and says what is wrong with one', async () => {
    const nothing = await stamp(['--dry-run'], {});
    expect([nothing.status, nothing.stdout]).toEqual([2, '']);
    expect(nothing.stderr).toContain(
      'there is no key, which chooses the places of the marks\n  set LISTING_LINT_STAMP_KEY to a secret of 16',
    );
    expect((await stamp(['--dry-run'], { LISTING_LINT_STAMP_KEY: 'short' })).stderr).toContain(
      'at least 16 characters',
    );
    const outside = join(dirname(root), 'key.txt');
    writeFileSync(outside, `${KEY}\n`);
    const places = async (args: readonly string[], env: Record<string, string>) =>
      (await stamp(['--dry-run', JPEG, ...args], env)).stdout;
    const byVariable = await places([], { LISTING_LINT_STAMP_KEY: KEY });
    expect(await places(['--key-file', outside], {})).toBe(byVariable);
    expect(await places([], { LISTING_LINT_STAMP_KEY_FILE: outside })).toBe(byVariable);
    expect(await places([], { LISTING_LINT_STAMP_KEY: OTHER })).not.toBe(byVariable);
    const missing = await stamp(['--dry-run', '--key-file', '../none.txt']);
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringMatching(/the key file .*none\.txt cannot be read: no such file\n$/),
    ]);
    put('key.txt', KEY);
    expect((await stamp(['--dry-run', JPEG, '--key-file', 'key.txt'], {})).stderr).toContain('keep it out of git');
  }, 120_000);

  it('wants to be told where to, and never writes over the pictures or over a file that is not its own', async () => {
    expect((await stamp([])).stderr).toContain(
      'nothing says where the stamped pictures go\n  give --out FOLDER, --in-place, or --dry-run',
    );
    expect((await stamp(['--out', 'x', '--in-place'])).status).toBe(2);
    const same = await stamp(['--out', '.']);
    expect([same.status, same.stderr]).toEqual([
      2,
      expect.stringContaining('--out . would replace the pictures themselves'),
    ]);
    put(`stamped/${JPEG}`, 'mine');
    const { status, stdout } = await stamp(['--out', 'stamped', JPEG]);
    expect(status).toBe(1);
    expect(stdout).toContain('failed: at the path of its copy is a file that no stamp made');
    expect(read(`stamped/${JPEG}`).toString()).toBe('mine');
    put('listing-lint.config.yaml', 'listings: ["listings/*"]\nextends: recommended\n');
    expect((await stamp(['--dry-run'])).stderr).toContain('no mark is configured\n  name yours in the config');
  });

  it('goes on after a picture that cannot be stamped, and shows hostile names without obeying them', async () => {
    const bytes = read(JPEG);
    put('listings/mug/0-torn.jpg', bytes.subarray(0, 4000));
    put('listings/mug/0-text.jpg', 'hello');
    put('listings/mug/0-tiny.png', await sharp(bytes).resize(120).png().toBuffer());
    // Black and white in turns: no mark is legible on it.
    const checks = Buffer.alloc(400 * 400).map((_, i) => 255 * ((((i % 400) >> 3) + Math.floor(i / 3200)) & 1));
    const noPlace = sharp(checks, { raw: { width: 400, height: 400, channels: 1 } });
    put('listings/mug/0-checks.png', await noPlace.png().toBuffer());
    const charts = [1, 2, 3, 4, 5].map((k) => `chart-${k}.jpg`);
    for (const chart of charts) put(`listings/mug/${chart}`, bytes);
    put('listings/mug/listing.yaml', `roles: { ${charts.map((chart) => `${chart}: chart`).join(', ')} }\n`);
    put(`listings/mug/${HOSTILE}.jpg`, bytes);
    symlinkSync('1.jpg', at('listings/mug/link.jpg'));
    const { status, stdout } = await stamp(['--in-place', 'listings/mug']);
    expect(status).toBe(1);
    const line = (name: string): string | undefined =>
      stdout.split('\n').find((text) => text.startsWith(`listings/mug/${name}`));
    expect(line('0-torn.jpg')).toMatch(/ {2}failed: it cannot be read: the file is cut off: its JPEG data end early$/);
    expect(line('0-text.jpg')).toMatch(/ {2}failed: it cannot be read: not a picture format that is known here$/);
    expect(line('0-tiny.png')).toContain('failed: it is smaller than 300 px');
    expect(line('0-checks.png')).toMatch(
      /failed: no place was found where the mark stays legible .*: give the mark an outline/,
    );
    // What failed stands behind what was skipped, of which many are one line.
    expect(stdout).toContain('\n5 pictures  skipped: its role is chart: listings/mug/chart-1.jpg and 4 more\n');
    expect(line('chart-2.jpg')).toBeUndefined();
    expect(stdout.indexOf('  failed: ')).toBeGreaterThan(stdout.lastIndexOf('  skipped: '));
    expect(line('link.jpg')).toContain('skipped: it is a link');
    expect(line('2.jpg')).toContain('brand/mark.png at');
    expect(line('\\x1b[31m\\u{202e}gpj.\\nlisting-lint: fine.jpg')).toContain('brand/mark.png at');
    for (const acting of ['\u001b', '\u202e']) expect(stdout).not.toContain(acting);
    expect(stdout).toMatch(/\n3 of 13 pictures stamped \(6 skipped, 4 failed\)\n/);
    expect(existsSync(at('.listing-lint/unstamped/listings/mug/0-torn.jpg'))).toBe(false);
  }, 120_000);

  it('is seen by the lint at its place, and its key by who has it', async () => {
    for (const i of [3, 4, 5])
      put(
        `listings/mug/${i}.jpg`,
        await scene(10 + i)
          .jpeg({ quality: 92 })
          .toBuffer(),
      );
    // The whole shop: a picture without a stamp would be searched, and the mark calibrated for that.
    await stamp(['--in-place']);
    const lint = async (key: string | undefined, ...more: string[]) => {
      const before = process.env['LISTING_LINT_STAMP_KEY'];
      if (key === undefined) delete process.env['LISTING_LINT_STAMP_KEY'];
      else process.env['LISTING_LINT_STAMP_KEY'] = key;
      const { stdout } = await runIn(root, ['-f', 'json', ...more]);
      if (before === undefined) delete process.env['LISTING_LINT_STAMP_KEY'];
      else process.env['LISTING_LINT_STAMP_KEY'] = before;
      const { findings }: { findings: { ruleId: string; outcome: string; message: string }[] } = JSON.parse(stdout);
      return findings.map(({ ruleId, outcome, message }) => `${ruleId} ${outcome}: ${message}`);
    };
    expect(await lint(KEY)).toEqual([]);
    expect(await lint(OTHER)).toEqual([
      expect.stringMatching(
        /^watermark-placement-keyed fail: the places of 5 marks do not show the key \(chance explains them with probability 0\.\d+\)$/,
      ),
      expect.stringMatching(/^watermark-placement-keyed fail: the places of 1 mark do not show the key/),
    ]);
    const unknown = await lint(undefined);
    expect(unknown).toHaveLength(2);
    expect(unknown[0]).toBe(
      'watermark-placement-keyed inconclusive: agreement with the key could not be judged: the key is not known here: set LISTING_LINT_STAMP_KEY, or LISTING_LINT_STAMP_KEY_FILE',
    );

    // A report that stands is that of the same key; a file that has changed within the last two seconds is not believed by its time.
    await sleep(2100);
    for (const [key, count] of [
      [KEY, 0],
      [KEY, 0],
      [OTHER, 2],
      [undefined, 2],
      [KEY, 0],
    ] as const)
      expect(await lint(key, '--cache')).toHaveLength(count);

    const inspected = JSON.parse((await runIn(root, ['inspect', JPEG])).stdout);
    expect(JSON.stringify(inspected)).toContain('"how":"predicted"');
  }, 120_000);
});

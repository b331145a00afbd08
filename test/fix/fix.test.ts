import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReportSchema, type Report } from '@listing-lint/core';
import { builtinPlugin } from 'listing-lint/program';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let root: string;
const CONFIG = `listings: ["listings/*"]
originals: ["originals/*"]
brand: { copyright: "© 2026 Acme", creator: Acme }
rules: { privacy-gps: error, privacy-serial: warn }
`;
const picture = { width: 400, height: 300, mirror: false, quality: 85, leaks: true };
const put = (path: string, text: string | Buffer): void => writeFileSync(join(root, path), text);
const got = (path: string): Buffer => readFileSync(join(root, path));

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-fix-')));
  await writePicture(root, 'listings/mug/1.jpg', { ...picture, seed: 1 });
  await writePicture(root, 'listings/mug/2.webp', { ...picture, seed: 2 });
  await writePicture(root, 'originals/a.jpg', { ...picture, seed: 3 });
  put('listing-lint.config.yaml', CONFIG);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const report = async (...args: readonly string[]): Promise<{ status: number; stderr: string; report: Report }> => {
  const { status, stdout, stderr } = await runIn(root, ['lint', '-f', 'json', ...args]);
  const schema = await loadReportSchema(builtinPlugin.attributes ?? []);
  const { $schema: _, ...told } = JSON.parse(stdout);
  schema.parse(told);
  return { status, stderr, report: told };
};

/** A segment that holds a C2PA manifest, after the start of a JPEG. */
const signed = (jpeg: Buffer): Buffer => {
  const box = Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x10jumb12345678', 'latin1');
  const head = Buffer.from([0xff, 0xeb, 0, box.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, box, jpeg.subarray(2)]);
};

describe('lint --fix', () => {
  it('mends published pictures, lints them again, and exits by what is left', async () => {
    const original = got('originals/a.jpg');
    const before = await report();
    expect(before).toMatchObject({ status: 1, report: { summary: { errors: 2, warnings: 2 } } });
    expect(before.report.fixed).toBeUndefined();
    expect(before.report.findings.map(({ fix }) => fix?.id)).toEqual([
      ...['remove-position', 'remove-serials'],
      ...['remove-position', 'remove-serials'],
    ]);
    const fixed = await report('--fix');
    expect(fixed).toMatchObject({ status: 0, stderr: '', report: { findings: [], notFixed: [] } });
    expect(fixed.report.fixed).toHaveLength(4);
    expect(got('originals/a.jpg').equals(original)).toBe(true);
    expect(readdirSync(join(root, 'listings/mug'))).toEqual(['1.jpg', '2.webp']);
    expect(readdirSync(root).sort()).toEqual(['listing-lint.config.yaml', 'listings', 'originals']);
    expect(await report('--fix')).toMatchObject({ status: 0, report: { fixed: [], notFixed: [] } });
  });

  it('writes nothing in a dry run, and exits by what is there', async () => {
    const before = ['listings/mug/1.jpg', 'listings/mug/2.webp'].map(got);
    const dry = await report('--fix-dry-run');
    expect(dry).toMatchObject({ status: 1, report: { summary: { errors: 2 } } });
    expect(dry.report.fixed?.map(({ written }) => written)).toEqual([false, false, false, false]);
    expect(['listings/mug/1.jpg', 'listings/mug/2.webp'].map(got)).toEqual(before);
    expect(readdirSync(root).sort()).toEqual(['listing-lint.config.yaml', 'listings', 'originals']);
  });

  it('mends what was named alone, and nothing that an exception or a baseline has taken out', async () => {
    const other = got('listings/mug/2.webp');
    await report('listings/mug/1.jpg', '--fix');
    expect(got('listings/mug/2.webp').equals(other)).toBe(true);
    put(
      'listing-lint.exceptions.yaml',
      'exceptions:\n  - { rule: privacy-gps, subject: "listings/**", reason: agreed, owner: Ann }\n',
    );
    const { report: left } = await report('--fix');
    expect(left.fixed?.map(({ fix }) => fix.id)).toEqual(['remove-serials']);
    expect(left.summary).toMatchObject({ errors: 0, suppressed: 1 });
  });

  it('refuses a picture with a C2PA manifest, unless that may go, and then says so', async () => {
    put('listings/mug/1.jpg', signed(got('listings/mug/1.jpg')));
    const before = got('listings/mug/1.jpg');
    const refused = await report('listings/mug/1.jpg', '--fix');
    expect(refused.status).toBe(1);
    expect(refused.report.notFixed?.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['refused', expect.stringMatching(/C2PA manifest.*--permit-loss c2pa-manifest/)],
      ['refused', expect.stringMatching(/C2PA manifest/)],
    ]);
    expect(got('listings/mug/1.jpg').equals(before)).toBe(true);
    const { report: mended } = await report('listings/mug/1.jpg', '--fix', '--permit-loss', 'c2pa-manifest');
    expect(mended.fixed?.[0]?.lost).toEqual(['the C2PA manifest']);
    expect(got('listings/mug/1.jpg').includes('jumb')).toBe(false);
  });

  it('writes through no link', async () => {
    rmSync(join(root, 'listings/mug/1.jpg'));
    symlinkSync(join(root, 'originals/a.jpg'), join(root, 'listings/mug/1.jpg'));
    const original = got('originals/a.jpg');
    const { status, report: left } = await report('--fix');
    expect(status).toBe(1);
    expect(left.notFixed).toMatchObject([{ reason: expect.stringMatching(/link/) }, { outcome: 'refused' }]);
    expect(got('originals/a.jpg').equals(original)).toBe(true);
  });

  it('writes the baseline of what is left', async () => {
    await report('--fix', '--baseline', 'known.json', '--update-baseline');
    expect(JSON.parse(got('known.json').toString())).toMatchObject({ findings: [] });
  });

  it('says in a joined report which file of which project was mended', async () => {
    rmSync(join(root, 'listing-lint.config.yaml'));
    for (const shop of ['one', 'two']) {
      await writePicture(root, `${shop}/listings/mug/1.jpg`, { ...picture, seed: 5 });
      put(`${shop}/listing-lint.config.yaml`, CONFIG.replace(/originals.*\n/, ''));
    }
    rmSync(join(root, 'listings'), { recursive: true });
    const { status, report: joined } = await report('one', 'two', '--fix');
    expect(status).toBe(0);
    expect([...new Set(joined.fixed?.map(({ subject }) => subject.path))]).toEqual([
      'one/listings/mug/1.jpg',
      'two/listings/mug/1.jpg',
    ]);
    const text = await runIn(root, ['lint', 'one', 'two', '--fix']);
    expect(text.stdout).toMatch(/■ one\//);
  });

  it.each([
    ['--fix', '--fix-dry-run'],
    ['--fix', '--staged'],
    ['--fix', '--no-ignore'],
    ['--permit-loss', 'c2pa-manifest'],
  ])('is refused where it cannot be meant: %s %s', async (...args) => {
    const before = got('listings/mug/1.jpg');
    const { status, stdout } = await runIn(root, ['lint', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(got('listings/mug/1.jpg').equals(before)).toBe(true);
  });
});

describe('a fix of a plugin', () => {
  const withFix = (apply: string): void => {
    put(
      'plugin.mjs',
      `export default { name: 'acme', version: '1',
  rules: [{ path: 'no-serial.yaml', text: 'id: no-serial\\nscope: image\\nseverity: error\\ntitle: t\\nwhy: w\\nfix: f\\nassert: { all: [{ fact: serials, path: present, operator: equal, value: false }] }\\n' }],
  fixes: [{ id: 'strip', scope: 'image', rules: ['no-serial'], title: 'strips it', apply: ${apply} }] };\n`,
    );
    put(
      'listing-lint.config.yaml',
      `plugins: ["./plugin.mjs"]\n${CONFIG.replace('privacy-serial: warn', 'acme/no-serial: error')}`,
    );
  };

  it.each([
    ['throws', '() => { throw new Error("no hands") }', /no hands/],
    [
      'damages the picture',
      '(bytes) => { const own = Uint8Array.from(bytes); own[own.length - 9] ^= 1; return { bytes: own, changed: ["x"] } }',
      /more than it says: the picture itself/,
    ],
    [
      'takes a tag along',
      '(bytes) => { const own = Buffer.from(bytes); own.write("Amce", own.indexOf("Acme")); return { bytes: own, changed: ["ExifIFD:BodySerialNumber"] } }',
      /more than it says: IFD0:0x010f/,
    ],
    [
      'claims what is not so',
      '(bytes) => { const own = Buffer.from(bytes); own.write("B-4712", own.indexOf("B-4711")); return { bytes: own, changed: ["ExifIFD:BodySerialNumber"] } }',
      /acme\/no-serial would still not pass/,
    ],
    ['never answers', '() => new Promise(() => {})', /has not answered within 1 s/],
  ])(
    'that %s leaves the file, lets others go on, and ends in exit 2 with its name',
    { tags: 'full' },
    async (_what, apply, reason) => {
      withFix(apply);
      const { status, stderr, report: left } = await report('listings/mug/1.jpg', '--fix', '--plugin-timeout', '1');
      expect(status).toBe(2);
      expect(stderr).toMatch(/listings\/mug\/1\.jpg: the plugin "acme" failed: its fix "acme\/strip"/);
      expect(left.notFixed).toMatchObject([
        { fix: { id: 'acme/strip' }, outcome: 'failed', reason: expect.stringMatching(reason) },
      ]);
      expect(left.fixed?.map(({ fix }) => fix.id)).toEqual(['remove-position']);
      expect(got('listings/mug/1.jpg').includes('B-4711')).toBe(true);
    },
  );

  it('that keeps its word is as good as one of ours', async () => {
    withFix(
      '(bytes) => { const own = Buffer.from(bytes); own.fill(0, own.indexOf("B-4711"), own.indexOf("B-4711") + 6); return { bytes: own, changed: ["ExifIFD:BodySerialNumber"] } }',
    );
    const { status, report: left } = await report('listings/mug/1.jpg', '--fix');
    expect({ status, findings: left.findings }).toEqual({ status: 0, findings: [] });
    expect(left.fixed?.map(({ fix }) => fix.id)).toEqual(['acme/strip', 'remove-position']);
    expect(existsSync(join(root, 'listings/mug/.1.jpg.ll-new'))).toBe(false);
  });
});

// What this program has written into a repository is no second shop: no later run lints it, or fails by it, and what is left out is said once.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';

const CASE = `id: c1
status: open
works: [{ id: w, rawOriginal: { path: originals/mug.jpg }, images: [{ path: listings/mug/main.jpg }] }]
infringements: [{ listing: "https://a.example/1", firstSeen: 2026-11-01, image: { file: papers/copy.jpg } }]
events: [{ type: filed, at: 2026-11-02, attachments: [{ file: listing-lint.config.yaml }] }]
`;
const WIDE =
  'listings: ["**/listings/*"]\noriginals: ["**/originals/**"]\ncases: ["**/cases/*.yaml"]\npages: ["**/*.html"]\nmonitoring: ["**/logs/*.yaml"]\nextends: recommended\n';
const NARROW = 'listings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nextends: recommended\n';

let shop = '';
const write = (path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};
const lint = async (...args: string[]) => {
  const { code, out, err } = await runIn(shop, ['-f', 'json', ...args]);
  expect([code < 2, err]).toEqual([true, '']);
  const { subjects, findings, notices = [] }: Report = JSON.parse(out);
  const said = notices.filter(({ code: kind }) => kind === 'output-left-out').map(({ message }) => message);
  return { subjects: subjects.map(({ path }) => path), findings: findings.map(({ fingerprint }) => fingerprint), said };
};
interface Report {
  readonly subjects: readonly { readonly path: string }[];
  readonly findings: readonly { readonly fingerprint: string }[];
  readonly notices?: readonly { readonly code: string; readonly message: string }[];
}

beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'written-folders-')));
  const pixels = Buffer.from(Array.from({ length: 120 * 120 * 3 }, (_, k) => (k * 7919) % 251));
  const photo = sharp(pixels, { raw: { width: 120, height: 120, channels: 3 } });
  write('listings/mug/main.jpg', await photo.jpeg().toBuffer());
  write('originals/mug.jpg', await photo.jpeg({ quality: 95 }).toBuffer());
  write('papers/copy.jpg', await photo.jpeg({ quality: 50 }).toBuffer());
  write('cases/c1.yaml', CASE);
  write('logs/a.yaml', 'checks: []\n');
  write('page.html', '<title>Mug</title>');
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const BARE = 'cases: ["**/*.yaml"]\nextends: recommended\n';

it.each([
  ['bundle', WIDE],
  ['a/deep/bundle', WIDE],
  ['cases/bundle', NARROW],
  ['bundle', BARE],
])('a bundle at %s changes no later run', async (out, config) => {
  write('listing-lint.config.yaml', config);
  const before = await lint();
  expect((await runIn(shop, ['evidence', 'c1', '--out', out, '--incomplete'])).code).toBeLessThan(2);
  expect(readFileSync(join(shop, out, 'data/files/cases/c1.yaml'), 'utf8')).toBe(CASE);
  expect(readFileSync(join(shop, out, 'data/files/listing-lint.config.yaml'), 'utf8')).toBe(config);
  const after = await lint();
  expect({ ...after, said: [] }).toEqual(before);
  const said = `not linted, as listing-lint wrote it (evidence bundle): ${out}; name it to lint it`;
  expect(after.said).toEqual([said]);
  for (const line of ['evidence c1 --out again --incomplete', 'case timeline c1', 'case status'])
    expect((await runIn(shop, line.split(' '))).code).toBeLessThan(2);
});

it('is said once of many bundles, and not of one that the config ignores', async () => {
  write('listing-lint.config.yaml', `${WIDE}ignores: ["e/**"]\n`);
  await runIn(shop, ['evidence', 'c1', '--out', 'a', '--incomplete']);
  for (const copy of ['b', 'c', 'd', 'e/1']) cpSync(join(shop, 'a'), join(shop, copy), { recursive: true });
  expect((await lint()).said).toEqual([
    'not linted, as listing-lint wrote it (evidence bundle): a, b, c and 1 more; name it to lint it',
  ]);
});

it('is linted where the user names it, and where anything was put beside it', async () => {
  write('listing-lint.config.yaml', WIDE);
  // A config that a case names would hold for what is beside its copy.
  write('cases/c1.yaml', CASE.replace(/^events.*$/m, ''));
  await runIn(shop, ['evidence', 'c1', '--out', 'a', '--incomplete']);
  const hidden = 'a/data/files/listings/mug/main.jpg';
  expect((await lint()).subjects).not.toContain(hidden);
  expect((await lint('a/data/files/listings')).subjects).toContain(hidden);
  // No listing is hidden by files that are put beside it.
  write('a/listing.yaml', 'product: mug\n');
  expect((await lint()).subjects).toContain(hidden);
  rmSync(join(shop, 'a/listing.yaml'));
  write('a/bag-info.txt', 'Bag-Software-Agent: another\n');
  expect((await lint()).subjects).toContain(hidden);
});

it('copies of an export are left out but where a glob is around them', async () => {
  write('listing-lint.config.yaml', 'extends: recommended\n');
  const ground = { width: 1600, height: 1600, channels: 3, background: '#ffffff' } as const;
  write('listings/mug/main.jpg', await sharp({ create: ground }).jpeg().toBuffer());
  expect((await runIn(shop, ['export', 'ebay', '--to', 'exports/ebay', 'listings'])).code).toBeLessThan(2);
  const copy = 'exports/ebay/listings/mug/main.jpg';
  const { subjects, said } = await lint();
  expect(subjects).not.toContain(copy);
  expect(said).toEqual(['not linted, as listing-lint wrote it (exported copies): exports/ebay; name it to lint it']);
  expect((await lint('exports/ebay')).subjects).toContain(copy);
  write('listing-lint.config.yaml', 'extends: recommended\nlistings: ["exports/*/listings/*", "listings/*"]\n');
  expect((await lint()).subjects).toContain(copy);
});

it.each([
  ['an index that names nothing', () => ''],
  [
    'an index that names it with another content',
    () =>
      `{"path":"main.jpg","sha256":"${'0'.repeat(64)}","from":"listings/mug/main.jpg","fromSha256":"${'0'.repeat(64)}"}\n`,
  ],
])('%s hides no picture, case, config or suspect', async (_, lines) => {
  write('listing-lint.config.yaml', `${WIDE}ignores: ["papers/**"]\n`);
  const { subjects } = await lint();
  write('listings/mug/listing-lint.exports.jsonl', `{"exports":1,"channel":"ebay"}\n${lines()}`);
  write('cases/listing-lint.exports.jsonl', `{"exports":1,"channel":"ebay"}\n${lines()}`);
  write('papers/listing-lint.exports.jsonl', `{"exports":1,"channel":"ebay"}\n${lines()}`);
  expect(await lint()).toMatchObject({ subjects, said: [] });
  const { out } = await runIn(shop, ['match', 'papers', '-f', 'json']);
  expect(out).toContain('papers/copy.jpg');
  const { out: channels } = await runIn(shop, ['channels', '-f', 'json']);
  expect(channels).toContain('listings/mug/main.jpg');
  write('listings/mug/listing-lint.config.yaml', 'extends: recommended\n');
  expect((await runIn(shop, [])).err).toContain('listings/mug/listing-lint.config.yaml');
});

it('a file that was put or changed in a folder of exported copies, or in a bundle, is linted', async () => {
  write('listing-lint.config.yaml', 'extends: recommended\n');
  const wide = { width: 1600, height: 1600, channels: 3, background: '#ffffff' } as const;
  write('listings/mug/main.jpg', await sharp({ create: wide }).jpeg().toBuffer());
  await runIn(shop, ['export', 'ebay', '--to', 'exports/ebay', 'listings']);
  write('exports/ebay/more/new.jpg', await sharp({ create: wide }).png().toBuffer());
  const copy = 'exports/ebay/listings/mug/main.jpg';
  const { subjects } = await lint();
  expect(subjects).toContain('exports/ebay/more/new.jpg');
  expect(subjects).not.toContain(copy);
  write(copy, readFileSync(join(shop, 'papers/copy.jpg')));
  expect((await lint()).subjects).toContain(copy);
  await runIn(shop, ['evidence', 'c1', '--out', 'bundle', '--incomplete']);
  write('bundle/data/files/papers/more.jpg', readFileSync(join(shop, 'papers/copy.jpg')));
  const after = (await lint()).subjects;
  expect(after).toContain('bundle/data/files/papers/more.jpg');
  expect(after).not.toContain('bundle/data/files/papers/copy.jpg');
});

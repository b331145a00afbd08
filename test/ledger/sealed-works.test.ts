// The seal of the ledger as the timestamp of a work: without a word of the case, and where the case names its token.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SealedShop } from './sealed-shop.ts';

const shop = new SealedShop();
const write = (path: string, text: string): void => writeFileSync(join(shop.root, path), text);
const ORIGINAL = 'originals/DSC_0502.jpg';
const MUG = (firstSeen: string, timestamps = ''): string => `id: "9"
status: open
platform: ebay
works:
  - id: mug
    rawOriginal: { path: ${ORIGINAL}, captureDate: 2026-03-09 }
${timestamps}infringements: [{ listing: A, firstSeen: ${firstSeen}, match: { work: mug } }]
`;
/** What lint says of the case on New Year's Day of 2031. */
const said = async (rule: string, text: string) => {
  write('cases/9.yaml', text);
  const { stdout } = await shop.run('lint', '-f', 'json', '--only', rule, '--as-of', '2031-01-01', 'cases/9.yaml');
  const report: { findings: readonly { outcome: string; message: string }[] } = JSON.parse(stdout);
  return report.findings.map(({ outcome, message }) => `${outcome}: ${message}`);
};

beforeAll(async () => {
  await shop.open();
  const config = readFileSync(join(shop.root, 'listing-lint.config.yaml'), 'utf8');
  const rules =
    'rules: { complaint-evidence: { severity: error, asked: [original, timestamp] }, case-tokens-hold: error }';
  write('listing-lint.config.yaml', config.replace(/^rules: .*$/m, rules));
}, 60_000);
afterAll(() => shop.close());

it('is older than a first sighting after it, and not than one before it', async () => {
  expect(await said('complaint-evidence', MUG('2030-12-20'))).toEqual([]);
  const [late, ...more] = await said('complaint-evidence', MUG('2026-03-20'));
  expect(more).toEqual([]);
  expect(late).toMatch(/^fail: .*the first timestamp of work mug is of 20\d\d-\d\d-\d\d, not older than the first/);
});

it('is none of an original whose bytes are others', async () => {
  const before = readFileSync(join(shop.root, ORIGINAL));
  writeFileSync(join(shop.root, ORIGINAL), Buffer.concat([before, Buffer.from([0])]));
  expect((await said('complaint-evidence', MUG('2030-12-20'))).join()).toContain('work mug has no timestamp');
  writeFileSync(join(shop.root, ORIGINAL), before);
});

it('holds where the case names its token, and no letter or complaint stops at it', async () => {
  const seals = readdirSync(shop.root, { recursive: true, encoding: 'utf8' });
  const token = seals.find((path) => path.endsWith('.tsr') && path.includes('seals')) ?? '';
  const time = new Date().toISOString().slice(0, 10);
  const named = `    timestamps: [{ kind: rfc3161, time: ${time}, file: ${token} }]\n`;
  expect(await said('case-tokens-hold', MUG('2030-12-20', named))).toEqual([]);
  const other = MUG('2030-12-20', named).replace(ORIGINAL, 'cases/9.yaml');
  expect((await said('case-tokens-hold', other)).join()).toContain('it is of none of the files of the work');
  write('cases/9.yaml', MUG('2030-12-20', named));
  const { stderr } = await shop.run('case', 'export', '9', '--to', 'ebay-vero', '--as-of', '2031-01-01');
  expect(stderr).not.toMatch(/token|case-tokens-hold/);
  await shop.run('evidence', '9', '--out', 'bundle-9', '--as-of', '2031-01-01');
  const cover = readFileSync(join(shop.root, 'bundle-9/data/cover.html'), 'utf8');
  expect(cover).toContain('a time-stamp authority signed the ledger with this file in it at');
  expect(cover).not.toContain('is of none of the files of the work');
});

it('is not known where the ledger is damaged or cannot be read', async () => {
  const entries = readdirSync(join(shop.root, 'provenance'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.startsWith('entries/') && path.endsWith('.json'))
    .map((path) => `provenance/${path}`);
  const entry = entries.find((path) => readFileSync(join(shop.root, path), 'utf8').includes(ORIGINAL)) ?? '';
  const before = readFileSync(join(shop.root, entry), 'utf8');
  const seals = readdirSync(shop.root, { recursive: true, encoding: 'utf8' });
  const token = seals.find((path) => path.endsWith('.tsr') && path.includes('seals')) ?? '';
  const time = new Date().toISOString().slice(0, 10);
  const named = MUG('2030-12-20', `    timestamps: [{ kind: rfc3161, time: ${time}, file: ${token} }]\n`);
  write(entry, before.replace(ORIGINAL, ORIGINAL.replace('DSC', 'ABC')));
  expect(await said('complaint-evidence', MUG('2030-12-20'))).toEqual([
    expect.stringMatching(
      /^inconclusive: .*timestamps of the works are not known: \d files? of the ledger (?:is|are) damaged/,
    ),
  ]);
  // What is missing all the same is a failure, and the timestamps are named with it.
  expect(await said('complaint-evidence', MUG('2026-03-01'))).toEqual([
    'fail: 2 pieces of evidence of the works are missing, or do not hold',
  ]);
  expect((await said('case-tokens-hold', named)).join()).toMatch(
    /^inconclusive: .*none of the files of the work, and \d files? of the ledger/,
  );
  write(entry, before);
  const config = readFileSync(join(shop.root, 'listing-lint.config.yaml'), 'utf8');
  write('broken.pem', 'no certificate');
  write('listing-lint.config.yaml', config.replace(/roots: \[[^\]]*\]/, 'roots: [broken.pem]'));
  expect((await said('complaint-evidence', MUG('2030-12-20'))).join()).toMatch(
    /^inconclusive: .*the ledger cannot be read/,
  );
  write('listing-lint.config.yaml', config.replace(/^provenance: .*$/m, ''));
  expect((await said('complaint-evidence', MUG('2030-12-20'))).join()).toMatch(/^fail: .*work mug has no timestamp/);
  write('listing-lint.config.yaml', config);
});

it('stands in the drafts of monitor, with the original and its day', async () => {
  const copy = await sharp(join(shop.root, ORIGINAL)).resize(600).jpeg({ quality: 70 }).toBuffer();
  mkdirSync(join(shop.root, 'saved'));
  writeFileSync(join(shop.root, 'saved/theirs.jpg'), copy);
  const { stdout } = await shop.run('monitor', 'saved', '--draft-cases', '--as-of', '2031-01-01');
  const path = /: (cases\/\S+\.yaml)/.exec(stdout)?.[1] ?? '';
  const draft = readFileSync(join(shop.root, path), 'utf8');
  expect(draft).toMatch(
    new RegExp(`rawOriginal: \\{ path: ${ORIGINAL}, sha256: "[0-9a-f]{64}", captureDate: 2026-03-09 \\}`),
  );
  expect(draft).toMatch(/^ {4}timestamps: \[\{ kind: rfc3161, time: "20\d\d-[^"]*Z", file: .*\.tsr"? \}\]$/m);
  for (const rule of ['complaint-evidence', 'case-tokens-hold', 'case-file-valid', 'case-evidence']) {
    const lint = await shop.run('lint', '--only', rule, '--as-of', '2031-01-01', path);
    expect([lint.status, rule], lint.stdout).toEqual([0, rule]);
  }
});

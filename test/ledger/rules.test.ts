import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { AuthorityServer, TestAuthority } from './authority.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');
const FRONT = 'listings/stoneware-mug/01-front.jpg';
const ORIGINAL = 'originals/DSC_0412.jpg';
const CASE = `id: 2026-001
status: open
works: [{ id: mug, rawOriginal: { path: ${ORIGINAL} } }]
infringements: [{ listing: "https://market.example/1", firstSeen: 2026-11-10, match: { work: mug } }]
`;
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: rules over seals are not tried.\n');

let folder: string;
let root: string;
let server: AuthorityServer | undefined;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ledger-rules-')));
  root = join(folder, 'shop');
  if (!hasOpenssl) return;
  server = await AuthorityServer.open(new TestAuthority(join(folder, 'authority')));
}, 60_000);
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  for (const part of [ORIGINAL, FRONT, 'listings/stoneware-mug/02-coffee.jpg', 'papers/witness-mug.txt'])
    cpSync(join(SHOP, part), join(root, part));
  mkdirSync(join(root, 'cases'));
  writeFileSync(join(root, 'cases/a.yaml'), CASE);
  configure('{}');
});
const RULES =
  '{ ledger-valid: error, original-archived: error, original-unchanged: error, license-recorded: error, evidence-ready: warn }';
const configure = (provenance: string, rules = RULES): void =>
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `listings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nprovenance: ${provenance}\nrules: ${rules}\n`,
  );
const command = async (...argv: string[]): Promise<void> => {
  const { status, stderr } = await runIn(root, argv);
  expect([status, stderr]).toEqual([0, '']);
};
/** What is said of a subject, by rule. */
const said = async (path: string, asOf = '2026-11-26'): Promise<Readonly<Record<string, readonly string[]>>> => {
  const { report } = await lint({ cwd: root, asOf });
  const found = report.findings.filter(({ subject }) => subject.path === path);
  return Object.fromEntries(found.map(({ ruleId, causes }) => [ruleId, causes.map(({ message }) => message)]));
};

describe('rules over the ledger', () => {
  it('lead from what is published to its original, and to the papers of that', async () => {
    expect(await said(FRONT)).toMatchObject({
      'original-archived': [`its original ${ORIGINAL} is not archived as it is`],
      'license-recorded': ['the ledger has no paper by which it may be used'],
    });
    expect(await said('listings/stoneware-mug/02-coffee.jpg')).toMatchObject({
      'original-archived': ['no original of it is known'],
    });
    await command('archive');
    await command(
      'ledger',
      'add-document',
      'papers/witness-mug.txt',
      '--kind',
      'license',
      '--about',
      ORIGINAL,
      '--party',
      'North Light',
      '--until',
      '2026-12-01',
    );
    expect(await said(FRONT)).toEqual({
      'evidence-ready': [
        'it lacks what a dispute would need: a seal of the original that a root vouches for',
        expect.stringMatching(
          /^40 % of what a dispute would need is there; missing: the raw file of the camera, a seal/,
        ),
      ],
    });
    expect(await said(FRONT, '2026-12-02')).toMatchObject({
      'license-recorded': ['the license papers/witness-mug.txt of North Light held until 2026-12-01'],
    });
    appendFileSync(join(root, 'papers/witness-mug.txt'), 'more');
    expect(await said(FRONT)).toMatchObject({
      'license-recorded': ['the license papers/witness-mug.txt of North Light is not there as it was archived'],
    });
    expect(await said('provenance')).toEqual({
      'ledger-valid': ['papers/witness-mug.txt is not there as it was archived'],
    });
  });

  it('find an archived copy of another size, and one under another name', async () => {
    await command('archive', '--copy');
    expect(await said('provenance')).toEqual({});
    const hash = createHash('sha256')
      .update(readFileSync(join(root, ORIGINAL)))
      .digest('hex');
    const copy = `provenance/objects/${hash.slice(0, 2)}/${hash}`;
    appendFileSync(join(root, copy), 'x');
    expect(await said('provenance')).toEqual({
      'ledger-valid': [expect.stringMatching(new RegExp(`^${copy}: its SHA-256 is [0-9a-f]{64}: it is damaged$`))],
    });
    writeFileSync(join(root, copy), `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 1\n`);
    expect(await said('provenance')).toEqual({});
    renameSync(join(root, copy), join(root, `${copy}.bak`));
    expect(await said('provenance')).toEqual({
      'ledger-valid': [`${copy}.bak: it is no archived copy: its name is not that of one`],
    });
  });

  it('take the word of a listing.yaml and of the ledger where nothing is seen', async () => {
    writeFileSync(join(root, 'listings/stoneware-mug/listing.yaml'), `originals: { 02-coffee.jpg: ${ORIGINAL} }\n`);
    expect(await said('listings/stoneware-mug/02-coffee.jpg')).toMatchObject({
      'original-archived': [`its original ${ORIGINAL} is not archived as it is`],
    });
    await command('archive');
    expect(await said('listings/stoneware-mug/02-coffee.jpg')).not.toHaveProperty('original-archived');
    rmSync(join(root, 'listings/stoneware-mug/listing.yaml'));
    await command('archive', 'listings/stoneware-mug/02-coffee.jpg', '--parent', ORIGINAL);
    expect(await said('listings/stoneware-mug/02-coffee.jpg')).not.toHaveProperty('original-archived');
  });

  it('tell an original that was saved again, archived again or not, and none that was moved', async () => {
    await command('archive');
    const before = readFileSync(join(root, ORIGINAL));
    appendFileSync(join(root, ORIGINAL), 'x');
    expect(await said(ORIGINAL)).toEqual({
      'original-unchanged': [expect.stringMatching(/^it is not the file that was archived under this path at 2026-/)],
    });
    await command('archive');
    expect(await said(ORIGINAL)).toEqual({
      'original-unchanged': [
        expect.stringMatching(/^another file was archived under this path at .*, and is not there any more$/),
      ],
    });
    writeFileSync(join(root, 'originals/DSC_0412-first.jpg'), before);
    expect(await said(ORIGINAL)).toEqual({});
    renameSync(join(root, 'originals/DSC_0412-first.jpg'), join(root, ORIGINAL));
    expect(await said('provenance')).toEqual({ 'ledger-valid': [`${ORIGINAL} is not there as it was archived`] });
  });

  it('do not call a file changed of which Git LFS has left a pointer, and leave open what cannot be told', async () => {
    await command('archive');
    const bytes = readFileSync(join(root, ORIGINAL));
    const pointTo = (sha256: string): void =>
      writeFileSync(
        join(root, ORIGINAL),
        `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes.length}\n`,
      );
    pointTo(createHash('sha256').update(bytes).digest('hex'));
    const pointer = `${ORIGINAL}: a Git LFS pointer stands in place of the file: fetch it (git lfs pull)`;
    const { report } = await lint({ cwd: root, asOf: '2026-11-26' });
    const outcomes = report.findings.map(({ ruleId, outcome }) => `${ruleId}: ${outcome}`);
    expect(outcomes).toContain('ledger-valid: inconclusive');
    expect(outcomes).toContain('original-unchanged: inconclusive');
    expect((await said('provenance'))['ledger-valid']?.join()).toContain(pointer);
    expect((await runIn(root, ['ledger', 'verify'])).stdout).toContain(
      `${ORIGINAL}  unread: it cannot be read: a Git LFS pointer`,
    );
    pointTo('0'.repeat(64));
    expect((await said('provenance'))['ledger-valid']).toEqual([`${ORIGINAL} is not there as it was archived`]);
    expect((await runIn(root, ['ledger', 'verify'])).stdout).toContain(`${ORIGINAL}  changed: its SHA-256 is 0000`);
  });

  it('tell what was changed in the ledger', async () => {
    await command('archive');
    expect(await said('provenance')).toEqual({});
    const { stdout } = await runIn(root, ['archive', '--json']);
    const [{ address }] = JSON.parse(stdout).outcomes;
    writeFileSync(join(root, 'provenance/entries', address.slice(0, 2), `${address}.json`), '{}');
    expect(await said('provenance')).toEqual({
      'ledger-valid': [expect.stringMatching(/^provenance\/entries\/.*not the one of its name: it was changed$/)],
    });
  });
});

describe.skipIf(!hasOpenssl)('rules over seals', () => {
  it('ask for a seal in time, and before the dispute', async () => {
    cpSync(join(folder, 'authority/root.pem'), join(root, 'root.pem'));
    configure(
      `{ authorities: ["${server?.address()}"], roots: [root.pem] }`,
      '{ ledger-sealed: error, case-originals-sealed: error }',
    );
    await command('archive');
    expect(await said('provenance', '2026-12-02')).toEqual({});
    expect(await said('provenance', '2026-12-03')).toEqual({
      'ledger-sealed': [`no seal that a root vouches for covers ${ORIGINAL}, archived 8 days ago`],
    });
    expect(await said('cases/a.yaml')).toEqual({
      'case-originals-sealed': [`no seal that a root vouches for covers the original of work mug, ${ORIGINAL}`],
    });
    await command('ledger', 'seal');
    expect(await said('provenance', '2027-12-03')).toEqual({});
    // The certificate of the authority holds for 3,000 days.
    const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);
    const toldOn = async (count: number) => (await said('provenance', days(count)))['ledger-sealed'];
    expect(await toldOn(2905)).toBeUndefined();
    expect(await toldOn(2990)).toEqual([
      expect.stringMatching(
        /^the certificate behind seal [0-9a-f]{12} ends on 20\d\d-\d\d-\d\d, in (?:9|10|11) days: run `listing-lint ledger seal --renew`$/,
      ),
    ]);
    expect(await toldOn(3010)).toEqual([expect.stringContaining(' ended on ')]);
    await command('ledger', 'seal', '--renew');
    // The later seal vouches for the earlier one, and its own certificate ends.
    expect(await toldOn(2990)).toHaveLength(1);
    expect(await said('cases/a.yaml', '2099-01-01')).toEqual({
      'case-originals-sealed': [
        expect.stringMatching(/^the original of work mug was sealed at 20.*Z, not before 2026-11-10$/),
      ],
    });
    writeFileSync(join(root, 'cases/a.yaml'), CASE.replace('2026-11-10', '2098-11-10'));
    expect(await said('cases/a.yaml', '2099-01-01')).toEqual({});
  });

  it('are not checked where nobody says whom to trust', async () => {
    configure('{}', '{}');
    writeFileSync(
      join(root, 'listing-lint.config.yaml'),
      `${readFileSync(join(root, 'listing-lint.config.yaml'), 'utf8')}extends: [strict]\n`,
    );
    const { report } = await lint({ cwd: root });
    expect(report.summary.notChecked.map(({ ruleId }) => ruleId)).toContain('ledger-sealed');
  });
});

import { createHash, createHmac } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
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
import { archive } from 'listing-lint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-archive-')));
  for (const part of [
    'originals/DSC_0412.jpg',
    'originals/DSC_0502.jpg',
    'listings/stoneware-mug',
    'papers/witness-mug.txt',
  ])
    cpSync(join(SHOP, part), join(root, part), { recursive: true });
  writeFileSync(join(root, 'salt.txt'), 'a secret of many characters\n');
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'rules: { image-readable: error }\nlistings: ["listings/*"]\noriginals: ["originals/**"]\nprovenance: { salt: salt.txt }\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const command = (...argv: string[]) => runIn(root, argv);
const entries = (): ReadonlyMap<string, Record<string, unknown>> =>
  new Map(
    (existsSync(join(root, 'provenance'))
      ? readdirSync(join(root, 'provenance'), { recursive: true, encoding: 'utf8' })
      : []
    )
      .filter((path) => path.endsWith('.json'))
      .map((path) => [path, JSON.parse(readFileSync(join(root, 'provenance', path), 'utf8'))]),
  );
const entryOf = (path: string) => [...entries().values()].find(({ file }) => Object(file).path === path);
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('archive', () => {
  it('writes an entry a file at the address of its bytes, and nothing again', async () => {
    const dry = (await command('archive', '--dry-run')).stdout;
    // The address of an entry is made of the moment, too: one that nothing will have is not told.
    expect(dry).toMatch(/DSC_0412\.jpg {2}original, would be archived\n[\s\S]*\n2 would be archived/);
    expect(dry).not.toMatch(/\b[0-9a-f]{12}\b/);
    const told = JSON.parse((await command('archive', '--dry-run', '--json')).stdout);
    expect(told).toMatchObject({ outcomes: [{ address: null }, { address: null }], unseen: [], ledger: 'provenance' });
    expect(entries().size).toBe(0);
    const first = await command('archive', '--by', 'Ada');
    expect([first.status, first.stdout]).toEqual([
      0,
      expect.stringContaining('2 archived in provenance, 0 there already'),
    ]);
    const before = entries();
    for (const path of before.keys())
      expect(path).toBe(`entries/${sha(readFileSync(join(root, 'provenance', path))).replace(/^(..)/, '$1/$1')}.json`);
    const again = await command('archive', '--by', 'Bob');
    expect(again.stdout).toContain('0 archived in provenance, 2 there already');
    expect(entries()).toEqual(before);
    expect((await command('ledger', 'verify')).stdout).toContain(
      '2 entries, 2 files, 0 seals: all as they were written\n2 entries are not sealed',
    );
  });

  it('takes no pointer of Git LFS for what it stands for, a picture, a raw file or a paper', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`;
    for (const path of ['originals/DSC_0412.jpg', 'originals/DSC_0413.NEF', 'papers/licence.pdf'])
      writeFileSync(join(root, path), pointer);
    const { status, stdout, stderr } = await command('archive');
    expect([status, stdout + stderr]).toEqual([
      1,
      expect.stringMatching(/DSC_0412\.jpg.*Git LFS pointer[\s\S]*DSC_0413\.NEF.*Git LFS pointer/),
    ]);
    expect([...entries().values()].map(({ file }) => Object(file).path)).toEqual(['originals/DSC_0502.jpg']);
    const add = ['ledger', 'add-document', 'papers/licence.pdf', '--kind', 'license'];
    expect(await command(...add, '--about', 'originals/DSC_0502.jpg')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a Git LFS pointer stands in place of the file'),
    });
  });

  it('says what the file says, with its source, and the serial number only as a keyed hash', async () => {
    await command('archive', '--by', 'Ada');
    const bytes = readFileSync(join(root, 'originals/DSC_0412.jpg'));
    const text = readFileSync(
      join(
        root,
        'provenance',
        [...entries()].find(([, { file }]) => Object(file).path === 'originals/DSC_0412.jpg')?.[0] ?? '',
      ),
      'utf8',
    );
    expect(JSON.parse(text)).toMatchObject({
      type: 'picture',
      stage: 'original',
      by: 'Ada',
      file: { path: 'originals/DSC_0412.jpg', sha256: sha(bytes), bytes: bytes.length },
      captured: { source: 'EXIF DateTimeOriginal' },
      imageDataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      pdq: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const { camera } = JSON.parse(text);
    expect(camera.make).not.toBeNull();
    if (camera.serialHash !== null) {
      const serials = (bytes.toString('latin1').match(/[A-Za-z0-9-]{4,}/g) ?? []).filter(
        (each) => createHmac('sha256', 'a secret of many characters').update(each).digest('hex') === camera.serialHash,
      );
      expect(serials.length).toBeGreaterThan(0);
      expect(text).not.toContain(serials[0]);
    }
  });

  it('leads from the published picture to its original, and takes papers along', async () => {
    await command('archive');
    const { status, stdout } = await command('archive', 'listings', '--document', 'witness:papers/witness-mug.txt');
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(
        /01-front\.jpg {2}published: \w{12}\n {2}from originals\/DSC_0412\.jpg \(by fingerprint, likely; distance \d+\)\n/,
      ),
    ]);
    expect(entryOf('listings/stoneware-mug/01-front.jpg')).toMatchObject({
      stage: 'published',
      parents: [{ path: 'originals/DSC_0412.jpg', how: 'fingerprint', certainty: 'likely' }],
      documents: [
        {
          kind: 'witness',
          path: 'papers/witness-mug.txt',
          sha256: sha(readFileSync(join(root, 'papers/witness-mug.txt'))),
        },
      ],
    });
    const declared = await command(
      'archive',
      'listings/stoneware-mug/02-coffee.jpg',
      '--parent',
      'originals/DSC_0502.jpg',
    );
    expect(declared.stdout).toContain('from originals/DSC_0502.jpg (as you say)');
  });

  it('keeps the bytes where it is asked to, and verifies by them when the file is gone', async () => {
    await command('archive', '--copy');
    rmSync(join(root, 'originals/DSC_0412.jpg'));
    expect((await command('ledger', 'verify')).status).toBe(0);
    rmSync(join(root, 'provenance/objects'), { recursive: true });
    const { status, stdout } = await command('ledger', 'verify');
    expect([status, stdout]).toEqual([
      1,
      expect.stringContaining('originals/DSC_0412.jpg  missing: its bytes are not here'),
    ]);
  });

  it('has nothing to verify where no entry lies, which is no pass', async () => {
    expect(await command('ledger', 'verify')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is nothing to verify: no entry lies in provenance'),
    });
  });

  it('has nothing to seal either, which is no success', async () => {
    const config = join(root, 'listing-lint.config.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}  authorities: ["http://127.0.0.1:1/never-asked"]\n`);
    writeFileSync(config, readFileSync(config, 'utf8').replace('{ salt: salt.txt }', '\n  salt: salt.txt'));
    expect(await command('ledger', 'seal')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('there is nothing to seal: no entry lies in the ledger'),
    });
    expect(existsSync(join(root, 'provenance/seals'))).toBe(false);
  });

  it('tells what was changed, moved or put there by others', async () => {
    await command('archive');
    mkdirSync(join(root, 'originals/2026'));
    cpSync(join(root, 'originals/DSC_0502.jpg'), join(root, 'originals/2026/DSC_0502.jpg'));
    rmSync(join(root, 'originals/DSC_0502.jpg'));
    await command('archive');
    expect((await command('ledger', 'verify')).status).toBe(0);
    writeFileSync(
      join(root, 'originals/DSC_0412.jpg'),
      Buffer.concat([readFileSync(join(root, 'originals/DSC_0412.jpg')), Buffer.from('x')]),
    );
    expect((await command('ledger', 'verify')).stdout).toMatch(
      /DSC_0412\.jpg {2}changed: its SHA-256 is [0-9a-f]{64}, not the archived one/,
    );
    expect((await command('ledger', 'verify', '--no-files')).status).toBe(0);
    const [path = ''] = entries().keys();
    writeFileSync(
      join(root, 'provenance', path),
      readFileSync(join(root, 'provenance', path), 'utf8').replace('"by"', '"bx"'),
    );
    writeFileSync(join(root, 'provenance/entries/stray.txt'), '');
    const { status, stdout } = await command('ledger', 'verify', '--no-files');
    expect(status).toBe(1);
    expect(stdout).toContain('not the one of its name: it was changed');
    expect(stdout).toContain('provenance/entries/stray.txt  it is no folder of entries');
    // A damaged ledger is not built upon.
    const next = await command('archive', 'listings');
    expect([next.status, next.stderr]).toEqual([2, expect.stringContaining('the ledger is damaged')]);
  });

  it('adds a paper to what is archived, once', async () => {
    const add = () =>
      command(
        'ledger',
        'add-document',
        'papers/witness-mug.txt',
        '--kind',
        'witness',
        '--about',
        'originals/DSC_0412.jpg',
      );
    expect(await add()).toMatchObject({ status: 2, stderr: expect.stringContaining('is not archived as it is now') });
    await command('archive');
    expect((await add()).status).toBe(0);
    expect((await add()).stdout).toContain('there already');
    expect(entries().size).toBe(3);
    rmSync(join(root, 'papers/witness-mug.txt'));
    expect((await command('ledger', 'verify')).stdout).toContain('papers/witness-mug.txt  missing');
  });

  it('draws where a picture comes from, and prints what is said of it', async () => {
    await command('archive', '--by', 'Ada', '--document', 'witness:papers/witness-mug.txt');
    await command('archive', 'listings', '--by', '<b>Bob');
    const front = 'listings/stoneware-mug/01-front.jpg';
    const { status, stdout } = await command('ledger', 'graph', front);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^originals\/DSC_0412\.jpg\n {4}original, taken .*\n {4}archived .* by Ada\n {4}witness: papers\/witness-mug\.txt\n {2}└ listings\/stoneware-mug\/01-front\.jpg {2}\(by fingerprint, likely; distance \d+\) {2}←\n/,
      ),
    ]);
    expect(stdout).not.toContain('02-coffee');
    expect((await command('ledger', 'graph', front, '-f', 'html', '-o', 'family.html')).status).toBe(0);
    const page = readFileSync(join(root, 'family.html'), 'utf8');
    expect(page).toMatch(/<path class="likely" d="M/);
    expect(page.match(/<rect /g)).toHaveLength(2);
    expect(page).toContain('&lt;b&gt;Bob');
    expect(page).not.toMatch(/<b>|<script|https?:/);
    const [entry] = JSON.parse((await command('ledger', 'show', front)).stdout);
    expect(entry).toMatchObject({ entry: { stage: 'published', file: { path: front } } });
    expect(await command('ledger', 'graph', 'papers/witness-mug.txt')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is not archived as it is now'),
    });
  });

  it('by several at once writes each entry once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => archive({ cwd: root })));
    expect(entries().size).toBe(2);
    expect(existsSync(join(root, 'provenance/.lock'))).toBe(false);
  });

  it.each([
    [['archive', 'nowhere'], 'no such file or folder: nowhere'],
    [['archive', '--document', 'papers/witness-mug.txt'], 'write it as kind:path'],
    [['archive', '--document', 'licence:papers/witness-mug.txt'], 'did you mean "license"?'],
    [['archive', '--parent', 'papers/witness-mug.txt'], 'is not archived'],
    [
      ['ledger', 'add-document', '/etc/hostname', '--kind', 'other', '--about', 'originals/DSC_0412.jpg'],
      'does not lie below the folder of the config',
    ],
  ])('refuses %j', async (argv, message) => {
    expect(await command(...argv)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
    expect(entries().size).toBe(0);
  });

  it('says what the config lacks, and follows no link out of the repository', async () => {
    symlinkSync(realpathSync(tmpdir()), join(root, 'provenance'));
    expect(await command('archive')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('provenance is a link that leads out of the folder of the config'),
    });
    const config = readFileSync(join(root, 'listing-lint.config.yaml'), 'utf8');
    writeFileSync(join(root, 'listing-lint.config.yaml'), config.replace('salt.txt', 'none.txt'));
    rmSync(join(root, 'provenance'));
    expect(await command('archive')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('none.txt, which provenance.salt names, cannot be read'),
    });
    writeFileSync(join(root, 'listing-lint.config.yaml'), config.replace(/^provenance.*$/m, ''));
    expect(await command('archive')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('add a line `provenance: {}`'),
    });
  });
});

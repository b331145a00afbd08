import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomFrom } from '../campaign/ledger/random.ts';
import { AttackedLedger } from './ledger-attacks.ts';
import { filesIn, relist, SealedShop } from './sealed-shop.ts';

const BUSYBOX = '/usr/bin/busybox';
const hasTools = spawnSync('openssl', ['version']).status === 0 && spawnSync('mkfifo', ['--version']).status === 0;
if (!hasTools) process.stderr.write('openssl or mkfifo is not there: bundles are not attacked.\n');
const hasBusybox = spawnSync(BUSYBOX, ['true']).status === 0;
if (!hasBusybox) process.stderr.write('busybox is not there: bundles are not verified by its tools.\n');

const shop = new SealedShop();
const { root, elsewhere } = shop;
const ledger = new AttackedLedger({ root, folder: join(root, 'provenance') });
const evidence = (...more: string[]) => shop.run('evidence', '2026-005', '--as-of', '2026-11-26', ...more);
const whole = join(elsewhere, 'whole');
const copy = join(elsewhere, 'copy');
beforeAll(async () => {
  if (!hasTools) return;
  await shop.open();
  expect((await evidence('--out', 'bundle')).status).toBe(0);
  cpSync(join(root, 'bundle'), whole, { recursive: true });
  rmSync(join(root, 'bundle'), { recursive: true });
  cpSync(root, join(shop.folder, 'kept'), { recursive: true });
}, 120_000);
afterAll(() => shop.close());
beforeEach(() => {
  if (!hasTools) return;
  rmSync(copy, { recursive: true, force: true });
  cpSync(whole, copy, { recursive: true });
  rmSync(root, { recursive: true });
  cpSync(join(shop.folder, 'kept'), root, { recursive: true });
});

const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const at = (...path: string[]): string => join(copy, 'data', ...path);
const one = (folder: string, ending: string): string =>
  filesIn(at('provenance', folder)).find((file) => file.endsWith(ending)) ?? '';

/** Takes the first entry that has a text out of the bundle, with its proofs. */
const withoutEntry = (text: string): void => {
  const entry = filesIn(at('provenance/entries')).find((file) => readFileSync(file, 'utf8').includes(text)) ?? '';
  for (const proof of filesIn(at('provenance/proofs')))
    if (readFileSync(proof, 'utf8').includes(entry.slice(-69))) rmSync(proof);
  rmSync(entry);
};

describe.skipIf(!hasTools)('a bundle whose lists were written anew', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'with another picture in place of the original',
      () => cpSync(at('files/evidence/2026-005/their-picture.jpg'), at('files/originals/DSC_0412.jpg')),
      /entry \w{16} names originals\/DSC_0412\.jpg, which is not in the bundle as it was archived/,
    ],
    [
      'with an entry that says something else, and no proof of it',
      () => {
        const entry =
          filesIn(at('provenance/entries')).find((file) => readFileSync(file, 'utf8').includes('"original"')) ?? '';
        const text = readFileSync(entry, 'utf8').replace(/"at":"20\d\d/, '"at":"2019');
        const proofs = filesIn(at('provenance/proofs'));
        rmSync(proofs.find((proof) => readFileSync(proof, 'utf8').includes(entry.slice(-69))) ?? '');
        rmSync(entry);
        const address = sha(text);
        mkdirSync(at('provenance/entries', address.slice(0, 2)), { recursive: true });
        writeFileSync(at('provenance/entries', address.slice(0, 2), `${address}.json`), text);
      },
      /no seal here says when it was written/,
    ],
    [
      'with a proof that leads to a seal that nobody has signed',
      () => {
        const id = 'a'.repeat(64);
        const proof = one('proofs', '.txt');
        const entry = /^entry (.*)$/m.exec(readFileSync(proof, 'utf8'))?.[1] ?? '';
        const leaf = Buffer.concat([Buffer.from([0]), readFileSync(at('provenance', entry))]);
        const root = sha(leaf);
        mkdirSync(at('provenance/seals', id));
        writeFileSync(at('provenance/seals', id, 'seal.json'), `{"root":"${root}"}`);
        writeFileSync(proof, `entry ${entry}\nseal seals/${id}/seal.json\n`);
      },
      /seal\.json: its SHA-256 is not the one of its folder/,
    ],
    [
      'without its tokens',
      () => {
        for (const file of filesIn(at('provenance/seals'))) if (file.endsWith('.tsr')) rmSync(file);
      },
      /no certificate vouches for a time of it/,
    ],
    [
      'without its seals',
      () => rmSync(at('provenance/seals'), { recursive: true }),
      /the seal does not cover the entry/,
    ],
    [
      'without its proofs',
      () => rmSync(at('provenance/proofs'), { recursive: true }),
      /no seal here says when it was written/,
    ],
    [
      'without an entry and its proofs',
      () => withoutEntry('"document"'),
      /bag-info\.txt: the entries of the ledger here are others than it says/,
    ],
    [
      'without the entry of the original, and with a new count of entries',
      () => {
        withoutEntry('"stage":"original"');
        const names = filesIn(at('provenance/entries')).map((file) => `${file.slice(-69, -5)}\n`);
        const info = readFileSync(join(copy, 'bag-info.txt'), 'utf8');
        const counted = `Ledger-Entries: ${names.length} ${sha(names.sort().join(''))}`;
        writeFileSync(join(copy, 'bag-info.txt'), info.replace(/^Ledger-Entries: .*$/m, counted));
      },
      /^data\/files\/originals\/DSC_0412\.jpg: its entry of the ledger is gone: data\/provenance\/entries\/\S+ was made from it$/m,
    ],
    [
      'with a link in place of a file',
      () => {
        rmSync(at('files/papers/witness-mug.txt'));
        symlinkSync('/etc/passwd', at('files/papers/witness-mug.txt'));
      },
      /it is a link/,
    ],
    ['with a file in no list', () => symlinkSync('/etc/passwd', at('files/more')), /is not in the list/],
    [
      'with a file beside its folder',
      () => writeFileSync(join(copy, 'COVER.html'), ''),
      /COVER\.html: it is not in the list/,
    ],
    [
      'with a file whose name is two of the list',
      () => {
        mkdirSync(at('cover.html\ndata'));
        writeFileSync(at('cover.html\ndata/cover.html'), '');
      },
      /A name has a line break/,
    ],
    [
      'with a link in place of what says what it is',
      () => {
        renameSync(join(copy, 'bag-info.txt'), join(elsewhere, 'bag-info.txt'));
        symlinkSync(join(elsewhere, 'bag-info.txt'), join(copy, 'bag-info.txt'));
      },
      /bag-info\.txt: it is not there, or is no file/,
    ],
  ])('%s does not hold', (_name, attack, told) => {
    attack();
    relist(copy);
    const { status, text } = shop.verify(copy);
    expect([status, text]).toEqual([1, expect.stringMatching(told)]);
  });

  it('and pipes in place of its parts do not hold it up', () => {
    for (const file of [one('seals', 'seal.json'), one('proofs', '.txt'), at('files/originals/DSC_0412.jpg')]) {
      rmSync(file);
      execFileSync('mkfifo', [file]);
    }
    expect(shop.verify(copy).status).toBe(1);
  });

  it.skipIf(!hasBusybox)('and busybox with openssl is enough to check one', () => {
    const bare = join(elsewhere, 'bare');
    mkdirSync(bare, { recursive: true });
    for (const applet of execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean))
      symlinkSync(BUSYBOX, join(bare, applet));
    symlinkSync(execFileSync('sh', ['-c', 'command -v openssl'], { encoding: 'utf8' }).trim(), join(bare, 'openssl'));
    expect(shop.verify(copy, [BUSYBOX, 'sh'], bare)).toEqual({
      status: 0,
      text: expect.stringMatching(/was there at [\s\S]*; 0 faults\n$/),
    });
    appendFileSync(at('cover.html'), ' ');
    expect(shop.verify(copy, [BUSYBOX, 'sh'], bare).status).toBe(1);
  });
});

/** Changes a random bit of a random file below a folder. */
const changeByte = (random: () => number, files: readonly string[]): string => {
  const file = files[Math.floor(random() * files.length)] ?? '';
  const bytes = readFileSync(file);
  const place = Math.floor(random() * bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  writeFileSync(file, bytes);
  return `${file}, byte ${place}`;
};

describe.skipIf(!hasTools)('a single byte that was changed', { tags: 'full', timeout: 300_000 }, () => {
  const random = randomFrom(7);

  it('is noticed anywhere in a bundle, by what README.txt says: 120 of 120', () => {
    const lists = ['sha256sum -c --status manifest-sha256.txt', 'sha256sum -c --status tagmanifest-sha256.txt'];
    const check = [...lists, `sh data/verify.sh ${join(elsewhere, 'root.pem')}`].join(' && ');
    const isSound = () => spawnSync('sh', ['-c', check], { cwd: copy, env: { PATH: '/usr/bin:/bin' } }).status === 0;
    expect(isSound()).toBe(true);
    const missed: string[] = [];
    for (let n = 0; n < 120; n++) {
      const what = changeByte(random, filesIn(copy));
      if (isSound()) missed.push(what);
      rmSync(copy, { recursive: true });
      cpSync(whole, copy, { recursive: true });
    }
    expect(missed).toEqual([]);
  });

  it('is noticed in the ledger and in the captures of the theft: 80 of 80', async () => {
    const isSound = async () => (await shop.run('ledger', 'verify')).status === 0;
    expect(await isSound()).toBe(true);
    const captures = filesIn(join(root, 'evidence/2026-005'));
    expect(captures.length).toBeGreaterThan(2);
    // The script beside them is a program, and no part of the ledger.
    const parts = ['entries', 'seals'].flatMap((part) => filesIn(join(root, 'provenance', part)));
    const missed: string[] = [];
    for (let n = 0; n < 80; n++) {
      const what = changeByte(random, n % 2 === 0 ? parts : captures);
      if (await isSound()) missed.push(what);
      rmSync(root, { recursive: true });
      cpSync(join(shop.folder, 'kept'), root, { recursive: true });
    }
    expect(missed).toEqual([]);
  });
});

describe.skipIf(!hasTools)('evidence', () => {
  it('takes nothing by the word of the ledger but what was archived', { tags: 'full' }, async () => {
    writeFileSync(join(root, '.env'), 'TOKEN=secret');
    const { sha256 } = ledger.picture().file;
    const parent = { sha256, path: 'originals/DSC_0412.jpg', how: 'declared', certainty: 'declared', distance: null };
    for (const stage of ['published', 'edit'])
      ledger.putEntry({ stage, parents: [parent], file: { path: '.env', sha256: '0'.repeat(64), bytes: 1 } });
    expect((await evidence('--out', 'bundle')).status).toBe(0);
    expect(filesIn(join(root, 'bundle')).filter((file) => readFileSync(file, 'utf8').includes('TOKEN=secret'))).toEqual(
      [],
    );
  });

  it('gives files names that every system and every list takes', { tags: 'full', timeout: 60_000 }, async () => {
    const names = ['杯.txt', '100%.txt', 'con.txt', 'Name.txt', 'name.txt', '-rf', 'a\\b.txt', 'trailing. '];
    const file = join(root, 'cases/2026-005-mug-mirrored.yaml');
    for (const name of names) writeFileSync(join(root, 'papers', name), `this is ${name}`);
    const listed = names.map((name) => `      - ${JSON.stringify(`papers/${name}`)}\n`).join('');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^ {4}rawOriginal:/m);
    writeFileSync(file, text.replace(/^ {4}rawOriginal:/m, `    outtakes:\n${listed}    rawOriginal:`));
    const made = await evidence('--out', 'bundle.zip');
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect((await evidence('--out', 'bundle')).status).toBe(0);
    const paths = filesIn(join(root, 'bundle')).map((path) => path.slice(join(root, 'bundle').length));
    expect(paths.filter((path) => !/^[\w/.,+=@() -]+$/.test(path))).toEqual([]);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    const contents: { path: string; place: string }[] = JSON.parse(
      readFileSync(join(root, 'bundle/data/contents.json'), 'utf8'),
    );
    for (const name of names) {
      const place = contents.find(({ path }) => path === `papers/${name}`)?.place ?? '';
      expect(readFileSync(join(root, 'bundle', place), 'utf8')).toBe(`this is ${name}`);
    }
    expect(shop.verify(join(root, 'bundle')).status).toBe(0);
  });

  it('tells a ledger that is damaged, and is not made of it', { tags: 'full' }, async () => {
    appendFileSync(ledger.entry(), ' ');
    const { status, stderr } = await evidence('--out', 'bundle');
    expect([status, existsSync(join(root, 'bundle'))]).toEqual([1, false]);
    expect(stderr).toMatch(/the ledger: entries\/.*it was changed/);
  });

  it('takes what the ledger keeps where a file is gone', { tags: 'full' }, async () => {
    await shop.run('archive', '--copy');
    const bytes = readFileSync(join(root, 'originals/DSC_0412.jpg'));
    rmSync(join(root, 'originals/DSC_0412.jpg'));
    expect((await evidence('--out', 'bundle')).status).toBe(0);
    expect(readFileSync(join(root, 'bundle/data/files/originals/DSC_0412.jpg')).equals(bytes)).toBe(true);
  });

  it('lies in no ledger, can be made of a picture in a bundle, and leaves no half behind', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    expect(await evidence('--out', 'provenance/entries/ab')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('lies in the ledger'),
    });
    mkdirSync(join(root, 'bundle'));
    mkdirSync(join(root, '.bundle.999999999.part'));
    expect((await evidence('--out', 'bundle')).status).toBe(0);
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
    renameSync(join(root, 'bundle'), join(root, 'first'));
    const of = 'first/data/files/listings/stoneware-mug/01-front.jpg';
    const again = await shop.run('evidence', of, '--out', 'second');
    expect([again.status, again.stderr]).toEqual([0, '']);
    expect(shop.verify(join(root, 'second')).status).toBe(0);
  });
});

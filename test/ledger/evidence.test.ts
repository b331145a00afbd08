import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { AuthorityServer, TestAuthority } from './authority.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: bundles are not verified.\n');

let folder: string;
let root: string;
let elsewhere: string;
let server: AuthorityServer | undefined;

/** The bundle as a stranger checks it: in a folder of its own, with no Node on the path. */
const verify = (bundle: string): { readonly status: number | null; readonly text: string } => {
  const { status, stdout, stderr } = spawnSync('sh', ['data/verify.sh', join(elsewhere, 'root.pem')], {
    cwd: bundle,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  });
  return { status, text: stdout + stderr };
};
/** What README.txt of a bundle says to type, typed in a copy of it; the certificate that it asks for is had from elsewhere. */
const asReadmeSays = (
  change: (bundle: string) => void,
): { readonly status: number | null; readonly said: readonly string[] } => {
  const copy = join(elsewhere, 'by-readme');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(elsewhere, 'bundle'), copy, { recursive: true });
  cpSync(join(elsewhere, 'root.pem'), join(copy, 'roots.pem'));
  change(copy);
  const [, how = ''] = readFileSync(join(copy, 'data/README.txt'), 'utf8').split('HOW TO CHECK IT\n');
  const said = (how.split('\n\n')[1] ?? '').split('\n').map((line) => line.trim());
  const { status } = spawnSync('sh', ['-ec', said.join('\n')], { cwd: copy, env: { PATH: '/usr/bin:/bin' } });
  return { status, said };
};
const filesIn = (bundle: string): readonly string[] =>
  readdirSync(bundle, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
/** A copy of the bundle elsewhere, in which something is changed. */
const changed = (change: (bundle: string) => void): { readonly status: number | null; readonly text: string } => {
  const copy = join(elsewhere, 'changed');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(elsewhere, 'bundle'), copy, { recursive: true });
  change(copy);
  return verify(copy);
};
const relist = (bundle: string): void => {
  // As whoever changes a file and writes the lists anew would do.
  for (const [list, files] of [
    ['manifest-sha256.txt', 'data'],
    ['tagmanifest-sha256.txt', 'bag-info.txt bagit.txt manifest-sha256.txt'],
  ] as const)
    spawnSync('sh', ['-c', `find ${files} -type f | sort | xargs sha256sum > ${list}`], { cwd: bundle });
};

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-evidence-')));
  elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-stranger-')));
  const authority = new TestAuthority(join(folder, 'right'), 'right');
  server = await AuthorityServer.open(authority);
  root = join(folder, 'shop');
  for (const part of [
    'originals/DSC_0412.jpg',
    'originals/DSC_0502.jpg',
    'papers',
    'listings/stoneware-mug',
    'evidence',
    'cases/2026-005-mug-mirrored.yaml',
  ])
    cpSync(join(SHOP, part), join(root, part), { recursive: true });
  cpSync(authority.root, join(root, 'root.pem'));
  cpSync(authority.root, join(elsewhere, 'root.pem'));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `rules: { image-readable: error }\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nprovenance: { authorities: ["${server.address()}"], roots: [root.pem] }\n`,
  );
  await runIn(root, ['archive']);
  await runIn(root, ['archive', 'listings']);
  await runIn(root, ['ledger', 'seal']);
}, 120_000);
afterAll(async () => {
  await server?.close();
  for (const each of [folder, elsewhere]) if (each !== undefined) rmSync(each, { recursive: true, force: true });
});

describe.skipIf(!hasOpenssl)('an evidence bundle', () => {
  it('of a case holds what speaks for it, and a stranger verifies it without this program', async () => {
    const { status, stdout } = await runIn(root, ['evidence', '2026-005', '--out', 'bundle', '--as-of', '2026-11-26']);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/files in bundle; open bundle\/data\/cover\.html[\s\S]*outtakes of the same session/),
    ]);
    cpSync(join(root, 'bundle'), join(elsewhere, 'bundle'), { recursive: true });
    const verified = verify(join(elsewhere, 'bundle'));
    expect([verified.status, verified.text]).toEqual([
      0,
      expect.stringMatching(/^sealed at .* GMT, by .*root\.pem\n2 entries, 2 proofs, 1 times; 0 faults\n$/),
    ]);
    expect(asReadmeSays(() => undefined)).toEqual({
      status: 0,
      said: ['sha256sum -c manifest-sha256.txt', 'sha256sum -c tagmanifest-sha256.txt', 'sh data/verify.sh roots.pem'],
    });
    expect(asReadmeSays((bundle) => appendFileSync(join(bundle, 'data/cover.html'), ' ')).status).toBe(1);
    const cover = readFileSync(join(elsewhere, 'bundle/data/cover.html'), 'utf8');
    expect(cover).toMatch(
      /Evidence in the case 2026-005[\s\S]*once B is mirrored left to right[\s\S]*What is missing[\s\S]*outtakes/,
    );
    for (const path of [
      'originals/DSC_0412.jpg',
      'evidence/2026-005/page.png',
      'papers/witness-mug.txt',
      'cases/2026-005-mug-mirrored.yaml',
    ])
      expect(existsSync(join(elsewhere, 'bundle/data/files', path)), path).toBe(true);
    // Another's picture is nobody's business.
    expect(existsSync(join(elsewhere, 'bundle/data/files/originals/DSC_0502.jpg'))).toBe(false);
  }, 60_000);

  it('has the same bytes when it is made again', async () => {
    await runIn(root, ['evidence', '2026-005', '--out', 'again', '--as-of', '2026-11-26']);
    const [first, second] = [filesIn(join(root, 'bundle')), filesIn(join(root, 'again'))];
    expect(second.map((file) => file.replace('/again/', '/bundle/'))).toEqual(first);
    for (const [index, file] of first.entries())
      expect(readFileSync(second[index] ?? '').equals(readFileSync(file)), file).toBe(true);
    expect(await runIn(root, ['evidence', '2026-005', '--out', 'again'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not empty'),
    });
  }, 60_000);

  it('is an archive where that is asked for, which unpacks to the same', async () => {
    const args = ['evidence', '2026-005', '--as-of', '2026-11-26', '--out'];
    expect((await runIn(root, [...args, 'bundle.zip'])).status).toBe(0);
    expect((await runIn(root, [...args, 'second.zip'])).status).toBe(0);
    const unpack = join(elsewhere, 'unpacked');
    const { status } = spawnSync('python3', ['-m', 'zipfile', '-e', join(root, 'bundle.zip'), unpack]);
    if (status !== 0) process.stderr.write('python3 is not there: archives are not unpacked.\n');
    else {
      for (const file of filesIn(join(root, 'bundle')))
        expect(readFileSync(file.replace(root, unpack)).equals(readFileSync(file)), file).toBe(true);
      expect(verify(join(unpack, 'bundle')).status).toBe(0);
    }
    const bytes = (name: string): string => readFileSync(join(root, name), 'latin1').replaceAll('second/', 'bundle/');
    expect(bytes('second.zip')).toBe(bytes('bundle.zip'));
    expect((await runIn(root, [...args, 'bundle.zip'])).stderr).toContain('is there already');
  }, 120_000);

  it('is found to be changed, whatever is', () => {
    const flip = (path: string) => (bundle: string) => {
      const bytes = readFileSync(join(bundle, path));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(join(bundle, path), bytes);
    };
    const inside = (part: string): string => {
      const home = join(elsewhere, 'bundle/data/provenance', part);
      const found = filesIn(home).find((file) => /\.(?:json|txt|tsr)$/.test(file)) ?? '';
      return found.slice(join(elsewhere, 'bundle/').length);
    };
    expect(changed(flip('data/files/originals/DSC_0412.jpg')).status).toBe(1);
    expect(changed(flip('data/cover.html')).status).toBe(1);
    expect(changed((bundle) => writeFileSync(join(bundle, 'data/more.txt'), 'more')).text).toContain(
      'not in the list: data/more.txt',
    );
    expect(changed((bundle) => rmSync(join(bundle, 'data/files/papers/witness-mug.txt'))).status).toBe(1);
    // The bytes of a token that its signature does not cover are covered by its name.
    expect(
      changed((bundle) => {
        const token = filesIn(join(bundle, 'data/provenance/seals')).find((file) => file.endsWith('.tsr')) ?? '';
        flip(token.slice(bundle.length + 1))(bundle);
        relist(bundle);
      }).text,
    ).toContain('its hash is not its name');
    // The lists written anew do not help where a seal covers what was changed.
    for (const part of ['entries', 'proofs', 'seals']) {
      const result = changed((bundle) => {
        flip(inside(part))(bundle);
        relist(bundle);
      });
      expect([part, result.status]).toEqual([part, 1]);
    }
  }, 60_000);

  it('of a picture holds its family and papers of the ledger', async () => {
    const { status, stdout } = await runIn(root, [
      'evidence',
      'listings/stoneware-mug/01-front.jpg',
      '--out',
      'picture',
    ]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('check it: cd picture && sh data/verify.sh')]);
    expect(existsSync(join(root, 'picture/data/files/originals/DSC_0412.jpg'))).toBe(true);
    expect(verify(join(root, 'picture'))).toMatchObject({ status: 0 });
  }, 60_000);

  it('is not made of a file that is not the one that is stated, unless that is asked for, and of no secret', async () => {
    const picture = join(root, 'evidence/2026-005/their-picture.jpg');
    const original = join(root, 'originals/DSC_0412.jpg');
    for (const [file, who] of [
      [picture, 'the case'],
      [original, 'the case'],
      [join(root, 'salt.txt'), 'the secret'],
    ] as const) {
      const before = existsSync(file) ? readFileSync(file) : Buffer.from('a-secret-of-sixteen-letters');
      if (who === 'the secret') {
        writeFileSync(file, before);
        appendFileSync(join(root, 'listing-lint.config.yaml'), 'limits: {}\n');
        const config = readFileSync(join(root, 'listing-lint.config.yaml'), 'utf8');
        writeFileSync(
          join(root, 'listing-lint.config.yaml'),
          config.replace('roots: [root.pem]', 'roots: [root.pem], salt: salt.txt'),
        );
        appendFileSync(join(root, 'papers/witness-mug.txt'), before);
      } else writeFileSync(file, Buffer.concat([before, Buffer.from('x')]));
      const refused = await runIn(root, ['evidence', '2026-005', '--out', 'refused']);
      expect([refused.status, refused.stdout, existsSync(join(root, 'refused'))]).toEqual([1, '', false]);
      expect(refused.stderr).toContain(who);
      if (who !== 'the secret') writeFileSync(file, before);
    }
  }, 120_000);

  it('says what could not be put in', async () => {
    rmSync(join(root, 'evidence/2026-005/their-picture.jpg'));
    const { status, stdout } = await runIn(root, ['evidence', '2026-005', '--out', 'less', '--incomplete']);
    expect([status, stdout]).toEqual([1, expect.stringContaining('not in it: evidence/2026-005/their-picture.jpg')]);
  }, 60_000);
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { filesIn, relist, SealedShop } from './sealed-shop.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: bundles are not verified.\n');

const shop = new SealedShop();
const { root, elsewhere } = shop;
const verify = (bundle: string) => shop.verify(bundle);
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
/** A copy of the bundle elsewhere, in which something is changed. */
const changed = (change: (bundle: string) => void): { readonly status: number | null; readonly text: string } => {
  const copy = join(elsewhere, 'changed');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(elsewhere, 'bundle'), copy, { recursive: true });
  change(copy);
  return verify(copy);
};
beforeAll(async () => {
  if (hasOpenssl) await shop.open();
}, 120_000);
afterAll(() => shop.close());

describe.skipIf(!hasOpenssl)('an evidence bundle', () => {
  it('of a case holds what speaks for it, and a stranger verifies it without this program', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const { status, stdout } = await runIn(root, ['evidence', '2026-005', '--out', 'bundle', '--as-of', '2026-11-26']);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(
        /files in bundle; open bundle\/data\/cover\.html[\s\S]*\(evidence-ready\)\n {4}listings\/stoneware-mug\/01-front\.jpg: it lacks what a dispute would need: [\s\S]*outtakes of the shooting/,
      ),
    ]);
    cpSync(join(root, 'bundle'), join(elsewhere, 'bundle'), { recursive: true });
    const verified = verify(join(elsewhere, 'bundle'));
    expect([verified.status, verified.text]).toEqual([
      0,
      expect.stringMatching(
        /: sealed at .* GMT[\s\S]*\ndata\/files\/evidence\/2026-005\/page\.png: was there at .* GMT\n[\s\S]*\ndata\/files\/listings\/stoneware-mug\/01-front\.jpg: was there at .* GMT\ndata\/files\/originals\/DSC_0412\.jpg: was there at .* GMT\n[\s\S]*data\/files\/papers\/witness-mug\.txt: under no seal.*\n\d+ files, 5 entries, 5 of them under a seal; 0 faults\n$/,
      ),
    ]);
    expect(asReadmeSays(() => undefined)).toEqual({
      status: 0,
      said: ['sha256sum -c manifest-sha256.txt', 'sha256sum -c tagmanifest-sha256.txt', 'sh data/verify.sh roots.pem'],
    });
    expect(asReadmeSays((bundle) => appendFileSync(join(bundle, 'data/cover.html'), ' ')).status).toBe(1);
    const cover = readFileSync(join(elsewhere, 'bundle/data/cover.html'), 'utf8');
    expect(cover).toMatch(
      /Evidence in the case 2026-005[\s\S]*The parties[\s\S]*how old they are[\s\S]*once B is mirrored left to right[\s\S]*What is there, and what is missing[\s\S]*outtakes/,
    );
    // Its maker is NIKON CORPORATION.
    expect(/taken with (.*?) at /.exec(cover)?.[1]).toBe('NIKON Z 6_2');
    for (const path of [
      'originals/DSC_0412.jpg',
      'evidence/2026-005/page.png',
      'papers/witness-mug.txt',
      'cases/2026-005-mug-mirrored.yaml',
    ])
      expect(existsSync(join(elsewhere, 'bundle/data/files', path)), path).toBe(true);
    // Another's picture is nobody's business.
    expect(existsSync(join(elsewhere, 'bundle/data/files/originals/DSC_0502.jpg'))).toBe(false);
  });

  it('has the same bytes when it is made again', { tags: 'full', timeout: 60_000 }, async () => {
    await runIn(root, ['evidence', '2026-005', '--out', 'again', '--as-of', '2026-11-26']);
    const [first, second] = [filesIn(join(root, 'bundle')), filesIn(join(root, 'again'))];
    expect(second.map((file) => file.replace('/again/', '/bundle/'))).toEqual(first);
    for (const [index, file] of first.entries())
      expect(readFileSync(second[index] ?? '').equals(readFileSync(file)), file).toBe(true);
    expect(await runIn(root, ['evidence', '2026-005', '--out', 'again'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not empty'),
    });
  });

  it('is an archive where that is asked for, which unpacks to the same', {
    tags: 'full',
    timeout: 120_000,
  }, async () => {
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
  });

  it('is found to be changed, whatever is', { tags: 'full', timeout: 60_000 }, () => {
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
    // The page of the theft in place of another: the lists written anew do not help, as captures are under the seal.
    for (const capture of ['evidence/2026-005/page.png', 'evidence/2026-005/their-picture.jpg']) {
      const { status, text } = changed((bundle) => {
        cpSync(join(bundle, 'data/files/originals/DSC_0412.jpg'), join(bundle, 'data/files', capture));
        relist(bundle);
      });
      expect([status, text]).toEqual([
        1,
        expect.stringContaining(`names ${capture}, which is not in the bundle as it was archived`),
      ]);
    }
    expect(changed((bundle) => writeFileSync(join(bundle, 'data/more.txt'), 'more')).text).toContain(
      'data/more.txt: it is not in the list',
    );
    expect(changed((bundle) => rmSync(join(bundle, 'data/files/papers/witness-mug.txt'))).status).toBe(1);
    // The bytes of a token that its signature does not cover are covered by its name.
    expect(
      changed((bundle) => {
        const token = filesIn(join(bundle, 'data/provenance/seals')).find((file) => file.endsWith('.tsr')) ?? '';
        flip(token.slice(bundle.length + 1))(bundle);
        relist(bundle);
      }).text,
    ).toContain('its SHA-256 is not the one of its name');
    // The lists written anew do not help where a seal covers what was changed.
    for (const part of ['entries', 'proofs', 'seals']) {
      const result = changed((bundle) => {
        flip(inside(part))(bundle);
        relist(bundle);
      });
      expect([part, result.status]).toEqual([part, 1]);
    }
  });

  it('is verified by hand and by its script years after the certificates have ended', {
    tags: 'full',
    timeout: 60_000,
  }, ({ skip }) => {
    const later = '2045-01-01 12:00:00';
    if (spawnSync('faketime', [later, 'true']).status !== 0) {
      process.stderr.write('faketime is not there: no bundle is verified years later.\n');
      skip();
    }
    const bundle = join(elsewhere, 'bundle');
    const seal = filesIn(join(bundle, 'data/provenance/seals')).find((file) => file.endsWith('seal.json')) ?? '';
    const token = filesIn(dirname(seal)).find((file) => file.endsWith('.tsr')) ?? '';
    const readme = readFileSync(join(bundle, 'data/README.txt'), 'utf8');
    const seconds = /"(date -u -d '[^']*' \+%s)"/.exec(readme)?.[1] ?? '';
    const typed = [...readme.matchAll(/^ {2}(openssl .*)$/gm)].map(([, line = '']) =>
      line.replace('TOKEN.tsr', token).replace('seal.json', seal).replace('roots.pem', join(elsewhere, 'root.pem')),
    );
    const stamp = `$(${typed[0] ?? ''} 2>/dev/null | sed -n 's/^Time stamp: //p')`;
    const at = seconds.replace(/'[^']*'/, () => `"${stamp}"`);
    const runLater = (command: string) =>
      spawnSync('faketime', [later, 'sh', '-c', command], { encoding: 'utf8', cwd: bundle });
    const { stdout } = runLater((typed[1] ?? '').replace('SECONDS', `$(${at})`));
    expect(stdout).toContain('Verification: OK');
    // Both certificates have ended by then.
    expect(runLater((typed[1] ?? '').replace(' -attime SECONDS', '')).stderr).toContain('certificate has expired');
    expect(runLater(`sh data/verify.sh ${join(elsewhere, 'root.pem')}`)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/; 0 faults\n$/),
    });
  });

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

  it('is not made of a file that is not the one that is stated, unless that is asked for, and of no secret', {
    tags: 'full',
    timeout: 120_000,
  }, async () => {
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
  });

  it('takes no pointer of Git LFS for a file, nor a page for a picture', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const theirs = join(root, 'evidence/2026-005/their-picture.jpg');
    const before = readFileSync(theirs);
    const sha256 = createHash('sha256').update(before).digest('hex');
    for (const [text, why] of [
      [
        `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${before.length}\n`,
        'a Git LFS pointer',
      ],
      ['<html>log in first</html>', 'it is no picture, as its name says'],
      ['', 'it is empty'],
    ] as const) {
      writeFileSync(theirs, text);
      const { status, stderr } = await runIn(root, ['evidence', '2026-005', '--out', 'refused']);
      expect([status, stderr, existsSync(join(root, 'refused'))]).toEqual([
        1,
        expect.stringContaining(`their-picture.jpg: ${why}`),
        false,
      ]);
    }
    writeFileSync(theirs, before);
  });

  it('says what could not be put in', async () => {
    rmSync(join(root, 'evidence/2026-005/their-picture.jpg'));
    const { status, stdout } = await runIn(root, ['evidence', '2026-005', '--out', 'less', '--incomplete']);
    expect([status, stdout]).toEqual([1, expect.stringContaining('not in it: evidence/2026-005/their-picture.jpg')]);
  }, 60_000);
});

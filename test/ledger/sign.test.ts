import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archive, inspect } from 'listing-lint';
import { runIn } from 'listing-lint/program';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: pictures are not signed.\n');

let root: string;
let elsewhere: string;
const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const;

const SIGNED = [...FORMATS, 'heic'];

/** There is no encoder of HEVC here: an AVIF whose boxes say that they are HEIC. What is signed is the container, and nobody looks at the pixels. */
const asHeic = (avif: Buffer): Buffer => {
  const names = { avif: 'heic', av01: 'hvc1', av1C: 'hvcC', MA1B: 'mif1' };
  const renamed = Object.entries(names).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    avif.toString('latin1'),
  );
  return Buffer.from(renamed, 'latin1');
};

beforeAll(async () => {
  if (!hasOpenssl) return;
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-sign-')));
  elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-keys-')));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: elsewhere, stdio: 'pipe' });
  writeFileSync(
    join(elsewhere, 'ext'),
    'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
  );
  for (const key of ['ca.key', 'ee.key'])
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-out', key);
  const use = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-days',
    '3650',
    '-subj',
    '/O=Lamp/CN=Lamp root',
    ...use,
    '-out',
    'ca.pem',
  );
  openssl('req', '-new', '-key', 'ee.key', '-subj', '/O=Lamp shop/CN=Lamp shop', '-out', 'ee.csr');
  const issue = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '3000', '-extfile', 'ext'];
  openssl('x509', '-req', '-in', 'ee.csr', ...issue, '-out', 'ee.pem');
  mkdirSync(join(root, 'originals'));
  for (const name of ['ca.pem', 'ee.pem']) writeFileSync(join(root, name), readFileSync(join(elsewhere, name)));
  for (const format of FORMATS) {
    const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
    const picture = sharp({ create: { width: 240, height: 160, channels: 3, background: '#47a', noise } });
    const bytes = await picture.toFormat(format).toBuffer();
    writeFileSync(join(root, `originals/1.${format}`), bytes);
    if (format === 'avif') writeFileSync(join(root, 'originals/1.heic'), asHeic(bytes));
  }
  // Blots, and other ones.
  for (const name of ['drawn', 'other']) {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
    const grain = sharp({ create: { width: 40, height: 30, channels: 3, background: '#888', noise } });
    const blots = sharp(await grain.png().toBuffer()).resize(640, 480);
    writeFileSync(join(elsewhere, `${name}.jpg`), await blots.jpeg().toBuffer());
  }
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'rules: { c2pa-valid: error }\noriginals: ["originals/**", "signed/**"]\nprovenance: {}\nc2pa: { anchors: [ca.pem], certificate: ee.pem }\n',
  );
}, 60_000);
afterAll(() => {
  for (const folder of [root, elsewhere]) if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const sign = (key = 'ee.key') =>
  archive({
    cwd: root,
    paths: ['originals'],
    sign: 'signed',
    sourceType: 'digitalCapture',
    env: { LISTING_LINT_C2PA_KEY_FILE: join(elsewhere, key) },
  });

describe.skipIf(!hasOpenssl)('archive --sign', () => {
  it('needs a key that belongs to the certificate, and never one in the config', async () => {
    await expect(archive({ cwd: root, sign: 'signed', env: {} })).rejects.toThrow('there is no key to sign with');
    await expect(sign('ca.key')).rejects.toThrow('the key is not that of the first certificate');
    await expect(archive({ cwd: root, sign: '.', env: {} })).rejects.toThrow('a folder of its own');
  });

  it.each([
    [-1, /the certificate of Lamp shop is valid from .* to .*, and it is /, /clock of this machine/],
    [3001, /the certificate of Lamp shop is valid from .* to .*, and it is /, /have it renewed/],
  ])(
    'signs with no certificate that is not valid, %i days from now, and writes nothing',
    async (days, says, advice) => {
      const now = () => new Date(Date.now() + days * 86_400_000);
      const env = { LISTING_LINT_C2PA_KEY_FILE: join(elsewhere, 'ee.key') };
      const ended = await runIn(root, ['archive', '--sign', 'signed', 'originals'], { env, now });
      expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(says) });
      expect(ended.err).toMatch(advice);
      expect([existsSync(join(root, 'signed')), existsSync(join(root, 'provenance'))]).toEqual([false, false]);
    },
  );

  it('writes copies that the anchor vouches for, archives them with their originals, and leaves those as they are', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const before = SIGNED.map((format) => readFileSync(join(root, `originals/1.${format}`)));
    const { outcomes, signed } = await sign();
    expect(signed.map(({ signed: copy, reason }) => [copy, reason])).toEqual(
      SIGNED.map((format) => [`signed/originals/1.${format}`, null]).sort(),
    );
    expect(SIGNED.map((format) => readFileSync(join(root, `originals/1.${format}`)))).toEqual(before);
    const copy = outcomes.find(({ path }) => path === 'signed/originals/1.jpeg');
    expect(copy).toMatchObject({ kind: 'archived', stage: 'edit', parents: [{ path: 'originals/1.jpeg' }] });
    for (const { facts } of await inspect({ cwd: root, paths: ['signed'] })) {
      expect(JSON.parse(JSON.stringify(facts))).toMatchObject({
        c2pa: { state: 'trusted', failures: [], signer: 'Lamp shop' },
      });
    }
    const again = await sign();
    expect(again.outcomes.every(({ kind }) => kind === 'known')).toBe(true);
  });

  it('signs a picture that has changed anew, keeps the copy of before, and writes over nothing that it did not sign', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const original = join(root, 'originals/1.png');
    const copy = join(root, 'signed/originals/1.png');
    const [first, before] = [readFileSync(original), readFileSync(copy)];
    writeFileSync(original, await sharp(first).negate().png().toBuffer());
    const { signed, outcomes } = await sign();
    expect(signed.filter(({ isRenewed }) => isRenewed).map(({ path }) => path)).toEqual(['originals/1.png']);
    expect(readFileSync(copy).equals(before)).toBe(false);
    const hash = createHash('sha256').update(before).digest('hex');
    expect(readFileSync(join(root, 'provenance/objects', hash.slice(0, 2), hash)).equals(before)).toBe(true);
    const renewed = outcomes.find(({ path }) => path === 'signed/originals/1.png');
    const now = createHash('sha256').update(readFileSync(original)).digest('hex');
    expect(renewed).toMatchObject({ kind: 'archived', parents: [{ sha256: now }] });
    const [fact] = await inspect({ cwd: root, paths: ['signed/originals/1.png'] });
    expect(JSON.parse(JSON.stringify(fact?.facts))).toMatchObject({ c2pa: { state: 'trusted' } });
    const again = await sign();
    expect([
      again.signed.some(({ isRenewed }) => isRenewed),
      again.outcomes.every(({ kind }) => kind === 'known'),
    ]).toEqual([false, true]);

    writeFileSync(copy, 'a file of somebody');
    const refused = (await sign()).signed.find(({ path }) => path === 'originals/1.png');
    expect(refused).toMatchObject({ signed: null, reason: expect.stringContaining('move it away') });
    expect(readFileSync(copy, 'utf8')).toBe('a file of somebody');
  });

  it('opens what has Content Credentials, and states nothing that a picture denies', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const env = { LISTING_LINT_C2PA_KEY_FILE: join(elsewhere, 'ee.key') };
    const signedAs = (paths: string[], sourceType: string, sign: string) =>
      archive({ cwd: root, paths, sign, sourceType, env });
    const { signed } = await signedAs(['signed/originals/1.jpeg'], 'digitalCapture', 'twice');
    expect(signed).toEqual([expect.objectContaining({ reason: null, isOpened: true })]);
    const paths = ['signed/originals/1.jpeg', 'twice/signed/originals/1.jpeg'];
    const [first, second] = (await inspect({ cwd: root, paths })).map(({ facts }) =>
      JSON.parse(JSON.stringify(facts.c2pa)),
    );
    expect(second).toMatchObject({ state: 'trusted', actions: ['c2pa.opened'] });
    expect(second.manifests).toEqual([...first.active, ...second.active]);

    const xmp = (properties: string): string =>
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" ${properties}/></rdf:RDF></x:xmpmeta>`;
    mkdirSync(join(root, 'made'));
    const saying = async (name: string, properties: string): Promise<void> => {
      const picture = sharp(join(root, 'originals/1.jpeg')).withXmp(xmp(properties));
      writeFileSync(join(root, 'made', name), await picture.jpeg().toBuffer());
    };
    const types = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
    await saying('1.jpg', `Iptc4xmpExt:DigitalSourceType="${types}trainedAlgorithmicMedia"`);
    await saying('2.jpg', 'xmp:CreatorTool="Midjourney"');
    const made = await signedAs(['made'], 'digitalCapture', 'captured');
    expect(made.signed.map(({ reason }) => reason)).toEqual([
      'its metadata say trainedAlgorithmicMedia, not digitalCapture',
      expect.stringContaining('a model made it (xmp:CreatorTool'),
    ]);
    const honest = await signedAs(['made'], 'trainedAlgorithmicMedia', 'honest');
    expect(honest.signed.map(({ reason, isOpened }) => [reason, isOpened])).toEqual([
      [null, false],
      [null, false],
    ]);
    await expect(signedAs(['made'], 'digitalcapture', 'slip')).rejects.toThrow('no digital source type of IPTC');
  });

  it('keeps the Content Credentials of the original that a published picture shows, and of no other', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const env = { LISTING_LINT_C2PA_KEY_FILE: join(elsewhere, 'ee.key') };
    mkdirSync(join(root, 'listings/lamp'), { recursive: true });
    const seen = readFileSync(join(elsewhere, 'drawn.jpg'));
    writeFileSync(join(root, 'originals/drawn.jpg'), seen);
    await archive({ cwd: root, paths: ['originals/drawn.jpg'], sign: 'signed', sourceType: 'digitalCapture', env });
    const parent = 'signed/originals/drawn.jpg';
    writeFileSync(join(root, 'listings/lamp/1.jpg'), await sharp(seen).resize(300).jpeg().toBuffer());
    writeFileSync(join(root, 'listings/lamp/2.jpg'), readFileSync(join(elsewhere, 'other.jpg')));
    writeFileSync(join(root, 'listings/lamp/listing.yaml'), `originals: { 1.jpg: ${parent}, 2.jpg: ${parent} }\n`);
    const { signed } = await archive({
      ...{ cwd: root, paths: ['listings/lamp'], sign: 'published', sourceType: 'digitalCapture', env },
    });
    expect(signed).toEqual([
      expect.objectContaining({ path: 'listings/lamp/1.jpg', reason: null, parent, isOpened: false }),
      expect.objectContaining({ path: 'listings/lamp/2.jpg', signed: null, reason: expect.stringContaining(parent) }),
    ]);
    const paths = ['published/listings/lamp/1.jpg', parent];
    const [copy, original] = (await inspect({ cwd: root, paths })).map(({ facts }) =>
      JSON.parse(JSON.stringify(facts.c2pa)),
    );
    expect(copy).toMatchObject({ state: 'trusted', failures: [], actions: ['c2pa.opened'], sourceTypes: [] });
    expect(copy.manifests).toEqual([...original.active, ...copy.active]);
    expect(copy.ingredients).toEqual([expect.objectContaining({ relationship: 'parentOf' })]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** A certificate authority of our own, and a signer that it has certified; PEM. */
export interface TestSigner {
  readonly root: string;
  readonly certificate: string;
  readonly key: string;
}

const EXTENSIONS =
  'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';

/** Makes both with openssl; the key is P-256. `days`: how long the signer's certificate is valid. */
export const testSigner = (name = 'Test shop', days = 3000): TestSigner => {
  const folder = mkdtempSync(join(tmpdir(), 'c2pa-signer-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  try {
    writeFileSync(join(folder, 'ext'), EXTENSIONS);
    for (const key of ['ca.key', 'ee.key'])
      openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-out', key);
    const ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'ca.key',
      '-days',
      '3650',
      '-subj',
      '/O=Test/CN=Test root',
      ...ca,
      '-out',
      'ca.pem',
    );
    openssl('req', '-new', '-key', 'ee.key', '-subj', `/O=${name}/CN=${name}`, '-out', 'ee.csr');
    openssl(
      'x509',
      '-req',
      '-in',
      'ee.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      String(days),
      '-extfile',
      'ext',
      '-out',
      'ee.pem',
    );
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    return { root: read('ca.pem'), certificate: read('ee.pem'), key: read('ee.key') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const SIGNED_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const;
export type SignedFormat = (typeof SIGNED_FORMATS)[number];

/** A picture without a manifest. */
export const plainPicture = async (format: SignedFormat): Promise<Buffer> =>
  sharp({
    create: {
      width: 240,
      height: 160,
      channels: 3,
      background: '#47a',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .toFormat(format)
    .toBuffer();

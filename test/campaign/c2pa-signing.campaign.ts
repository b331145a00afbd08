// npm run campaign c2pa-signing DIR
// Signs every picture of a folder by `archive --sign`, with a certificate made for that, reads it back with the root as anchor, and again once a byte of it is another. Exit 1
// where one that was signed is not vouched for, or a change goes unseen. What cannot be signed is listed with its reason. Needs openssl and @contentauth/c2pa-wasm.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const inspected = z.looseObject({
  subject: z.looseObject({ path: z.string() }),
  facts: z.looseObject({
    c2pa: z.looseObject({ state: z.string().nullable(), faults: z.array(z.string()).nullable() }),
  }),
});

const [given] = process.argv.slice(2);
if (given === undefined) {
  process.stderr.write('usage: npm run campaign c2pa-signing DIR\n');
  process.exit(2);
}
const root = mkdtempSync(join(tmpdir(), 'c2pa-signing-'));
const run = (...args: readonly string[]): string =>
  spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2e8,
    env: { ...process.env, LISTING_LINT_C2PA_KEY_FILE: join(root, 'key.pem') },
  }).stdout;
const states = (): ReadonlyMap<string, { readonly state: string | null; readonly faults: readonly string[] | null }> =>
  new Map(
    z
      .array(z.unknown())
      .parse(JSON.parse(run('inspect', 'signed')))
      .flatMap((each) => inspected.safeParse(each).data ?? [])
      .map(({ subject, facts }) => [subject.path, facts.c2pa] as const),
  );

/** A root, and a certificate that it has issued for signing: `root.pem`, `ours.pem`, `key.pem`. */
const makeKeys = (): void => {
  const openssl = (words: string): Buffer => execFileSync('openssl', words.split(' '), { cwd: root, stdio: 'pipe' });
  writeFileSync(
    join(root, 'ext'),
    'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
  );
  for (const key of ['root.key', 'key.pem'])
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out ${key}`);
  openssl(
    'req -x509 -new -key root.key -days 90 -subj /O=Test/CN=Root -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -out root.pem',
  );
  openssl('req -new -key key.pem -subj /O=Shop/CN=Shop -out ours.csr');
  openssl('x509 -req -in ours.csr -CA root.pem -CAkey root.key -CAcreateserial -days 60 -extfile ext -out ours.pem');
};

let wrong = 0;
try {
  makeKeys();
  mkdirSync(join(root, 'originals'));
  const names = readdirSync(resolve(given)).sort();
  for (const name of names) copyFileSync(join(given, name), join(root, 'originals', name));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'rules: { image-readable: error }\noriginals: ["originals/**", "signed/**"]\nprovenance: {}\nc2pa: { anchors: [root.pem], certificate: ours.pem }\n',
  );
  const said = run('archive', 'originals', '--sign', 'signed', '--source-type', 'digitalCapture');
  const before = states();
  for (const path of before.keys()) {
    const bytes = readFileSync(join(root, path));
    // A place in the middle of the picture that was there before it was signed.
    const original = readFileSync(join(root, path.slice('signed/'.length)));
    const middle = Math.floor(original.length / 2);
    const at = bytes.indexOf(original.subarray(middle, middle + 24));
    if (at < 0) throw new Error(`${path}: what it was signed from is not in it`);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(root, path), bytes);
  }
  const after = states();
  for (const name of names) {
    const path = `signed/originals/${name}`;
    const [first, second] = [before.get(path), after.get(path)];
    const reason = said.split('\n').find((line) => line.startsWith(`originals/${name}  not signed`));
    const isRight =
      first === undefined ? reason !== undefined : first.state === 'trusted' && second?.state === 'invalid';
    if (!isRight) wrong++;
    const words =
      first === undefined
        ? (reason ?? 'nothing is said of it')
        : `${first.state}; a byte on: ${second?.state}, ${second?.faults?.join(', ')}`;
    process.stdout.write(`${isRight ? 'as it should' : 'DIFFERS'}  ${name}  ${words}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;

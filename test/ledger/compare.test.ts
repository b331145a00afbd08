import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { AuthorityServer, TestAuthority } from './authority.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: sealed pictures are not compared.\n');

let folder: string;
let root: string;
let server: AuthorityServer | undefined;
const OURS = 'originals/DSC_0412.jpg';
const compare = async () => {
  const { status, stdout } = await runIn(root, ['compare', OURS, 'theirs.jpg', '-f', 'json']);
  const { points, a, b } = JSON.parse(stdout);
  return { status, a, b, point: points.find(({ code }: { code: string }) => code.startsWith('ledger.')) };
};

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-compare-')));
  const authority = new TestAuthority(join(folder, 'right'), 'right');
  server = await AuthorityServer.open(authority);
  root = join(folder, 'shop');
  mkdirSync(root);
  cpSync(join(SHOP, OURS), join(root, OURS));
  await sharp(join(root, OURS))
    .resize(500)
    .withExif({ IFD2: { DateTimeOriginal: '2030:01:01 00:00:00' } })
    .toFile(join(root, 'theirs.jpg'));
  cpSync(authority.root, join(root, 'root.pem'));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `rules: { image-readable: error }\noriginals: ["originals/**"]\nprovenance: { authorities: ["${server.address()}"], roots: [root.pem] }\n`,
  );
}, 60_000);
afterAll(async () => {
  await server?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!hasOpenssl)('two pictures and the ledger', () => {
  it('says what is archived, by whose word, and since when somebody else vouches for it', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    expect((await compare()).point).toMatchObject({ code: 'ledger.neither', towards: null });
    await runIn(root, ['archive']);
    const archived = await compare();
    expect(archived.point).toMatchObject({ code: 'ledger.only-a', towards: { side: 'a', sureness: 'stated' } });
    expect(archived.point.shows).toMatch(/by the clock of who wrote it; it is not sealed/);
    await runIn(root, ['ledger', 'seal']);
    const { a, b, point } = await compare();
    expect(a.ledger).toMatchObject({ by: 'file', stage: 'original', path: OURS });
    expect(b.ledger.entry).toBeNull();
    expect(point).toMatchObject({
      code: 'ledger.only-a-sealed',
      towards: { side: 'a', sureness: 'attested' },
      ground: ['/a/ledger', '/b/ledger', '/b/times/0'],
    });
    expect(point.shows).toMatch(
      /has signed that the entry of A, which names this very file by its SHA-256, was there at/,
    );
    expect(point.shows).toMatch(/B itself states that it was taken after that, at 2030-01-01/);
    expect(point.showsNot).toMatch(/no proof of who made the picture/);
    // Without a root the seal is what it says of itself.
    const config = join(root, 'listing-lint.config.yaml');
    writeFileSync(config, 'rules: { image-readable: error }\noriginals: ["originals/**"]\nprovenance: {}\n');
    expect((await compare()).point).toMatchObject({ code: 'ledger.only-a', towards: { sureness: 'stated' } });
  });

  it('concludes nothing from a ledger that is not as it was written, and says so', {
    tags: 'full',
    timeout: 60_000,
  }, async () => {
    const entries = join(root, 'provenance/entries');
    const [path = ''] = readdirSync(entries, { recursive: true, encoding: 'utf8' }).filter((each) =>
      each.endsWith('.json'),
    );
    const entry = join(entries, path);
    const bytes = readFileSync(entry);
    const expectDamage = async () => {
      const { a, point } = await compare();
      expect(point).toMatchObject({ code: 'ledger.damaged', towards: null, a: 'open', b: 'open' });
      expect(point.shows).toMatch(/is no ground for anything until `listing-lint ledger verify` says/);
      expect(a.ledger.faults[0]).toContain(path);
      const { stdout } = await runIn(root, ['compare', OURS, 'theirs.jpg']);
      expect(stdout).toContain('the ledger is not as it was written');
      expect(stdout).not.toMatch(/attested by somebody else/);
    };
    writeFileSync(entry, Buffer.from(bytes.toString().replace('DSC_0412', 'DSC_0413')));
    await expectDamage();
    rmSync(entry);
    await expectDamage();
    writeFileSync(entry, bytes);
    expect((await compare()).point.code).toBe('ledger.only-a');
  });
});

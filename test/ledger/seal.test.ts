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
import { askAuthority } from '@listing-lint/provenance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { type AuthorityKind, AuthorityServer, type Misbehaviour, TestAuthority } from './authority.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');
const hasFaketime = spawnSync('faketime', ['+1 days', 'true']).status === 0;
if (!hasFaketime) process.stderr.write('faketime is not there: no time-stamp of a clock that is ahead is tried.\n');
const AHEAD: [string, AuthorityKind, Misbehaviour, RegExp] = [
  'a time that is still to come',
  'right',
  'future',
  /which is still to come/,
];
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: seals are not tried.\n');

let folder: string;
let root: string;
const authorities = new Map<AuthorityKind | 'stranger', TestAuthority>();
const servers = new Map<AuthorityKind | 'stranger', AuthorityServer>();

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-seal-')));
  for (const kind of ['right', 'expired', 'stranger'] as const) {
    const authority = new TestAuthority(join(folder, kind), kind === 'stranger' ? 'right' : kind);
    authorities.set(kind, authority);
    servers.set(kind, await AuthorityServer.open(authority));
  }
  root = join(folder, 'shop');
  mkdirSync(root);
  for (const part of [
    'originals/DSC_0412.jpg',
    'originals/DSC_0502.jpg',
    'papers/witness-mug.txt',
    'listings/stoneware-mug',
  ])
    cpSync(join(SHOP, part), join(root, part), { recursive: true });
  configure();
  await command('archive', '--document', 'witness:papers/witness-mug.txt');
  cpSync(root, join(folder, 'archived'), { recursive: true });
}, 60_000);
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  if (!hasOpenssl) return;
  rmSync(root, { recursive: true });
  cpSync(join(folder, 'archived'), root, { recursive: true });
});

const address = (kind: AuthorityKind | 'stranger' = 'right', behaviour?: Misbehaviour | 'flaky'): string =>
  servers.get(kind)?.address(behaviour) ?? '';
const configure = (addresses = [address()], roots: string | null = 'right'): void => {
  if (roots !== null)
    cpSync(authorities.get(roots === 'right' ? 'right' : 'expired')?.root ?? '', join(root, 'root.pem'));
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `rules: { image-readable: error }\nlistings: ["listings/*"]\noriginals: ["originals/**"]\nprovenance: { authorities: [${addresses.map((each) => `"${each}"`)}]${roots === null ? '' : ', roots: [root.pem]'} }\n`,
  );
};
const command = (...argv: string[]) => runIn(root, argv);
const verify = (...more: string[]) => command('ledger', 'verify', ...more);
const ledger = (...path: string[]): string => join(root, 'provenance', ...path);
const sealFolders = (): string[] => readdirSync(ledger('seals')).map((id) => ledger('seals', id));
const fileOf = (ending: string): string => {
  const [seal = ''] = sealFolders();
  return join(seal, readdirSync(seal).find((name) => name.endsWith(ending)) ?? '');
};
/** What the script says, which runs without Node. */
const script = (...more: string[]): { readonly status: number | null; readonly stdout: string } => {
  const { status, stdout, stderr } = spawnSync('sh', [ledger('verify.sh'), '-r', join(root, 'root.pem'), ...more], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  });
  return { status, stdout: stdout + stderr };
};

describe.skipIf(!hasOpenssl)('a seal', () => {
  it('covers what is new, is vouched for by the root, and is verified by both', async () => {
    const sealed = await command('ledger', 'seal', '--by', 'Ada');
    expect([sealed.status, sealed.stdout]).toEqual([
      0,
      expect.stringMatching(/^seal \w{12} over 2 entries\n {2}\d{4}-\d\d-\d\dT[\d:]+Z by Test_Authority, http/),
    ]);
    const verified = await verify();
    expect([verified.status, verified.stdout]).toEqual([
      0,
      expect.stringMatching(
        /sealed at \d{4}-.*\n {2}.* by Test_Authority \(certificate until \d{4}-\d\d-\d\d\): vouched for\n\n2 entries, 3 files, 1 seal: all as they were written\n$/,
      ),
    ]);
    expect(script()).toEqual({
      status: 0,
      stdout: expect.stringMatching(/: sealed at .* GMT\n2 entries, 1 seal; 0 entries are not sealed/),
    });
    expect((await command('ledger', 'seal')).stdout).toBe('there is nothing to seal: all entries are\n');
    expect(sealFolders()).toHaveLength(1);
  });

  it('of later entries covers the earlier seal, and can be renewed', { tags: 'full' }, async () => {
    await command('ledger', 'seal');
    await command('archive', 'listings');
    expect((await verify()).stdout).toContain(
      '4 entries are not sealed: if one of those were deleted, nothing here would show it',
    );
    expect(script().stdout).toContain('4 entries are not sealed');
    expect((await command('ledger', 'seal')).stdout).toMatch(/over 4 entries, and 4 files of earlier seals/);
    expect((await command('ledger', 'seal', '--renew')).stdout).toMatch(/over 0 entries, and 4 files of earlier seals/);
    expect((await verify()).stdout).toMatch(
      /and covered by a later one[\s\S]*and covered by a later one[\s\S]*6 entries, 7 files, 3 seals: all as they were written\n$/,
    );
    expect(script().status).toBe(0);
    // A seal that is gone is told by the later one.
    rmSync(
      sealFolders().find((each) => readFileSync(join(each, 'leaves.txt'), 'utf8').split('\n').length === 3) ?? '',
      { recursive: true },
    );
    expect(await verify()).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('it is gone; it was sealed at'),
    });
    expect(script()).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('it was sealed, and is gone or was changed'),
    });
  });

  it.each<[string, AuthorityKind | 'stranger', Misbehaviour | undefined, RegExp]>([
    ['another nonce', 'right', 'other-nonce', /does not answer the request/],
    ['other data', 'right', 'other-data', /is of other data/],
    ['a cut token', 'right', 'cut', /cannot be read as a time-stamp token/],
    ['a refusal', 'right', 'refusal', /the authority refused/],
    ['a certificate that has ended', 'expired', undefined, /the certificate of Test_Authority did not hold at/],
    ['a certificate for another purpose', 'right', 'other-purpose', /is not one for time-stamping alone/],
    [
      'an authority that no root vouches for',
      'stranger',
      undefined,
      /no root that is given vouches for Test_Authority/,
    ],
    ['a redirect', 'right', 'redirect', /it leads elsewhere \(status 302\)/],
    ['an answer without an end', 'right', 'endless', /more than 65536 bytes/],
    ['a page', 'right', 'page', /answers with text\/html, which is no time-stamp/],
    ...(hasFaketime ? [AHEAD] : []),
  ])('is not made of %s', async (_name, kind, behaviour, message) => {
    configure([address(kind, behaviour)], kind === 'expired' ? 'expired' : 'right');
    const { status, stderr } = await command('ledger', 'seal');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/no authority has signed, and nothing was written/)]);
    expect(stderr).toMatch(message);
    expect(readdirSync(ledger())).toEqual(['entries']);
  });

  it('is verified by the script of this version alone', async () => {
    await command('ledger', 'seal');
    const script = readFileSync(ledger('verify.sh'), 'utf8');
    for (const other of ['echo all is well\n', script.replace('exit 1', 'exit 0')]) {
      writeFileSync(ledger('verify.sh'), other);
      expect(await verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('verify.sh  it is not the') });
    }
    expect((await command('ledger', 'seal')).status).toBe(0);
    expect(readFileSync(ledger('verify.sh'), 'utf8')).toBe(script);
    expect((await verify()).status).toBe(0);
  });

  it('is made where one authority of several signs, and the others are told', async () => {
    configure([address('right', 'page'), address()]);
    const { status, stdout, stderr } = await command('ledger', 'seal');
    expect([status, stdout, stderr]).toEqual([
      1,
      expect.stringContaining('by Test_Authority'),
      expect.stringContaining('no time-stamp'),
    ]);
    expect((await verify()).status).toBe(0);
  });

  it('sends the hash of the seal and nothing else, and nothing else opens a connection', async () => {
    const before = servers.get('right')?.asked.length ?? 0;
    await command('ledger', 'seal');
    const asked = servers.get('right')?.asked.slice(before) ?? [];
    expect(asked.map(({ path }) => path)).toEqual(['/right']);
    expect(asked[0]?.bytes).toBeLessThan(80);
    await verify();
    expect(servers.get('right')?.asked.length).toBe(before + 1);
  });

  it('is not believed without a root', async () => {
    configure([address()], null);
    await command('ledger', 'seal');
    expect(await verify()).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('no root is given that vouches for it'),
    });
    expect(await verify('--roots', 'listing-lint.config.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('holds no certificate'),
    });
    expect((await verify('--roots', 'root.pem')).status).toBe(0);
    const other = authorities.get('stranger')?.root ?? '';
    expect(await verify('--roots', other)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('no root that is given vouches for Test_Authority'),
    });
    expect(script()).toMatchObject({ status: 0 });
    expect(script('-r', other)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('no root that is given vouches for a time of it'),
    });
  });
});

/** A token that is put in the place of the right one: its name is made to fit, so that only its content can tell. */
const replaceToken = async (token: Buffer, query?: Buffer): Promise<void> => {
  const { createHash } = await import('node:crypto');
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const kept = query ?? readFileSync(fileOf('.tsq'));
  const [seal = ''] = sealFolders();
  rmSync(fileOf('.tsr'));
  rmSync(fileOf('.tsq'));
  writeFileSync(join(seal, `${hash(token)}.tsr`), token);
  writeFileSync(join(seal, `${hash(token)}.${hash(kept)}.tsq`), kept);
};

describe.skipIf(!hasOpenssl)('a token that lies in a seal', () => {
  const data = (): Buffer => readFileSync(fileOf('seal.json'));
  const of = (kind: AuthorityKind | 'stranger'): TestAuthority => authorities.get(kind) ?? new TestAuthority(folder);
  it.each<[string, () => [token: Buffer, query?: Buffer], RegExp]>([
    [
      'the right one, asked for by openssl',
      () => {
        const query = of('right').query(data());
        return [of('right').reply(query), query];
      },
      /vouched for/,
    ],
    [
      'of other data',
      () => {
        const query = of('right').query(Buffer.from('other'));
        return [of('right').reply(query), query];
      },
      /of other data/,
    ],
    ['of another request', () => [of('right').reply(of('right').query(data()))], /does not answer the request/],
    [
      'without a nonce',
      () => {
        const query = of('right').query(data(), '-no_nonce');
        return [of('right').reply(query), query];
      },
      /does not answer the request/,
    ],
    [
      'of an authority whose certificate had ended',
      () => {
        const query = of('expired').query(data());
        return [of('expired').reply(query), query];
      },
      /did not hold at/,
    ],
    [
      'of an unknown root',
      () => {
        const query = of('stranger').query(data());
        return [of('stranger').reply(query), query];
      },
      /no root that is given vouches for Test_Authority/,
    ],
    ['that is cut', () => [readFileSync(fileOf('.tsr')).subarray(0, 400)], /cannot be read as a time-stamp token/],
    ['that is empty', () => [Buffer.alloc(0)], /cannot be read as a time-stamp token/],
  ])('%s: both say the same', async (name, make, message) => {
    await command('ledger', 'seal');
    const [token, query] = make();
    await replaceToken(token, query);
    const isRight = name.startsWith('the right one');
    const { status, stdout } = await verify();
    expect([status, stdout]).toEqual([isRight ? 0 : 1, expect.stringMatching(message)]);
    const told = script();
    expect(told.status, told.stdout).toBe(isRight ? 0 : 1);
  });
});

describe.skipIf(!hasOpenssl)('askAuthority', () => {
  const query = (): Buffer => authorities.get('right')?.query(Buffer.from('data')) ?? Buffer.alloc(0);
  it('asks again where it was not answered, and gives up in the end', async () => {
    const pausesMs = [1, 1];
    expect((await askAuthority(address('right', 'flaky'), query(), { pausesMs })).length).toBeGreaterThan(500);
    const before = servers.get('right')?.asked.length ?? 0;
    await expect(askAuthority(address('right', 'down'), query(), { pausesMs })).rejects.toThrow(
      'answers with status 503',
    );
    expect(servers.get('right')?.asked.length).toBe(before + 3);
    await expect(askAuthority(address('right', 'silence'), query(), { pausesMs, timeoutMs: 50 })).rejects.toThrow(
      'does not answer within 0.05 s',
    );
    await expect(askAuthority('http://127.0.0.1:9/', query(), { pausesMs: [] })).rejects.toThrow('cannot be reached');
    await expect(askAuthority(address(), query(), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

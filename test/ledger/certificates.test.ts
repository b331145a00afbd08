import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealLedger } from '@listing-lint/provenance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallLedger } from '../campaign/ledger/small-ledger.ts';
import { type AuthorityKind, TestAuthority } from './authority.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: certificates of authorities are not tried.\n');

let folder: string;
let ledger: SmallLedger;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-certificates-')));
  if (hasOpenssl) ledger = await SmallLedger.make(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenssl)('certificates of authorities', () => {
  const between = (authority: TestAuthority): string => readFileSync(join(authority.folder, 'between.pem'), 'utf8');
  const own = (authority: TestAuthority): string => readFileSync(join(authority.folder, 'tsa.pem'), 'utf8');
  const root = (authority: TestAuthority): string => readFileSync(authority.root, 'utf8');
  it.each<[string, AuthorityKind, (authority: TestAuthority) => string, boolean]>([
    ['of RSA', 'rsa', root, true],
    ['of RSA below an intermediate one', 'intermediate', root, true],
    ['below an intermediate one that is given itself', 'intermediate', between, true],
    ['that is given itself', 'right', own, true],
    ['below one that had ended', 'ended-intermediate', root, false],
    ['that was issued by one that may issue none', 'issued-by-none', root, false],
  ])('%s: we and openssl say the same', async (_name, kind, trusted, isTaken) => {
    const authority = new TestAuthority(mkdtempSync(join(folder, 'authority-')), kind);
    const data = Buffer.from('data');
    const roots = [trusted(authority)];
    expect(authority.isTaken(authority.reply(authority.query(data)), data, roots)).toBe(isTaken);
    rmSync(join(ledger.folder, 'seals'), { recursive: true, force: true });
    const sealing = sealLedger({
      ...{ folder: ledger.folder, authorities: ['it'], roots, renew: false, by: null, at: '2026-03-02T10:00:00Z' },
      ask: (_address, query) => Promise.resolve(authority.reply(query)),
    });
    if (isTaken) expect((await sealing).tokens).toHaveLength(1);
    else await expect(sealing).rejects.toThrow('no authority has signed');
  });
});

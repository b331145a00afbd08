// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mergeBranches } from './branches.ts';
import { changeBytes, deleteFiles, noChanges, scriptStatus, sealedFiles } from './changes.ts';
import { randomFrom } from './random.ts';
import { archiveIn, SmallLedger } from './small-ledger.ts';

const hasTools = ['openssl', 'git'].every((tool) => spawnSync(tool, ['version']).status === 0);
if (!hasTools) process.stderr.write('openssl or git is not there: the campaign of the ledger is not sampled.\n');

let folder: string;
let ledger: SmallLedger;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ledger-')));
  if (hasTools) ledger = await SmallLedger.make(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  if (hasTools) ledger.renew();
});

describe.skipIf(!hasTools)('a sample of the campaign `ledger`', () => {
  it('sees changed bytes and deleted files, by the program and by its script', async () => {
    expect([await ledger.isSound(), scriptStatus(ledger)]).toEqual([true, 0]);
    const count = noChanges();
    await changeBytes(ledger, { step: 61, scriptStep: 20, random: randomFrom(1) }, count);
    await deleteFiles(ledger, 4, count);
    expect(count).toMatchObject({ unseen: [], unmissed: [], unseenByScript: [] });
    expect([count.changed > 40, count.deleted, count.byScript > 4]).toEqual([true, sealedFiles(ledger).length, true]);
  });

  it('would see an entry that is taken out, and cannot before it is sealed', async () => {
    writeFileSync(join(ledger.root, 'originals/3.nef'), 'three');
    const [outcome] = await archiveIn(ledger.root, ['originals/3.nef'], 'Ada', '2026-03-03T10:00:00Z');
    const address = outcome?.kind === 'archived' ? (outcome.address ?? '') : '';
    rmSync(join(ledger.folder, 'entries', address.slice(0, 2), `${address}.json`));
    expect([await ledger.isSound(), scriptStatus(ledger)]).toEqual([true, 0]);
  });

  it('merges branches that archive side by side', async () => {
    const merged = await mergeBranches(ledger, { branches: 8, sealEvery: 4, random: randomFrom(2) });
    expect(merged).toMatchObject({ conflicts: 0, isSound: true, entries: merged.expected, seals: 3 });
    expect(scriptStatus(ledger)).toBe(0);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSoundLedger, type VerifiedLedger, verifyLedger } from '@listing-lint/provenance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveIn, SmallLedger } from '../campaign/ledger/small-ledger.ts';
import { ATTACKS, AttackedLedger, SEEN_BY_US_ALONE } from './ledger-attacks.ts';

const hasTools = ['openssl version', 'mkfifo --version'].every((line) => {
  const [tool = '', ...args] = line.split(' ');
  return spawnSync(tool, args).status === 0;
});
if (!hasTools) process.stderr.write('openssl or mkfifo is not there: ledgers are not attacked.\n');
const BUSYBOX = '/usr/bin/busybox';
const hasBusybox = spawnSync(BUSYBOX, ['true']).status === 0;
if (!hasBusybox) process.stderr.write('busybox is not there: scripts are not tried by its sh and its tools.\n');

let folder: string;
let ledger: SmallLedger;
/** A PATH with busybox and openssl alone. */
let bare: string;
beforeAll(async () => {
  if (!hasTools) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-attack-')));
  ledger = await SmallLedger.make(folder);
  bare = join(folder, 'bare');
  mkdirSync(bare);
  if (!hasBusybox) return;
  const applets = execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const applet of applets) symlinkSync(BUSYBOX, join(bare, applet));
  symlinkSync(execFileSync('sh', ['-c', 'command -v openssl'], { encoding: 'utf8' }).trim(), join(bare, 'openssl'));
}, 60_000);
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  if (hasTools) ledger.renew();
});

const attacked = (): AttackedLedger => new AttackedLedger(ledger);
const verified = (): Promise<VerifiedLedger> =>
  verifyLedger(ledger.folder, { root: ledger.root, files: true, roots: ledger.roots });
/** What the script says; a status of null is one that had to be killed. */
const script = (shell: readonly string[] = ['/bin/sh'], path = '/usr/bin:/bin') => {
  const [program = '', ...args] = shell;
  const { status, stdout } = spawnSync(
    program,
    [...args, join(ledger.folder, 'verify.sh'), '-r', ledger.authority.root],
    {
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: path },
    },
  );
  return { status, stdout };
};

describe.skipIf(!hasTools)('a ledger', () => {
  it.each([...ATTACKS, ...SEEN_BY_US_ALONE])('with %s is not sound, and says why', async (_name, attack, told) => {
    attack(ledger);
    const { faults, files, ...rest } = await verified();
    expect(isSoundLedger({ faults, files, ...rest })).toBe(false);
    expect([...faults, ...files].map(({ path, message }) => `${path}: ${message}`).join('\n')).toMatch(told);
  });

  it('is sound with copies that are as they were archived', async () => {
    attacked().object();
    expect(isSoundLedger(await verified())).toBe(true);
    expect(script()).toMatchObject({ status: 0 });
    if (hasBusybox) expect(script([BUSYBOX, 'sh'], bare)).toMatchObject({ status: 0 });
  });

  it('is sound without its files where a damaged copy has the right size', async () => {
    const { bytes } = attacked().picture().file;
    attacked().file(attacked().object(), 'x'.repeat(bytes));
    const found = await verifyLedger(ledger.folder, { root: ledger.root, files: false, roots: ledger.roots });
    expect(isSoundLedger(found)).toBe(true);
    attacked().file(attacked().object(), 'x');
    const cut = await verifyLedger(ledger.folder, { root: ledger.root, files: false, roots: ledger.roots });
    expect(cut.faults.map(({ path }) => path)).toEqual([expect.stringMatching(/^objects\/..\/[0-9a-f]{64}$/)]);
  });

  it('is sound with names that only look like options, with quotes, and in other letters', async () => {
    const bytes = readFileSync(join(ledger.root, attacked().picture().file.path));
    for (const path of ['-c', '--help', '-', 'a"b', 'a b', "a'b$(id)", '杯 é.nef', '%s%n']) {
      writeFileSync(join(ledger.root, path), bytes);
      attacked().putFile({ path });
    }
    expect(isSoundLedger(await verified())).toBe(true);
    expect(script()).toMatchObject({ status: 0 });
    if (hasBusybox) expect(script([BUSYBOX, 'sh'], bare)).toMatchObject({ status: 0 });
  });

  it('tells an entry that a seal shows to be older than it says, and takes it all the same', async () => {
    rmSync(attacked().seal(), { recursive: true });
    attacked().putEntry({ at: '2099-01-01T00:00:00Z' });
    await ledger.seal();
    const found = await verified();
    expect(isSoundLedger(found)).toBe(true);
    expect(found.wrongClocks.map(({ message }) => message)).toEqual([
      expect.stringMatching(/written at 2099-01-01T00:00:00Z, and a seal covers it that was signed at 20\d\d-/),
    ]);
  });
});

describe.skipIf(!hasTools)('archive', () => {
  it('refuses names that an entry cannot hold, and takes the others', async () => {
    for (const name of ['a\nb.nef', 'a\\b.nef', 'whole.nef']) writeFileSync(join(ledger.root, name), name);
    const outcomes = await archiveIn(ledger.root, ['a\nb.nef', 'a\\b.nef', 'whole.nef'], 'Ada', '2026-03-03T10:00:00Z');
    expect(outcomes.map((each) => (each.kind === 'failed' ? each.reason : each.kind)).sort()).toEqual([
      'archived',
      expect.stringContaining('backslash'),
      expect.stringContaining('control character'),
    ]);
    writeFileSync(join(ledger.root, 'new.nef'), 'new');
    await expect(archiveIn(ledger.root, ['new.nef'], 'x'.repeat(300), '2026-03-03T10:00:00Z')).rejects.toThrow(
      'an entry of the ledger cannot hold this',
    );
  });
});

describe.skipIf(!hasTools)('the script of a ledger', () => {
  it.each(ATTACKS.filter(([name]) => /pipe|link|list|entry|size|copy/.test(name)))(
    'sees %s, and waits for nothing',
    (_name, attack) => {
      attack(ledger);
      expect(script()).toMatchObject({ status: 1 });
    },
  );

  it.skipIf(!hasBusybox)('does so with busybox and openssl alone', () => {
    expect(script([BUSYBOX, 'sh'], bare)).toEqual({
      status: 0,
      stdout: expect.stringContaining('3 entries, 1 seal; 0 entries are not sealed'),
    });
    rmSync(attacked().entry());
    expect(script([BUSYBOX, 'sh'], bare)).toMatchObject({ status: 1, stdout: expect.stringContaining('is gone') });
    ledger.renew();
    rmSync(attacked().seal(), { recursive: true });
    expect(script([BUSYBOX, 'sh'], bare)).toEqual({
      status: 0,
      stdout: expect.stringContaining('3 entries, 0 seals; 3 entries are not sealed'),
    });
  });

  it('says what it lacks, instead of finding nothing wrong', () => {
    const poor = join(folder, 'poor');
    mkdirSync(poor, { recursive: true });
    for (const tool of ['sh', 'mktemp', 'rm', 'sha256sum', 'awk', 'openssl', 'find', 'sed', 'dirname', 'basename']) {
      const at = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
      symlinkSync(at, join(poor, tool));
    }
    expect(script(['/bin/sh'], poor).status).toBe(2);
  });
});

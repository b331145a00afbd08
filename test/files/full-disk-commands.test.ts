// Every command that writes, on a disk without room and on one that is read-only.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'listing-lint/program';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayMountSmallDisk, mountSmallDisk, unmount } from './small-disk.ts';

const may = mayMountSmallDisk();
if (!may)
  process.stderr.write('skipped: commands on a full disk (mounting a small file system is not permitted here)\n');

const SHOP = join(import.meta.dirname, '../../examples/shop');
const CONFIG = `extends: [recommended]
listings: ["listings/*"]
originals: ["originals/*"]
cases: ["cases/*.yaml"]
registry: published.jsonl
provenance: {}
brand: { watermarks: [mark.png], copyright: Tern }
rules: { privacy-serial: error }
`;
const PAGE = 4096;
/** What these write fits into one page. */
const FITS_A_PAGE = new Set([
  'case new --id c9',
  '--baseline known.json --update-baseline',
  '--shard 1/2 --shard-output 1.shard',
]);
let disk = '';

const commandOn = async (line: string) => {
  let text = '';
  const say = (more: string): void => {
    text += more;
  };
  const code = await run(line.split(' '), {
    ...{ cwd: disk, env: { LISTING_LINT_STAMP_KEY: 'a key that is long enough' }, stdout: say, stderr: say },
    ...{ stdoutIsTerminal: false, stderrIsTerminal: false, columns: 80, now: () => new Date('2026-11-25T12:00:00Z') },
  });
  return { code, text };
};

/** Fills the disk but for so many bytes. */
const fill = (left: number): void => {
  writeFileSync(join(disk, 'left'), Buffer.alloc(left));
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=4k'], { stdio: 'ignore' });
  } catch {
    // It ends where the disk does.
  }
  rmSync(join(disk, 'left'));
};

const COMMANDS = [
  'registry add',
  'registry export out.jsonl',
  'export ebay --to out',
  'archive originals',
  'archive originals --copy',
  'stamp listings/mug/01.jpg --out stamped',
  'stamp listings/mug/01.jpg --in-place',
  'fingerprint listings/mug/01.jpg',
  'monitor crawl',
  'case new --id c9',
  'schema schemas',
  '--baseline known.json --update-baseline',
  '--cache',
  '-f json:report.json',
  '--shard 1/2 --shard-output 1.shard',
];

describe.skipIf(!may)('on a disk that takes no more', () => {
  beforeEach(async () => {
    disk = realpathSync(mkdtempSync(join(tmpdir(), 'full-disk-commands-')));
    mountSmallDisk(disk, '2m');
    for (const folder of ['.git', 'listings/mug', 'originals', 'cases', 'crawl', 'sub'])
      mkdirSync(join(disk, folder), { recursive: true });
    writeFileSync(join(disk, 'listing-lint.config.yaml'), CONFIG);
    cpSync(join(SHOP, 'brand/mark.png'), join(disk, 'mark.png'));
    cpSync(join(SHOP, 'listings/stoneware-mug/03-top.jpg'), join(disk, 'listings/mug/01.jpg'));
    cpSync(join(SHOP, 'originals/DSC_0412.jpg'), join(disk, 'originals/1.jpg'));
    cpSync(join(SHOP, 'originals/DSC_0412.jpg'), join(disk, 'crawl/1.jpg'));
  });
  afterEach(() => {
    unmount(disk);
    rmSync(disk, { recursive: true });
  });

  it.each(
    COMMANDS.flatMap((line) => [0, ...(FITS_A_PAGE.has(line) ? [] : [PAGE])].map((left) => [line, left] as const)),
  )('%s with %d bytes left says so, and is no bug', async (line, left) => {
    if (line === 'registry export out.jsonl') await commandOn('registry add');
    fill(left);
    const before = readdirSync(disk);
    const { code, text } = await commandOn(line);
    expect(text).not.toContain('bug');
    // The path of what could not be written, the reason, and what to do where it ends the command.
    expect(text).toMatch(/[\w/.-]+(?: \([^)]*\))?: (?:[^\n]*: )?no space left/);
    expect(text).not.toMatch(/the call \w+ failed/);
    if (code === 2) expect(text).toContain('free space on its disk');
    expect(code).toBeGreaterThan(0);
    // No file that was begun is left in the folder, nor a folder but an empty one.
    expect(readdirSync(disk).filter((name) => !before.includes(name) && name.includes('.ll-new'))).toEqual([]);
  });

  it.each(COMMANDS.filter((line) => line !== 'registry export out.jsonl'))(
    '%s says that the disk is read-only',
    async (line) => {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const { code, text } = await commandOn(line);
      expect(text).not.toContain('bug');
      expect(text).toContain('the file system is read-only');
      expect(code).toBeGreaterThan(0);
    },
  );

  it('leaves no file that was only begun', async () => {
    fill(0);
    const before = readdirSync(disk);
    const { text } = await commandOn('case new --id c9 --output c9.yaml');
    expect(text).toBe(
      'listing-lint: cannot write c9.yaml: no space left\n  free space on its disk, or write to another one, and run the command again\n',
    );
    expect(readdirSync(disk)).toEqual(before);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ANYWHERE } from './path-bound.ts';
import { fileSha256, fileSize, readBytes, readBytesSync } from './read-file.ts';
import { noteSeen, noteUnrepeatable, stateOfFile } from './seen-files.ts';
import { type SeenFiles, watchFiles } from './watch/watch-files.ts';

let folder: string;
let seen: SeenFiles;
const at = (name: string): string => join(folder, name);
const bounds = { maxBytes: 100, within: ANYWHERE };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-seen-'));
  for (const name of ['a', 'b', 'c', 'd', 'large']) writeFileSync(at(name), name.repeat(30));
  symlinkSync('a', at('link'));
  seen = watchFiles();
});
afterEach(() => {
  seen.close();
  rmSync(folder, { recursive: true, force: true });
});

it('sees whatever is opened, or could not be, as it is then', async () => {
  await readBytes(at('a'), bounds);
  readBytesSync(at('b'), bounds);
  await fileSize(at('c'), bounds);
  await fileSha256(at('d'), bounds);
  await readBytes(at('large'), bounds).catch(() => undefined);
  await readBytes(at('link'), bounds);
  for (const name of ['gone', 'none']) await readBytes(at(name), bounds).catch(() => undefined);
  expect(() => readBytesSync(at('lost'), bounds)).toThrow();
  await readBytes(at('link'), { ...bounds, links: 'refuse' }).catch(() => undefined);
  const stateOf = (name: string) => [at(name), stateOfFile(statSync(at(name)))];
  expect([...seen.states()]).toEqual([
    ...['a', 'b', 'c', 'd', 'large', 'link'].map(stateOf),
    ...['gone', 'none', 'lost'].map((name) => [at(name), null]),
  ]);
  // The link could be read once, and not the other time.
  expect(seen.isRepeatable).toBe(false);
});

it('knows what changed while it watched, what no state stands for, and nothing after it is closed', async () => {
  await readBytes(at('a'), bounds);
  await readBytes(at('a'), bounds);
  expect(seen.isRepeatable).toBe(true);
  writeFileSync(at('a'), 'longer than before, and so another state');
  await readBytes(at('a'), bounds);
  expect(seen.isRepeatable).toBe(false);
  const [other, late] = [watchFiles(), watchFiles()];
  late.close();
  noteUnrepeatable();
  noteSeen(at('z'), undefined);
  other.close();
  expect([other.isRepeatable, late.isRepeatable, [...late.states()].length]).toEqual([false, true, 0]);
});

/** What looks at the disk past `readBytes` and says nothing of it, and why that is right. */
const SILENT: { readonly [path: string]: string } = {
  'core/src/run/drawn-in.ts': 'for runs over changes, whose reports never stand',
  'core/src/run/names-one-of.ts': 'for runs over changes, whose reports never stand',
  'core/src/tree/names-in.ts': 'for hints on the config and the baseline, which every run reads anew',
  'core/src/tree/walk.ts': 'what it finds is held by the names below the root',
  'disputes/src/case/evidence/used-twice.ts':
    'asks where files really lie that named files (check-file.ts) have looked at',
  'rules/src/hash/fingerprint/folder-pictures.ts': 'for the command match',
  'vision/src/match/match-files.ts': 'for the command match',
  'publish/src/metadata/write/edit-file.ts': 'for fixes',
  'publish/src/metadata/write/fingerprint-files.ts': 'for the command fingerprint',
  'monitor/src/draft-cases.ts': 'for the command monitor',
  'monitor/src/keep-evidence.ts': 'for the command monitor',
  'monitor/src/look/journal.ts': 'for the command monitor',
  'monitor/src/service/asked-store.ts': 'for the command monitor',
  'monitor/src/run-monitor.ts': 'for the command monitor',
  'monitor/src/source/folder.ts': 'for the command monitor',
  'monitor/src/source/open-source.ts': 'for the command monitor',
  'vision/src/mark-state/listing-of-unstamped.ts': 'for the commands match, monitor and case',
  'provenance/src/ledger/write-ledger.ts': 'for commands',
  'provenance/src/seal/seal-ledger.ts': 'for commands',
  'publish/src/fix/encoded-anew.ts': 'for fixes',
  'publish/src/export/apart-from-exports.ts': 'for the commands export and channels',
  'publish/src/export/export-files.ts': 'for the command export',
  'publish/src/export/export-folder.ts': 'for the command export',
  'rules/src/watermark/calibrate/default-calibration.ts': 'makes the folder of what it reads by readBytes',
  'rules/src/watermark/mark/check-marks.ts': 'checks settings, which every run does anew',
  'rules/src/watermark/stamp/ledger.ts': 'for the command stamp',
  'watermark/src/stamp/stamp-files.ts': 'for the command stamp',
  'text-detector/src/plugin.ts': 'lists its own rules, which come with the package',
  'rules/src/watermark/stamp/unstamped.ts': 'for the command stamp',
};

it('is told by all of the rules and of a run that look at the disk by themselves', () => {
  const packages = join(import.meta.dirname, '../../../');
  const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        /^(?!cli|reporters)[a-z-]+\/src\/.*\.ts$/.test(path) && !/\.test\.ts$|\/testing\/|\/test-[^/]*\.ts$/.test(path),
    )
    .filter((path) => !/^core\/src\/(file|config|fix|lint|plugin|testing|project)\//.test(path));
  expect(sources.length).toBeGreaterThan(1000);
  const silent = sources.filter((path) => {
    const text = readFileSync(join(packages, path), 'utf8');
    return (
      /^import (?!type)[^;]*from 'node:(fs|fs\/promises|child_process)'/m.test(text) &&
      !/\bnote(Seen|Unrepeatable)\(/.test(text)
    );
  });
  expect(silent.sort()).toEqual(Object.keys(SILENT).sort());
});

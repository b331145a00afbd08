import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { mayMountSmallDisk, mountSmallDisk, unmount } from '../../../files/small-disk.ts';
import type { Damage, DamageGroup } from './damage.ts';

const noDevice = (): string | undefined => (existsSync('/dev/full') ? undefined : '/dev/full');
const stream = (name: string, streams: string, more: Partial<Damage> = {}): Damage => ({
  name,
  damage: () => undefined,
  streams,
  how: 'process',
  bound: 30,
  lacking: noDevice,
  says: /write|written|output/i,
  ...more,
});

/** What is written would take the place of something of the user's. */
const lost = (name: string, args: readonly string[], says: RegExp): Damage =>
  stream(name, '', { args, says, red: true });

const outputs: Damage[] = [
  stream('standard output is a full disk', '>/dev/full'),
  stream('standard output is closed', '>&-', { says: 'nothing' }),
  stream('standard error is closed', '2>&-', { says: 'nothing' }),
  stream('standard error is a full disk', '2>/dev/full', { says: 'exit code' }),
  stream('both are closed', '>&- 2>&-', { says: 'nothing' }),
  stream('standard input is closed', '<&-', { says: 'nothing' }),
  stream('a report goes to a full disk', '', { args: ['-f', 'html:/dev/full'] }),
  stream('a report goes to a folder', '', { args: ['-f', 'html:listings'], says: /listings/ }),
  stream('a report goes below a file', '', { args: ['-f', 'html:baseline.json/report.html'], says: /baseline\.json/ }),
  lost('a report goes where a picture is', ['-f', 'html:listings/mug/01-front.jpg'], /listings\/mug\/01-front\.jpg/),
  lost('a report goes where the config is', ['-f', 'text:listing-lint.config.yaml'], /listing-lint\.config\.yaml/),
  lost('a report goes where a case is', ['-f', 'html:cases/2026-001.yaml'], /cases\/2026-001\.yaml/),
  lost('a report goes where the baseline is', ['-f', 'markdown:baseline.json'], /baseline\.json/),
  lost('a report goes where a rule is', ['-f', 'json:rules/title-stated.yaml'], /rules\/title-stated\.yaml/),
  lost('a report goes where a plugin is', ['-f', 'sarif:plugin/plugin.mjs'], /plugin\/plugin\.mjs/),
  lost('a report goes where the stamps are', ['-f', 'text:listing-lint.stamps.jsonl'], /listing-lint\.stamps\.jsonl/),
  lost(
    'a report goes where a listing file is',
    ['-f', 'text:listings/mug/listing.yaml'],
    /listings\/mug\/listing\.yaml/,
  ),
  lost('a report goes where the registry is', ['-f', 'csv:published.txt'], /published\.txt/),
  {
    ...lost('two reports go to one place by a link', ['-f', 'csv:a.txt', '-f', 'html:b.txt'], /b\.txt/),
    damage: (root) => symlinkSync('a.txt', join(root, 'b.txt')),
  },
  {
    ...lost('a report goes by a link out of the shop', ['-f', 'html:out.html'], /out\.html/),
    damage: (root) => symlinkSync(join('..', 'profile'), join(root, 'out.html')),
  },
  lost('the cache goes where the config is', ['--cache-location', 'listing-lint.config.yaml'], /no cache/),
  lost('the cache goes where a picture is', ['--cache-location', 'listings/mug/01-front.jpg'], /no cache/),
  stream('the cache goes to a full disk', '', { args: ['--cache-location', '/dev/full'], says: /\/dev\/full/ }),
  stream('the cache goes below a file', '', {
    args: ['--cache-location', 'baseline.json/cache'],
    says: /baseline\.json/,
  }),
];

/** A disk of 8 kB at a folder of the shop, where this user may mount one. */
const smallDisk: Damage = {
  ...stream('a report goes to a disk that has no room for it', '', { args: ['-f', 'html:disk/report.html'] }),
  says: /disk\/report\.html/,
  damage: (root) => {
    mkdirSync(join(root, 'disk'));
    mountSmallDisk(join(root, 'disk'), '8k');
  },
  undo: (root) => unmount(join(root, 'disk')),
  lacking: () => (mayMountSmallDisk() ? undefined : 'leave to mount a file system that holds a bound'),
};

export const outputDamages: DamageGroup = { title: 'Output', damages: [...outputs, smallDisk] };

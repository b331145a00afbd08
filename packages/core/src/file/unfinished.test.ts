import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownedName, sweepUnfinished } from './unfinished.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The name that a process which has ended gave to what it was writing. */
const nameOfEnded = (name: string): string => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return ownedName(name).replace(/\.\d+-[0-9x]+-/, `.${pid}-1-`);
};

describe('sweepUnfinished', () => {
  it('takes away what a process that has ended left, and nothing else', async () => {
    writeFileSync(join(folder, nameOfEnded('a.yaml')), 'half');
    const own = ownedName('b.yaml');
    for (const name of [own, 'c.yaml', '.notes.ll-new', '.d.1-2.ll-new']) writeFileSync(join(folder, name), 'x');
    expect(readdirSync(folder)).toHaveLength(5);
    await sweepUnfinished(folder);
    expect(readdirSync(folder).sort()).toEqual([own, '.notes.ll-new', '.d.1-2.ll-new', 'c.yaml'].sort());
  });

  it('leaves what another machine is writing, until a day has passed', async () => {
    const name = '.a.yaml.4194303-1-00000000-00000000.ll-new';
    writeFileSync(join(folder, name), 'x');
    await sweepUnfinished(folder);
    expect(readdirSync(folder)).toEqual([name]);
    const before = Date.now() / 1000 - 25 * 3600;
    utimesSync(join(folder, name), before, before);
    await sweepUnfinished(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has nothing to say of a folder that is not there', async () => {
    await expect(sweepUnfinished(join(folder, 'none'))).resolves.toBeUndefined();
  });
});

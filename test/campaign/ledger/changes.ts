import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SmallLedger } from './small-ledger.ts';

export interface ChangeCount {
  /** Single bytes that were changed, and those of which nothing was said. */
  changed: number;
  readonly unseen: string[];
  /** Files that were deleted, and those of which nothing was said. */
  deleted: number;
  readonly unmissed: string[];
  /** The same by the script, where it was asked. */
  byScript: number;
  readonly unseenByScript: string[];
}

export const noChanges = (): ChangeCount => ({
  ...{ changed: 0, unseen: [], deleted: 0, unmissed: [], byScript: 0, unseenByScript: [] },
});

/** Everything that is sealed, or named by what is: paths from the shop. The script is not: it is a tool. */
export const sealedFiles = ({ root }: SmallLedger): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile() && !path.endsWith('verify.sh'))
    .sort();

/** Changes a bit of every `step`-th byte of each of these files, one at a time, from a random one on; every `scriptStep`-th of them is shown to the script, too. */
export const changeBytes = async (
  ledger: SmallLedger,
  { step, scriptStep, random }: { readonly step: number; readonly scriptStep: number; readonly random: () => number },
  count: ChangeCount,
): Promise<void> => {
  for (const path of sealedFiles(ledger)) {
    const file = join(ledger.root, path);
    const bytes = readFileSync(file);
    for (let at = Math.floor(random() * Math.min(step, bytes.length)); at < bytes.length; at += step) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      writeFileSync(file, changed);
      if (await ledger.isSound()) count.unseen.push(`byte ${at} of ${path}`);
      if (count.changed++ % scriptStep === 0) askScript(ledger, `byte ${at} of ${path}`, count);
    }
    writeFileSync(file, bytes);
  }
};

/** Deletes each of these files, one at a time. */
export const deleteFiles = async (ledger: SmallLedger, scriptStep: number, count: ChangeCount): Promise<void> => {
  for (const path of sealedFiles(ledger)) {
    const bytes = readFileSync(join(ledger.root, path));
    rmSync(join(ledger.root, path));
    if (await ledger.isSound()) count.unmissed.push(path);
    if (count.deleted++ % scriptStep === 0) askScript(ledger, `${path} is gone`, count);
    writeFileSync(join(ledger.root, path), bytes);
  }
};

const askScript = (ledger: SmallLedger, what: string, count: ChangeCount): void => {
  count.byScript++;
  if (scriptStatus(ledger) !== 1) count.unseenByScript.push(what);
};

/** How the script ends, which has neither Node nor listing-lint. */
export const scriptStatus = ({ folder, authority }: SmallLedger): number | null =>
  spawnSync('sh', [join(folder, 'verify.sh'), '-r', authority.root], { env: { PATH: '/usr/bin:/bin' } }).status;

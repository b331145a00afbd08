import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSoundLedger, verifyLedger } from '@listing-lint/provenance';
import { archiveIn, type SmallLedger } from './small-ledger.ts';

export interface MergedBranches {
  readonly branches: number;
  /** Merges that git could not do by itself. */
  readonly conflicts: number;
  /** Entries in the end, those that the branches have written, and seals. */
  readonly entries: number;
  readonly expected: number;
  readonly seals: number;
  readonly isSound: boolean;
}

/**
 * Has branches archive side by side in a git repository: each begins where a random earlier one stood, archives one to three files, some of which another
 * branch archives too; every `sealEvery`-th seals. Then all are merged, in random order.
 */
export const mergeBranches = async (
  ledger: SmallLedger,
  {
    branches,
    sealEvery,
    random,
  }: { readonly branches: number; readonly sealEvery: number; readonly random: () => number },
): Promise<MergedBranches> => {
  const { root, folder, roots } = ledger;
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@shop.example', '-c', 'gc.auto=0', ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const commit = (message: string): void => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', message);
  };
  git('init', '-q', '-b', 'main');
  commit('begin');
  const written = new Set(namesIn(folder));
  for (let branch = 0; branch < branches; branch++) {
    const from = branch === 0 || random() < 0.5 ? 'main' : `b${Math.floor(random() * branch)}`;
    git('checkout', '-q', '-b', `b${branch}`, from);
    const paths = Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () => `originals/b${Math.floor(random() * branches)}.nef`,
    );
    mkdirSync(join(root, 'originals'), { recursive: true });
    for (const path of paths) writeFileSync(join(root, path), `bytes of ${path}`.repeat(3));
    await archiveIn(root, [...new Set(paths)], `person ${branch}`, '2026-03-03T10:00:00Z');
    if (branch % sealEvery === sealEvery - 1) await ledger.seal();
    for (const name of namesIn(folder)) written.add(name);
    commit(`branch ${branch}`);
  }
  git('checkout', '-q', 'main');
  let conflicts = 0;
  for (const branch of shuffled(branches, random)) {
    try {
      git('merge', '-q', '--no-edit', `b${branch}`);
    } catch {
      conflicts++;
      git('merge', '--abort');
    }
  }
  const verified = await verifyLedger(folder, { root, files: true, roots });
  const { entryCount, seals } = verified;
  return {
    branches,
    conflicts,
    entries: entryCount,
    expected: written.size,
    seals: seals.length,
    isSound: isSoundLedger(verified),
  };
};

const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'entries'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));

const shuffled = (count: number, random: () => number): readonly number[] =>
  Array.from({ length: count }, (_, index) => ({ index, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);

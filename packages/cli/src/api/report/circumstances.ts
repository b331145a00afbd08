import { type Circumstance, type OpenedProjects, pathFrom, type ResolvedConfig } from '@listing-lint/core';
import { provenanceSettings } from '@listing-lint/provenance';
import { headCommit } from '../../git/head-commit.ts';
import type { Surroundings } from '../../output/io.ts';
import { topLevelOf } from '../../project/registry-file.ts';

/** What is the case beside verdicts: the commit of the repository, and how ledgers and their seals stand. `root` is the absolute folder of the report. */
export const circumstancesOf = async (
  { projects, isJoined, root: top }: OpenedProjects,
  root: string,
  { env, cwd }: Surroundings,
): Promise<readonly Circumstance[]> => {
  const ledgers = await Promise.all(
    projects.map(({ config }) => ledgerCircumstance(config, cwd, isJoined ? ` of ${pathFrom(top, config.root)}` : '')),
  );
  return [commitCircumstance(root, env), ...ledgers];
};

const commitCircumstance = (root: string, env: Surroundings['env']): Circumstance => {
  const commit = headCommit(root, env);
  if (commit === undefined) {
    return {
      title: 'State of the files',
      isSound: false,
      facts: [{ label: 'Repository', value: 'none: nobody but this report says which state of the files was judged' }],
    };
  }
  const { id, author, at, subject, changed } = commit;
  const others =
    changed === 0 ? 'none' : changed === null ? 'not known' : `${changed}: what was judged is in no commit`;
  return {
    title: 'State of the files',
    isSound: changed === 0,
    facts: [
      { label: 'Commit', value: id },
      { label: 'Author, as git has it', value: author },
      { label: 'Committed', value: at },
      { label: 'Subject', value: subject },
      { label: 'Files that differ from it', value: others },
    ],
  };
};

const ledgerCircumstance = async (config: ResolvedConfig, cwd: string, of: string): Promise<Circumstance> => {
  const title = `Ledger and seals${of}`;
  if (provenanceSettings.of(topLevelOf(config)).provenance === undefined) {
    const value = 'none: nobody outside says since when originals are there';
    return { title, isSound: false, facts: [{ label: 'Ledger', value }] };
  }
  // Few runs have a ledger, and what verifies it is large.
  const { verifiedCircumstance } = await import('./ledger-circumstance.ts');
  return verifiedCircumstance(config, cwd, title);
};

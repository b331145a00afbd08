import {
  type Circumstance,
  isKnownError,
  type OpenedProjects,
  pathFrom,
  type ResolvedConfig,
} from '@listing-lint/core';
import { isSoundLedger, type VerifiedLedger, verifyLedger } from '@listing-lint/rules';
import { headCommit } from '../../git/head-commit.ts';
import type { Surroundings } from '../../output/io.ts';
import { builtinSettings } from '../../project/registry-file.ts';
import { ledgerOf, rootsOf } from '../ledger/open-ledger.ts';

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
  if (builtinSettings(config).provenance === undefined) {
    const value = 'none: nobody outside says since when originals are there';
    return { title, isSound: false, facts: [{ label: 'Ledger', value }] };
  }
  try {
    const ledger = ledgerOf(config);
    const roots = await rootsOf(ledger, config.root, { named: undefined, cwd });
    const verified = await verifyLedger(ledger.folder, { root: config.root, files: true, roots });
    return { title, isSound: isSoundLedger(verified) && verified.unsealed.length === 0, facts: ledgerFacts(verified) };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { title, isSound: false, facts: [{ label: 'Ledger', value: `could not be read: ${error.message}` }] };
  }
};

const MOST_TOLD = 5;

const ledgerFacts = ({
  entryCount,
  fileCount,
  faults,
  files,
  seals,
  unsealed,
}: VerifiedLedger): Circumstance['facts'] => {
  const lost = files.filter(({ standing }) => standing !== 'superseded');
  const some = (sentences: readonly string[]): string =>
    sentences.length === 0
      ? 'none'
      : `${sentences.slice(0, MOST_TOLD).join('; ')}${sentences.length > MOST_TOLD ? ` and ${sentences.length - MOST_TOLD} more` : ''}`;
  const times = seals.map(({ trustedTime, statedTime, tokens }) => {
    const authority = tokens.find(({ authority: each }) => each !== null)?.authority ?? 'nobody';
    return trustedTime !== null
      ? `${trustedTime} by ${authority}, vouched for`
      : `${statedTime ?? 'no time'} by ${authority}, which no root vouches for`;
  });
  return [
    { label: 'Entries', value: `${entryCount}, about ${fileCount} files` },
    { label: 'Not as it was written', value: some(faults.map(({ path, message }) => `${path}: ${message}`)) },
    { label: 'Files changed or gone', value: some(lost.map(({ path, standing }) => `${path} (${standing})`)) },
    { label: 'Seals', value: some(times.toReversed()) },
    { label: 'Entries not sealed', value: String(unsealed.length) },
  ];
};

import { type Circumstance, isKnownError, type ResolvedConfig } from '@listing-lint/core';
import { isSoundLedger, type VerifiedLedger, verifyLedger } from '@listing-lint/provenance';
import { ledgerOf, rootsOf } from '../ledger/open-ledger.ts';

/** How the ledger of a project and its seals stand. */
export const verifiedCircumstance = async (
  config: ResolvedConfig,
  cwd: string,
  title: string,
): Promise<Circumstance> => {
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

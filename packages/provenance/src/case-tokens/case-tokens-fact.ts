import { join } from 'node:path';
import { defineFact, defineRunResource, fileFault, isKnownError, keyText, readBytes } from '@listing-lint/core/plugin';
import {
  ALL_ZONES,
  type CaseFile,
  type CaseFinding,
  caseFindingsSchema,
  caseFindingsValue,
  dayInZone,
  evidenceFiles,
  instantOf,
  type NamedFiles,
  regionOf,
  soundCase,
} from '@listing-lint/disputes';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { provenanceSettings } from '../provenance-settings.ts';
import { readRoots } from '../seal/read-roots.ts';
import { ledgerFaults, ledgerIfNamed, type RunLedger } from '../standing/run-ledger.ts';

import { fileSealedBy, judgeWorkToken, type StampedFile, type WorkToken } from './judge-token.ts';
import { type StatedToken, statedTokens } from './stated-tokens.ts';

const MOST_TOKEN_BYTES = 1_000_000;

/** Certificates of the config that are trusted. */
const trustedRoots = defineRunResource<readonly string[]>({
  id: 'caseTokenRoots',
  create: (context) => {
    const names = provenanceSettings.of(context).provenance?.roots ?? [];
    const { root } = context;
    return readRoots(names.map((name) => ({ file: join(root, name), name, within: root })));
  },
});

export const caseTokensFact = defineFact({
  id: 'caseTokens',
  scope: 'case',
  version: 2,
  title: 'The time-stamp tokens that a case names: those that are of other files, of another day, or do not hold.',
  schema: caseFindingsSchema('time-stamp tokens', 'those that are not what the case says.'),
  compute: async (_subject, _params, context) => {
    const read = await soundCase(context);
    const files = await context.useRun(evidenceFiles);
    const roots = await context.useRun(trustedRoots);
    const findings: CaseFinding[] = [];
    const tokens = statedTokens(read.value);
    const ledger = () => ledgerIfNamed(context);
    for (const token of tokens) {
      const message = await faultOf(token, read.value, { files, root: context.root, roots, ledger });
      if (message !== null)
        findings.push({ ...message, at: token.at, message: `${keyText(token.at)}, ${token.file}: ${message.message}` });
    }
    return caseFindingsValue(findings, read);
  },
  region: regionOf,
});

interface TokenSources {
  readonly files: NamedFiles;
  readonly root: string;
  readonly roots: readonly string[];
  readonly ledger: () => Promise<RunLedger | null>;
}

/** A token that is of none of the files themselves, by the ledger: it may be of a seal over one of them. */
const judgeByLedger = async (
  token: Buffer,
  stamped: readonly StampedFile[],
  judged: WorkToken,
  { roots, ledger }: TokenSources,
): Promise<WorkToken | { readonly unread: string }> => {
  let run: RunLedger | null;
  try {
    run = await ledger();
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { unread: `the ledger cannot be read: ${error.message}` };
  }
  if (run === null) return judged;
  const { leavesByToken } = run.seals;
  const name = await fileSealedBy(token, stamped, { leavesByToken, entries: run.ledger.entries });
  if (name !== null) return judgeWorkToken(token, stamped, roots, name);
  const { length } = ledgerFaults(run);
  return length === 0
    ? judged
    : { unread: `${length} files of the ledger are damaged: run \`listing-lint ledger verify\`` };
};

const faultOf = async (
  { file, time, others }: StatedToken,
  { timeZone }: CaseFile,
  sources: TokenSources,
): Promise<Pick<CaseFinding, 'kind' | 'message'> | null> => {
  const { files, root, roots } = sources;
  const fault = await files.check(file, null);
  if (fault !== null) return { kind: 'open', message: fault.message };
  const token = await readIn(root, file, MOST_TOKEN_BYTES);
  if (!Buffer.isBuffer(token)) return { kind: 'open', message: token.reason };
  const stamped = others.map(
    (name): StampedFile => ({
      name,
      sha256: () => files.sha256Of(name),
      bytes: async () => {
        const bytes = (await files.check(name, null)) === null ? await readIn(root, name, MOST_FILE_BYTES) : null;
        return Buffer.isBuffer(bytes) ? bytes : null;
      },
    }),
  );
  const alone = await judgeWorkToken(token, stamped, roots);
  const judged = alone.of === null && alone.time !== null ? await judgeByLedger(token, stamped, alone, sources) : alone;
  if ('unread' in judged)
    return {
      kind: 'open',
      message: `${alone.message ?? 'it is of none of the files of the work'}, and ${judged.unread}`,
    };
  if (judged.state === 'faulty') return { kind: 'otherwise', message: judged.message ?? '' };
  if (judged.time !== null && !isSameTime(judged.time, time, timeZone ?? null))
    return { kind: 'otherwise', message: `it says ${judged.time}, and the case ${time}` };
  return judged.state === 'unvouched' ? { kind: 'open', message: judged.message ?? '' } : null;
};

const MOST_FILE_BYTES = DEFAULT_ORIGINAL_MEGABYTES * 1e6;

const readIn = (root: string, name: string, maxBytes: number): Promise<Buffer | { readonly reason: string }> =>
  readBytes(join(root, name), { maxBytes, within: root }).catch((error) => ({ reason: fileFault(error) }));

/** A day is that of the clocks of the case, or of some place on earth; a time agrees to the minute. */
const isSameTime = (signed: string, stated: string, timeZone: string | null): boolean => {
  const instant = Date.parse(signed);
  if (stated.includes('T')) return Math.abs(instant - instantOf(stated)) < 60_000;
  return (timeZone === null ? ALL_ZONES : [timeZone]).some((zone) => dayInZone(instant, zone) === stated.slice(0, 10));
};

import { join } from 'node:path';
import {
  defineFact,
  defineRunResource,
  type FactContext,
  fileFault,
  isKnownError,
  keyText,
  readBytes,
  sha256,
} from '@listing-lint/core/plugin';
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
} from '@listing-lint/rules/case';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { provenanceSettings } from '../provenance-settings.ts';
import { readRoots } from '../seal/read-roots.ts';
import { ledgerOfRun, type RunLedger } from '../standing/run-ledger.ts';

import { judgeWorkToken, type StampedFile } from './judge-token.ts';
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
    const ledger = tokens.length === 0 ? null : await ledgerOrNone(context);
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
  /** Null where the config names none. */
  readonly ledger: RunLedger | null;
}

const ledgerOrNone = (context: FactContext): Promise<RunLedger | null> =>
  ledgerOfRun(context).catch((error) => {
    if (isKnownError(error)) return null;
    throw error;
  });

/** The first of these files that the ledger holds under a seal with this token; null where there is none. */
const sealedFile = async (
  token: Buffer,
  names: readonly string[],
  { files, ledger }: TokenSources,
): Promise<string | null> => {
  const leaves = ledger?.seals.leavesByToken.get(sha256(token)) ?? [];
  const archived = new Set(
    leaves.flatMap(({ sha256: address }) => {
      const entry = ledger?.ledger.entries.get(address)?.entry;
      return entry?.type === 'picture' ? [entry.file.sha256] : [];
    }),
  );
  if (archived.size === 0) return null;
  for (const name of names) if (archived.has((await files.sha256Of(name)) ?? '')) return name;
  return null;
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
  const judged = await judgeWorkToken(token, stamped, roots, await sealedFile(token, others, sources));
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

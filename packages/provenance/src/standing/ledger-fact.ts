import { join } from 'node:path';
import { defineFact, sha256 } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { readObjects } from '../ledger/read-objects.ts';
import { LEDGER_FOLDER, provenanceSettings } from '../provenance-settings.ts';
import type { SealStanding } from '../seal/judge-seals.ts';
import { ledgerOfRun, type RunLedger } from './run-ledger.ts';

const MOST_LISTED = 50;

export const ledgerFact = defineFact({
  id: 'ledger',
  scope: 'ledger',
  version: 3,
  title: 'Whether the ledger is as it was written, and what of its originals and papers is not there.',
  schema: z.object({
    entryCount: z.number().int().meta({ title: 'number of entries' }),
    sealCount: z.number().int().meta({ title: 'number of seals' }),
    faults: z.array(z.string()).meta({ title: 'what was changed or is gone of the ledger itself' }),
    lost: z.array(z.string()).meta({ title: 'archived originals and papers that are not there as they were archived' }),
  }),
  compute: async (_subject, _params, context) => {
    const run = await ledgerOfRun(context);
    const { entries, faults } = run.ledger;
    const folder = provenanceSettings.of(context).provenance?.folder ?? LEDGER_FOLDER;
    const objects = await readObjects(join(context.root, folder), entries.values(), { hash: false });
    const all = [...faults, ...run.seals.faults, ...objects.faults].map(
      ({ path, message }) => `${folder}/${path}: ${message}`,
    );
    return {
      entryCount: entries.size,
      sealCount: run.seals.seals.length,
      faults: all.slice(0, MOST_LISTED),
      lost: (await lostFiles(run, all.length === 0)).slice(0, MOST_LISTED),
    };
  },
});

/**
 * Originals and papers of which the bytes are at none of the paths that the ledger knows for them. Rejects where nothing is lost for sure, and
 * something cannot be told.
 */
const lostFiles = async ({ ledger, byHash, isHeld }: RunLedger, isSound: boolean): Promise<string[]> => {
  const lost = new Set<string>();
  const untold: unknown[] = [];
  for (const { entry } of ledger.entries.values()) {
    const originals = entry.type === 'picture' && entry.stage === 'original' ? [entry.file] : [];
    for (const { path, sha256: hash } of [...originals, ...entry.documents]) {
      const paths = [path, ...(byHash.get(hash) ?? []).map(({ entry: { file } }) => file.path)];
      const asked = await Promise.allSettled([...new Set(paths)].map((each) => isHeld(each, hash)));
      if (asked.some((each) => each.status === 'fulfilled' && each.value)) continue;
      const unread = asked.find((each) => each.status === 'rejected');
      if (unread === undefined) lost.add(path);
      else untold.push(unread.reason);
    }
  }
  if (isSound && lost.size === 0 && untold.length > 0) throw untold[0];
  return [...lost].sort();
};

/** What the kind `ledger` calls its content: all entries and seals. */
export const ledgerContentFact = defineFact({
  id: 'ledgerContent',
  scope: 'ledger',
  version: 1,
  title: 'A hash over the names of all entries and seals, which change with their content.',
  schema: z.object({ sha256: z.string(), bytes: z.number().int().meta({ title: 'bytes of the list of names' }) }),
  compute: async (_subject, _params, context) => {
    const { ledger, seals } = await ledgerOfRun(context);
    const names = [...[...ledger.entries.keys()].sort(), ...seals.seals.map(({ id }) => id).sort()].join('\n');
    return { sha256: sha256(names), bytes: names.length };
  },
});

const sealingParams = z.object({ maxDays: z.int().min(0).default(7), endingDays: z.int().min(0).default(90) });

export const ledgerSealingFact = defineFact({
  id: 'ledgerSealing',
  scope: 'ledger',
  version: 3,
  title:
    'Entries that no seal covers which a root vouches for, though they are older than they may be; seals whose certificate ends.',
  schema: z.object({
    overdue: z.array(z.string()).meta({ title: 'entries that should be sealed' }),
    overdueCount: z.number().int(),
    ending: z
      .array(z.string())
      .meta({ title: 'seals that should be renewed before the certificate of their authority ends' }),
  }),
  params: sealingParams,
  compute: async (_subject, params, context) => {
    const { maxDays, endingDays } = sealingParams.parse(params);
    const { ledger, seals } = await ledgerOfRun(context);
    const overdue = [...ledger.entries.values()]
      .filter(({ address }) => (seals.sealed.get(address)?.trustedTime ?? null) === null)
      .map(({ entry }) => ({ entry, days: daysBetween(entry.at.slice(0, 10), context.asOf) }))
      // A day of difference is one of zones; what lies further ahead was written by a clock that was wrong, and nobody knows how old it is.
      .filter(({ days }) => days > maxDays || days < -1)
      .map(({ entry, days }) => {
        const what = entry.type === 'picture' ? entry.file.path : (entry.documents[0]?.path ?? '');
        return days < 0
          ? `${what}, archived on ${entry.at.slice(0, 10)} by its own word, which is ahead`
          : `${what}, archived ${days} days ago`;
      })
      .sort();
    const ending = seals.seals.flatMap((seal) => endingSeal(seal, context.asOf, endingDays)).sort();
    return {
      overdue: overdue.slice(0, MOST_LISTED),
      overdueCount: overdue.length,
      ending: ending.slice(0, MOST_LISTED),
    };
  },
});

/** A seal whose authority's certificate ends within so many days, or has ended, and no later seal vouches for it. */
const endingSeal = ({ id, renewBy }: SealStanding, asOf: string, within: number): readonly string[] => {
  if (renewBy === null) return [];
  const days = daysBetween(asOf, renewBy);
  if (days > within) return [];
  const when = days < 0 ? `ended on ${renewBy}` : `ends on ${renewBy}, in ${days} ${days === 1 ? 'day' : 'days'}`;
  return [`the certificate behind seal ${id.slice(0, 12)} ${when}`];
};

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);

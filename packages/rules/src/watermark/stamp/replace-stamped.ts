import { join } from 'node:path';
import { type FixPolicy, sha256, withLock } from '@listing-lint/core/plugin';
import { Ledger } from './ledger.ts';
import { LEDGER } from './ledger-name.ts';

/** Another run may be about to end; one that goes on is reported, not waited for. */
const PATIENCE_MS = 2_000;

/**
 * Replaces a picture, and lets the ledger know it by its new bytes where it knew it by the old ones: the mark is where it was. As when it is
 * stamped, the intent comes first, so that a run that is killed leaves a picture that the ledger knows. Throws `output-failed` where another
 * run stamps in the same folder, and as `Ledger.read`.
 */
export const replaceStamped: NonNullable<FixPolicy['replace']> = ({ before, after }, { path }, { root }, replace) =>
  withLedger(root, async (ledger) => {
    const known = ledger.get(path);
    if (known === undefined || known.sha256 !== sha256(before)) return replace();
    const entry = { ...known, sha256: sha256(after) };
    try {
      await ledger.intend(entry);
      await replace();
      await ledger.done(entry);
    } finally {
      await ledger.tidy();
    }
  });

/** Lets the ledger know what a run has written that was killed before it could say so. */
export const recoverStamps: NonNullable<FixPolicy['recover']> = ({ root }) =>
  withLedger(root, (ledger) => ledger.tidy());

/** With the ledger as an earlier run should have left it, and no other at work on it. */
const withLedger = (root: string, work: (ledger: Ledger) => Promise<void>): Promise<void> => {
  const lock = { what: `the stamps of ${root}`, patienceMs: PATIENCE_MS, within: root };
  return withLock(join(root, `${LEDGER}.lock`), lock, async () => {
    const ledger = await Ledger.read(root);
    await ledger.recover();
    await work(ledger);
  });
};

import { defineSettings, type FactContext } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** What the setting says is for the package of the ledger. */
const ledgerSettings = defineSettings(z.object({ provenance: z.unknown().optional() }), {});

/** Whether the config names a ledger: without one there is no fact of it. */
export const isLedgerNamed = (context: Pick<FactContext, 'settings'>): boolean =>
  ledgerSettings.of(context).provenance !== undefined;

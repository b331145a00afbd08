import { join } from 'node:path';
import type { SubjectKind } from '@listing-lint/core/plugin';
import { settingsOf } from '../settings.ts';
import { LEDGER_FOLDER } from './ledger/read-ledger.ts';

/** The ledger of a config, where it has one; also one of which nothing is there yet. */
export const ledgerSubjects: SubjectKind[] = [
  {
    scope: 'ledger',
    settings: ['provenance'],
    gate: 'ledger-valid',
    content: 'ledgerContent',
    async *discover(context) {
      const { provenance } = settingsOf(context);
      if (provenance === undefined) return;
      const path = provenance.folder ?? LEDGER_FOLDER;
      yield { scope: 'ledger', path, file: join(context.root, path), channels: [] };
    },
  },
];

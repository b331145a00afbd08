import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { noteSeen, type SubjectKind } from '@listing-lint/core/plugin';
import { LEDGER_FOLDER, provenanceSettings } from './provenance-settings.ts';

/** Whether anything is in a folder but what is hidden; also where that cannot be told. */
const hasContent = async (folder: string): Promise<boolean> => {
  noteSeen(folder, await stat(folder).catch(() => undefined));
  try {
    return (await readdir(folder)).some((name) => !name.startsWith('.'));
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
};

/** The ledger of a config, where it has one and anything is there of it. */
export const ledgerSubjects: SubjectKind[] = [
  {
    scope: 'ledger',
    settings: ['provenance'],
    gate: 'ledger-valid',
    content: 'ledgerContent',
    async *discover(context) {
      const { provenance } = provenanceSettings.of(context);
      if (provenance === undefined) return;
      const path = provenance.folder ?? LEDGER_FOLDER;
      const file = join(context.root, path);
      if (await hasContent(file)) yield { scope: 'ledger', path, file, channels: [] };
    },
  },
];

import { join } from 'node:path';
import type { SubjectKind } from '@listing-lint/core/plugin';
import { globFolder, namedTexts } from '../case/named/named-texts.ts';

import { disputesSettings } from '../disputes-settings.ts';

/** Where runs of `monitor` put their logs: the folder in which the first glob looks, `monitoring` where the config names none or a file of the root. */
export const logFolder = (globs: readonly string[] | undefined): string => {
  const [first] = (globs ?? []).filter((glob) => !glob.startsWith('!'));
  const folder = first === undefined ? '' : globFolder(first);
  return folder === '' || folder === first ? 'monitoring' : folder;
};

export const monitoringSubjects: SubjectKind[] = [
  {
    scope: 'monitoring-log',
    settings: ['monitoring'],
    knownAsSaid: true,
    particulars: 'copiesDocket',
    gate: 'monitoring-file-valid',
    noun: 'monitoring log',
    async *discover(context) {
      const globs = disputesSettings.of(context).monitoring ?? [];
      if (globs.length === 0) return;
      const { paths, tell } = namedTexts(context, 'monitoring', globs);
      const first = globs.find((glob) => !glob.startsWith('!'));
      if (paths.length > 0 || first === undefined) await tell();
      if (first === undefined) return;
      // A shop that means to look and has never done so is judged, too.
      const known = paths.length > 0 ? paths : [globFolder(first)];
      for (const path of known) {
        const log = { scope: 'monitoring-log', path, file: join(context.root, path), channels: [] };
        yield paths.length > 0 ? log : { ...log, absent: true };
      }
    },
  },
];

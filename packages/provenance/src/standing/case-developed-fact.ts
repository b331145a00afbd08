import { posix } from 'node:path';
import { defineFact } from '@listing-lint/core/plugin';
import { evidenceFiles, soundCase } from '@listing-lint/disputes';
import { z } from 'zod';
import { familyOf, ledgerOfRun } from './run-ledger.ts';

export const caseDevelopedFact = defineFact({
  id: 'caseDeveloped',
  scope: 'case',
  version: 1,
  title: 'Pictures that the ledger says were made from the originals of a case.',
  schema: z.object({
    pictures: z.array(z.object({ original: z.string(), path: z.string() })).meta({
      title: 'pictures, each with the original',
      description: 'paths; the files of both are as they were archived.',
    }),
  }),
  compute: async (_subject, _params, context) => {
    const { value } = await soundCase(context);
    const run = await ledgerOfRun(context);
    const files = await context.useRun(evidenceFiles);
    const originals = new Map<string, string>();
    for (const { rawOriginal } of value.works ?? []) {
      const path = rawOriginal && posix.normalize(rawOriginal.path);
      const hash = path ? await files.sha256Of(path) : null;
      if (path && hash !== null && run.byHash.has(hash)) originals.set(hash, path);
    }
    const pictures: { original: string; path: string }[] = [];
    for (const [hash, all] of originals.size === 0 ? [] : run.byHash) {
      const paths = new Set(all.map(({ entry }) => entry.file.path));
      for (const { entry } of familyOf(run, [hash])) {
        const original = entry.file.sha256 === hash ? undefined : originals.get(entry.file.sha256);
        if (original === undefined) continue;
        for (const path of paths) if ((await files.sha256Of(path)) === hash) pictures.push({ original, path });
      }
    }
    return { pictures };
  },
});

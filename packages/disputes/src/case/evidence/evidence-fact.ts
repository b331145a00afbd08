import { join } from 'node:path';
import {
  defineFact,
  defineRunResource,
  type FactContext,
  keyText,
  ListingLintError,
  type Problem,
  problemsInOrder,
  sentencesOf,
} from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES, settingsOf } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { linesOf, placeInCase, placeSchema, regionOf, soundCase } from '../file/case-resource.ts';
import { type FileFault, filesBelow, type NamedFiles } from './check-file.ts';
import { namedFiles } from './named-files.ts';
import { ownDocuments } from './own-documents.ts';
import { realPath, usedTwice } from './used-twice.ts';

/** One for all cases of a run: several name one file. */
export const evidenceFiles = defineRunResource<NamedFiles>({
  id: 'evidenceFiles',
  create: (context) => {
    const { fileMegabytes = DEFAULT_ORIGINAL_MEGABYTES } = settingsOf(context).limits ?? {};
    return filesBelow(context.root, Math.max(fileMegabytes, DEFAULT_ORIGINAL_MEGABYTES) * 1e6);
  },
});

interface ToldFault {
  readonly kind: FileFault['kind'];
  readonly problem: Problem;
}

const faultsOf = async (context: FactContext): Promise<{ readonly count: number; readonly told: ToldFault[] }> => {
  const { value, problemAt } = await soundCase(context);
  const files = await context.useRun(evidenceFiles);
  const named = namedFiles(value);
  const told: ToldFault[] = [];
  const ownFault = await ownDocuments(context);
  const twice = await usedTwice(named, context.root, files);
  for (const { at, file, sha256 } of named) {
    const fault =
      (await files.check(file, null)) ??
      ownFault(await realPath(join(context.root, file))) ??
      (await files.check(file, sha256)) ??
      twice.get(keyText(at)) ??
      null;
    if (fault === null) continue;
    const hint = 'hint' in fault ? fault.hint : undefined;
    told.push({ kind: fault.kind, problem: problemAt(at, `${keyText(at)} names ${file}: ${fault.message}`, hint) });
  }
  return { count: named.length, told };
};

export const evidenceFact = defineFact({
  id: 'evidence',
  scope: 'case',
  version: 4,
  title:
    'The files that a case names: which are not there, are not what their names say, are no files of this folder, or are not those of their SHA-256.',
  schema: z.object({
    fileCount: z.number().int().meta({ title: 'number of files that the case names' }),
    missing: z.array(z.string()).meta({ title: 'files that are not there, or may not be read' }),
    changed: z.array(z.string()).meta({ title: 'files with another SHA-256 than the case says' }),
    ...placeSchema,
  }),
  compute: async (_subject, _params, context) => {
    const { count, told } = await faultsOf(context);
    const of = (...kinds: FileFault['kind'][]): readonly Problem[] =>
      problemsInOrder(told.filter(({ kind }) => kinds.includes(kind)).map(({ problem }) => problem));
    const found = of('missing', 'refused', 'changed');
    const unread = of('unread');
    if (found.length === 0 && unread.length > 0) {
      throw new ListingLintError('fact-unavailable', sentencesOf(unread).join(', '), unread);
    }
    return {
      fileCount: count,
      missing: linesOf(of('missing', 'refused', 'unread')),
      changed: linesOf(of('changed')),
      ...placeInCase(found),
    };
  },
  region: regionOf,
});

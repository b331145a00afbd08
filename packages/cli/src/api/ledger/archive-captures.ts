import { join } from 'node:path';
import { isKnownError, type ResolvedConfig } from '@listing-lint/core';
import { type CaseFile, casesIn } from '@listing-lint/disputes';
import { addDocuments, type DocumentAbout, hashedFile, readDocument } from '@listing-lint/provenance';
import { builtinSettings } from '../../project/registry-file.ts';

type Infringement = NonNullable<CaseFile['infringements']>[number];

/** A capture of an infringing listing, as it came into the ledger. */
export interface ArchivedCapture {
  readonly path: string;
  readonly isNew: boolean;
  /** Why it is not archived; null where it is. */
  readonly reason: string | null;
}

/**
 * Archives the captures that open cases of ours name (page, screenshot, their picture), about the archived pictures of the work that each shows:
 * the next seal is over them. One that cannot be read, or shows no archived work, says why.
 */
export const archiveCaptures = async (
  config: ResolvedConfig,
  folder: string,
  said: { readonly by: string | null; readonly at: string },
): Promise<readonly ArchivedCapture[]> => {
  const { root } = config;
  const settings = builtinSettings(config);
  if ((settings.cases ?? []).length === 0) return [];
  const cases = await casesIn(root, settings);
  const captures = cases.flatMap((each) => ('unreadable' in each || each.value === null ? [] : capturesOf(each.value)));
  const named = [...new Map(captures.map((each) => [each.path, each])).values()];
  const read = await Promise.all(named.map((each) => readCapture(each, root)));
  const fit = read.filter((each): each is DocumentAbout => typeof each === 'object');
  const added = new Map(
    (await addDocuments(folder, fit, said)).map((each, index) => [fit[index]?.document.path, each]),
  );
  return named.map(({ path }, index) => {
    const each = read[index];
    if (typeof each === 'string') return { path, isNew: false, reason: each };
    const outcome = added.get(each?.document.path);
    return typeof outcome === 'object'
      ? { path, isNew: outcome.isNew, reason: null }
      : { path, isNew: false, reason: `${outcome} is not archived as it is now` };
  });
};

interface CaptureOf {
  readonly path: string;
  /** Originals of the work that it shows. */
  readonly ours: readonly string[];
}

const readCapture = async ({ path, ours }: CaptureOf, root: string): Promise<DocumentAbout | string> => {
  if (ours.length === 0) return 'the case does not say which original it shows: `match.work`, `works[].rawOriginal`';
  try {
    return {
      document: await readDocument({ kind: 'capture', path: join(root, path), name: path, root }),
      about: await Promise.all(ours.map((each) => hashedFile(join(root, each), each, root))),
    };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return error.message;
  }
};

/** Captures of a case, each with the original of the work that it shows. */
const capturesOf = (file: CaseFile): readonly CaptureOf[] => {
  if (file.status !== 'open' || file.direction === 'accused') return [];
  return (file.infringements ?? []).flatMap((one) =>
    filesOf(one).map((path) => ({ path, ours: originalsOf(file, one) })),
  );
};

const filesOf = ({ capture, image }: Infringement): readonly string[] =>
  [capture?.page?.file, capture?.screenshot?.file, image?.file].flatMap((path) => path ?? []);

const originalsOf = ({ works = [] }: CaseFile, { match }: Infringement): readonly string[] =>
  (works ?? []).flatMap(({ id, rawOriginal }) =>
    rawOriginal && (!match || String(match.work) === String(id)) ? [rawOriginal.path] : [],
  );

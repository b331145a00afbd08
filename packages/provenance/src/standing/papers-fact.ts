import { defineFact, type FactContext, type FactId, type Subject } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { type ArchivedDocument, DOCUMENT_KINDS } from '../entry/entry.ts';
import { FINGERPRINT, knownOriginals } from './provenance-fact.ts';
import { familyOf, ledgerOfRun, type RunLedger } from './run-ledger.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

/** By which somebody may use a picture. */
const RIGHT_KINDS = ['own-work', 'license', 'permission', 'assignment', 'registration'] as const;

const papersParams = z.object({
  kinds: z
    .array(z.enum(DOCUMENT_KINDS))
    .default([...RIGHT_KINDS])
    .meta({ title: 'kinds of papers that are asked for' }),
});
const MOST_LISTED = 20;

/** Papers about a picture, and about what it was made from; each once. */
export const papersAbout = async (
  subject: Subject,
  run: RunLedger,
  context: FactContext,
): Promise<readonly ArchivedDocument[]> => {
  const { sha256 } = await context.get(FILE);
  const { originals } = await knownOriginals(subject, run, context);
  const family = familyOf(run, [sha256, ...originals.map(({ entry }) => entry.file.sha256)]);
  const hashes = new Set([sha256, ...family.map(({ entry }) => entry.file.sha256)]);
  const papers = [...hashes].flatMap((hash) => run.papers.get(hash) ?? []);
  return [...new Map(papers.map((each) => [JSON.stringify(each), each])).values()];
};

const wordsOf = ({ kind, path, party }: ArchivedDocument): string =>
  `the ${kind} ${path}${party === null ? '' : ` of ${party}`}`;

export const papersFact = defineFact({
  id: 'papers',
  scope: 'image',
  version: 1,
  title: 'Papers in the ledger about a picture and what it was made from: which hold today, and which do not.',
  schema: z.object({
    valid: z.array(z.string()).meta({ title: 'papers that hold today, and are there' }),
    lacks: z.array(z.string()).meta({ title: 'why none of them holds', description: 'none where one does.' }),
  }),
  params: papersParams,
  needsSet: [FILE, FINGERPRINT],
  compute: async (subject, params, context) => {
    const { kinds } = papersParams.parse(params);
    const run = await ledgerOfRun(context);
    const papers = (await papersAbout(subject, run, context)).filter(({ kind }) => kinds.includes(kind));
    const valid: string[] = [];
    const lacks: string[] = papers.length === 0 ? ['the ledger has no paper by which it may be used'] : [];
    for (const paper of papers) {
      const reason = await reasonAgainst(paper, run, context.asOf);
      if (reason === null) valid.push(wordsOf(paper));
      else lacks.push(`${wordsOf(paper)} ${reason}`);
    }
    return { valid: valid.slice(0, MOST_LISTED), lacks: valid.length > 0 ? [] : lacks.slice(0, MOST_LISTED) };
  },
});

const reasonAgainst = async (
  { from, until, path, sha256 }: ArchivedDocument,
  { isHeld }: RunLedger,
  asOf: string,
): Promise<string | null> => {
  if (from !== null && asOf < from) return `begins to hold on ${from}`;
  if (until !== null && asOf > until) return `held until ${until}`;
  return (await isHeld(path, sha256)) ? null : 'is not there as it was archived';
};

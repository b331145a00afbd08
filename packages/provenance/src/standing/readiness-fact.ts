import { defineFact, type FactContext, type FactId, type Subject } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { ArchivedDocument } from '../entry/entry.ts';
import { papersAbout } from './papers-fact.ts';
import { FINGERPRINT, firstSealed, knownOriginals } from './provenance-fact.ts';
import { type ArchivedPicture, familyOf, ledgerOfRun, type RunLedger } from './run-ledger.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

/** What platforms and courts ask for in a dispute about who took a picture; the table of docs/provenance.md says where each is asked. */
const EVIDENCE_ITEMS = [
  'original',
  'unchanged',
  'capture',
  'raw',
  'sealed',
  'right',
  'shooting-record',
  'outtakes',
  'edit-history',
  'witness',
] as const;
type EvidenceItem = (typeof EVIDENCE_ITEMS)[number];

interface Evidence {
  readonly originals: readonly ArchivedPicture[];
  readonly family: readonly ArchivedPicture[];
  readonly papers: readonly ArchivedDocument[];
  /** Hashes of originals whose bytes are there. */
  readonly held: ReadonlySet<string>;
}

const RAW = /\.(?:raw|dng|cr[23w]|nef|nrw|arw|srf|sr2|raf|orf|rw2|pef|srw|x3f|3fr|iiq|mrw|kdc|dcr|rwl)$/i;
const hasPaper =
  (...kinds: readonly ArchivedDocument['kind'][]): ((evidence: Evidence) => boolean) =>
  ({ papers }) =>
    papers.some(({ kind }) => kinds.includes(kind));

/** Each item: what is missing without it, and whether it is there. */
const ITEMS: { readonly [item in EvidenceItem]: readonly [missing: string, isThere: (evidence: Evidence) => boolean] } =
  {
    original: ['an archived original', ({ originals }) => originals.length > 0],
    unchanged: [
      'the original as it was archived',
      ({ originals, held }) => originals.some(({ entry }) => held.has(entry.file.sha256)),
    ],
    capture: [
      'the camera and the time of the shot in the original',
      ({ originals }) =>
        originals.some(
          ({ entry }) => entry.captured !== null && (entry.camera?.model ?? entry.camera?.make ?? null) !== null,
        ),
    ],
    raw: ['the raw file of the camera', ({ family }) => family.some(({ entry }) => RAW.test(entry.file.path))],
    sealed: ['a seal of the original that a root vouches for', ({ originals }) => firstSealed(originals) !== null],
    right: ['a paper of the right to it', hasPaper('own-work', 'registration', 'assignment', 'license', 'permission')],
    'shooting-record': ['a record of the shooting', hasPaper('shooting-record')],
    outtakes: ['outtakes of the shooting', hasPaper('outtake')],
    'edit-history': [
      'an archived edit or a history of the editing',
      (evidence) => evidence.family.some(({ entry }) => entry.stage === 'edit') || hasPaper('edit-history')(evidence),
    ],
    witness: ['the statement of a witness', hasPaper('witness')],
  };

const readinessParams = z.object({
  required: z.array(z.enum(EVIDENCE_ITEMS)).default([]).meta({ title: 'what must not be missing' }),
});

export const readinessFact = defineFact({
  id: 'evidenceReadiness',
  scope: 'image',
  version: 1,
  title: 'What a dispute about a picture would need, by the ledger: what is there, and what is missing.',
  schema: z.object({
    score: z.number().meta({ title: 'share of the ten things that is there' }),
    have: z.array(z.enum(EVIDENCE_ITEMS)).meta({ title: 'what is there' }),
    missing: z.array(z.string()).meta({ title: 'what is missing' }),
    missingRequired: z.array(z.string()).meta({ title: 'what is missing of what must not be' }),
  }),
  params: readinessParams,
  needsSet: [FILE, FINGERPRINT],
  compute: async (subject, params, context) => {
    const { required } = readinessParams.parse(params);
    const evidence = await evidenceFor(subject, await ledgerOfRun(context), context);
    const have = EVIDENCE_ITEMS.filter((item) => ITEMS[item][1](evidence));
    const missing = EVIDENCE_ITEMS.filter((item) => !have.includes(item));
    return {
      score: have.length / EVIDENCE_ITEMS.length,
      have,
      missing: missing.map((item) => ITEMS[item][0]),
      missingRequired: missing.filter((item) => required.includes(item)).map((item) => ITEMS[item][0]),
    };
  },
});

const evidenceFor = async (subject: Subject, run: RunLedger, context: FactContext): Promise<Evidence> => {
  const { originals } = await knownOriginals(subject, run, context);
  const { sha256 } = await context.get(FILE);
  const family = familyOf(run, [sha256, ...originals.map(({ entry }) => entry.file.sha256)]);
  const found = await papersAbout(subject, run, context);
  const papers: ArchivedDocument[] = [];
  for (const paper of found) if (await run.isHeld(paper.path, paper.sha256)) papers.push(paper);
  const held = new Set<string>();
  for (const { entry } of originals)
    if (await run.isHeld(entry.file.path, entry.file.sha256)) held.add(entry.file.sha256);
  return { originals, family, papers, held };
};

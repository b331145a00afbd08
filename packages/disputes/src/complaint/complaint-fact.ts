import {
  defineFact,
  type FactContext,
  type FactId,
  isKnownError,
  type KeyPath,
  ListingLintError,
  type Problem,
  problemsInOrder,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { keptUnstamped } from '../case/evidence/kept-unstamped.ts';
import { isLedgerNamed } from '../case/evidence/ledger-named.ts';
import { originalsOf } from '../case/evidence/originals.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { linesOf, placeInCase, placeSchema, regionOf, soundCase } from '../case/file/case-resource.ts';
import { dayOf } from '../case/file/dates.ts';
import { complainedWhileLicensed, licenceSentence, licensedBy } from '../case/file/licensees.ts';

import { COMPLAINT_STEPS, type ComplaintStep, gapsOf, type NoticeGap } from './gaps.ts';
import { deskOf, isToBeFiled, notices } from './notices.ts';
import { missingEvidence, type SealedWorks, unregistered } from './work-evidence.ts';

interface Told {
  readonly at: KeyPath;
  readonly message: string;
}

const told = (each: readonly Told[], problemAt: (path: KeyPath, message: string) => Problem): readonly Problem[] =>
  problemsInOrder(each.map(({ at, message }) => problemAt(at, message)));

/** What a complaint that is not begun needs to be filed; where nobody says at which desk, that comes first. */
const gapsToFile = (file: CaseFile, asOf: string): readonly NoticeGap[] => {
  const desk = deskOf(file);
  if (desk !== undefined) return gapsOf(file, desk, asOf);
  const ids = notices().map(({ id }) => id);
  const message = `nothing says where to complain: add platform: <name>, or notice: { to: <${ids.join(' or ')}> }`;
  return [{ id: 'desk', step: 'notice', at: [], message, source: null }];
};

/** The gaps of the notice of a case; none where no notice is begun. Throws `fact-unavailable` where nobody knows what its desk asks for. */
const noticeGaps = (file: CaseFile, asOf: string): readonly NoticeGap[] => {
  if (!file.notice) return [];
  const desk = deskOf(file);
  if (desk === undefined) {
    const known = notices().map(({ id }) => id);
    throw new ListingLintError(
      'fact-unavailable',
      `the case does not say which desk its notice is written for: add notice.to (${known.join(', ')})`,
    );
  }
  if (file.direction === 'accused' && desk.counter === undefined) {
    throw new ListingLintError('fact-unavailable', `what a counter-notice to ${desk.title} has to say is not known`);
  }
  return gapsOf(file, desk, asOf);
};

const deskTitle = (file: CaseFile): string => {
  const title = deskOf(file)?.title ?? 'the notice';
  return file.direction === 'accused' ? `the counter-notice to ${title}` : title;
};

const sentences = (title: string) => z.array(z.string()).meta({ title });

/** Where what is missing is asked for, each once. */
const sourcesOf = (gaps: readonly NoticeGap[]): string[] => [
  ...new Set(
    gaps.flatMap(({ source }) =>
      source === null ? [] : [`${source.title} (certainty ${source.certainty}, read ${source.read})`],
    ),
  ),
];

const STEP_NAMES: { readonly [step in ComplaintStep]: string } = {
  identity: 'who we are',
  right: 'the right',
  listings: 'the listings',
  evidence: 'the evidence',
  notice: 'the notice itself',
};

/** `6 things are missing for a notice under the DMCA: who we are (2), the notice itself (4)`. */
const summaryOf = (gaps: readonly NoticeGap[], desk: string): string => {
  const steps = COMPLAINT_STEPS.flatMap((step) => {
    const count = gaps.filter((gap) => gap.step === step).length;
    return count === 0 ? [] : [`${STEP_NAMES[step]} (${count})`];
  });
  return `${gaps.length} ${gaps.length === 1 ? 'thing is' : 'things are'} missing for ${desk}: ${steps.join(', ')}`;
};

const complaintFact = defineFact({
  id: 'complaint',
  scope: 'case',
  version: 2,
  title:
    'What the notice of a case lacks by what its desk asks for, step by step; cannot be had where the desk is not known.',
  schema: z.object({
    isBegun: z.boolean().meta({ title: 'the notice of the case', description: 'begun, and its end not known.' }),
    isUnfiled: z.boolean().meta({
      title: 'the complaint of the case',
      description: 'ours, and neither begun nor filed: it is told what filing it would need.',
    }),
    identity: sentences('gaps about who we are'),
    right: sentences('gaps about the works and the right in them'),
    listings: sentences('gaps about the listings that infringe'),
    evidence: sentences('gaps in the evidence'),
    notice: sentences('gaps in the notice itself'),
    sources: sentences(
      'where what is missing is asked for, with the certainty of that and the day on which it was read',
    ),
    summary: z.string().meta({ title: 'how much is missing, step by step' }),
    ...placeSchema,
  }),
  compute: async (_subject, _params, context) => {
    const { value, problemAt } = await soundCase(context);
    const isBegun = Boolean(value.notice) && !value.outcome?.result;
    const isUnfiled = isToBeFiled(value);
    const gaps = isBegun ? noticeGaps(value, context.asOf) : isUnfiled ? gapsToFile(value, context.asOf) : [];
    const of = (step: ComplaintStep): string[] =>
      told(
        gaps.filter((gap) => gap.step === step),
        problemAt,
      ).map(({ message }) => message);
    return {
      isBegun,
      isUnfiled,
      identity: of('identity'),
      right: of('right'),
      listings: of('listings'),
      evidence: of('evidence'),
      notice: of('notice'),
      sources: sourcesOf(gaps),
      summary: summaryOf(gaps, deskTitle(value)),
      ...placeInCase(told(gaps, problemAt)),
    };
  },
  region: regionOf,
});

/** The part of the fact `caseSeals` of the ledger that is read. */
const CASE_SEALS: FactId<{
  readonly sealed: readonly { readonly work: string; readonly at: string }[];
  readonly faultCount: number;
}> = 'caseSeals';

/** Works that the ledger has sealed, and why there may be more; none where the config names no ledger. */
const sealedWorks = async (
  context: FactContext,
): Promise<{ readonly sealed: SealedWorks; readonly unread: string | null }> => {
  if (!isLedgerNamed(context)) return { sealed: new Map(), unread: null };
  try {
    const { sealed, faultCount } = await context.get(CASE_SEALS);
    const unread = faultCount === 0 ? null : `${faultCount} files of the ledger are damaged`;
    return { sealed: new Map(sealed.map(({ work, at }) => [work, [at]])), unread };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { sealed: new Map(), unread: `the ledger cannot be read: ${error.message}` };
  }
};

const evidenceParams = z.object({ asked: z.array(z.string()).optional() });

const workEvidenceFact = defineFact({
  id: 'workEvidence',
  scope: 'case',
  version: 4,
  title: 'Evidence that the works of a case lack.',
  schema: z.object({
    missing: sentences('evidence that is missing'),
    unregistered: sentences('works whose registration is not on record'),
    ...placeSchema,
  }),
  params: evidenceParams,
  compute: async (_subject, params, context) => {
    const { value, problemAt } = await soundCase(context);
    const { asked = [] } = evidenceParams.parse(params);
    const [kept, originals] = [await keptUnstamped(value, context), await originalsOf(value, context)];
    const lackOf = (kinds: readonly string[], works?: SealedWorks) =>
      missingEvidence(value, originals, kinds, kept, works);
    const isUntimed = asked.includes('timestamp') && lackOf(['timestamp']).length > 0;
    const { sealed, unread } = isUntimed ? await sealedWorks(context) : { sealed: undefined, unread: null };
    const isUnknown = unread !== null && lackOf(['timestamp'], sealed).length > 0;
    const certain = lackOf(isUnknown ? asked.filter((kind) => kind !== 'timestamp') : asked, sealed);
    const why = `the timestamps of the works are not known: ${unread}; run \`listing-lint ledger verify\``;
    if (isUnknown && certain.length === 0) throw new ListingLintError('fact-unavailable', why);
    const missing = told(isUnknown ? [...certain, { at: [], message: why }] : certain, problemAt);
    const open = told(unregistered(value), problemAt);
    return {
      missing: linesOf(missing),
      unregistered: linesOf(open),
      ...placeInCase(missing.length > 0 ? missing : open),
    };
  },
  region: regionOf,
});

const licensedUseFact = defineFact({
  id: 'licensedUse',
  scope: 'case',
  version: 2,
  title: 'Infringements of a case that are of licensees, which count for no other rule, or were when we complained.',
  schema: z.object({ listings: sentences('listings of licensees among the infringements'), ...placeSchema }),
  compute: async (_subject, _params, context) => {
    const { value, problemAt } = await soundCase(context);
    const found = told(
      (value.infringements ?? []).flatMap((one, index) => {
        const at = ['infringements', index];
        const licensee = licensedBy(one, value);
        if (licensee !== undefined) return [{ at, message: `${licenceSentence(one, licensee)}: it is not counted` }];
        const early = complainedWhileLicensed(one, value);
        if (early === undefined) return [];
        const said = licenceSentence(one, early.licensee);
        return [{ at, message: `${said}: the complaint of ${dayOf(early.filed)} came while the licence ran` }];
      }),
      problemAt,
    );
    return { listings: linesOf(found), ...placeInCase(found) };
  },
  region: regionOf,
});

export const complaintFacts = [complaintFact, workEvidenceFact, licensedUseFact];

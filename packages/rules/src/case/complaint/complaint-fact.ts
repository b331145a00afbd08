import {
  defineFact,
  type KeyPath,
  ListingLintError,
  type Problem,
  problemsInOrder,
  sentencesOf,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { originalsOf } from '../evidence/originals.ts';
import type { CaseFile } from '../file/case-file.ts';
import { placeInCase, placeSchema, regionOf, soundCase } from '../file/case-resource.ts';
import { licenceSentence, licensedBy } from '../file/licensees.ts';
import { type ComplaintStep, gapsOf, type NoticeGap } from './gaps.ts';
import { deskOf, notices } from './notices.ts';
import { missingEvidence, unregistered } from './work-evidence.ts';

interface Told {
  readonly at: KeyPath;
  readonly message: string;
}

const told = (each: readonly Told[], problemAt: (path: KeyPath, message: string) => Problem): readonly Problem[] =>
  problemsInOrder(each.map(({ at, message }) => problemAt(at, message)));

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

const sentences = (title: string) => z.array(z.string()).meta({ title });

const asked = z.array(z.string());

const sourcesOf = (gaps: readonly NoticeGap[], step: ComplaintStep): string[] => [
  ...new Set(
    gaps.flatMap((gap) =>
      gap.step === step
        ? [
            gap.source === null
              ? 'the case itself'
              : `${gap.source.title} (certainty ${gap.source.certainty}, read ${gap.source.read})`,
          ]
        : [],
    ),
  ),
];

const complaintFact = defineFact({
  id: 'complaint',
  scope: 'case',
  version: 1,
  title:
    'What the notice of a case lacks by what its desk asks for, step by step; cannot be had where the desk is not known.',
  schema: z.object({
    isBegun: z.boolean().meta({ title: 'the notice of the case', description: 'begun, and its end not known.' }),
    identity: sentences('gaps about who we are'),
    right: sentences('gaps about the works and the right in them'),
    listings: sentences('gaps about the listings that infringe'),
    evidence: sentences('gaps in the evidence'),
    notice: sentences('gaps in the notice itself'),
    sources: z.object({ identity: asked, right: asked, listings: asked, evidence: asked, notice: asked }).meta({
      description: 'where what is missing is asked for, with the certainty of that and the day on which it was read.',
    }),
    ...placeSchema,
  }),
  compute: async (_subject, _params, context) => {
    const { value, problemAt } = await soundCase(context);
    const isBegun = Boolean(value.notice) && !value.outcome?.result;
    const gaps = isBegun ? noticeGaps(value, context.asOf) : [];
    const of = (step: ComplaintStep): string[] =>
      sentencesOf(
        told(
          gaps.filter((gap) => gap.step === step),
          problemAt,
        ),
      );
    return {
      isBegun,
      identity: of('identity'),
      right: of('right'),
      listings: of('listings'),
      evidence: of('evidence'),
      notice: of('notice'),
      sources: {
        identity: sourcesOf(gaps, 'identity'),
        right: sourcesOf(gaps, 'right'),
        listings: sourcesOf(gaps, 'listings'),
        evidence: sourcesOf(gaps, 'evidence'),
        notice: sourcesOf(gaps, 'notice'),
      },
      ...placeInCase(told(gaps, problemAt)),
    };
  },
  region: regionOf,
});

const evidenceParams = z.object({ asked: z.array(z.string()).optional() });

const workEvidenceFact = defineFact({
  id: 'workEvidence',
  scope: 'case',
  version: 1,
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
    const missing = told(missingEvidence(value, await originalsOf(value, context), asked), problemAt);
    const open = told(unregistered(value), problemAt);
    return {
      missing: sentencesOf(missing),
      unregistered: sentencesOf(open),
      ...placeInCase(missing.length > 0 ? missing : open),
    };
  },
  region: regionOf,
});

const licensedUseFact = defineFact({
  id: 'licensedUse',
  scope: 'case',
  version: 1,
  title: 'Infringements of a case that are of licensees: they count for no other rule.',
  schema: z.object({ listings: sentences('listings of licensees among the infringements'), ...placeSchema }),
  compute: async (_subject, _params, context) => {
    const { value, problemAt } = await soundCase(context);
    const found = told(
      (value.infringements ?? []).flatMap((one, index) => {
        const licensee = licensedBy(one, value);
        return licensee === undefined
          ? []
          : [{ at: ['infringements', index], message: `${licenceSentence(one, licensee)}: it is not counted` }];
      }),
      problemAt,
    );
    return { listings: sentencesOf(found), ...placeInCase(found) };
  },
  region: regionOf,
});

export const complaintFacts = [complaintFact, workEvidenceFact, licensedUseFact];

import { defineFact, type Plugin, problemsInOrder } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { linesOf, placeInCase, placeSchema, regionOf, soundCase } from './case/file/case-resource.ts';
import { complaintFacts } from './complaint/complaint-fact.ts';
import { contradictionsOf } from './consistency/contradictions.ts';
import { deadlinesFact, deadlinesKnownFact } from './deadline/deadline-facts.ts';
import { staleFiguresFact } from './deadline/stale-facts.ts';
import { defenceFact } from './defence/defence-fact.ts';
import { docketFact } from './docket/docket-fact.ts';
import { escalationFacts } from './escalation/escalation-facts.ts';
import { copiesDocketFact } from './monitoring/copies-docket-fact.ts';
import {
  monitoringFact,
  monitoringFileFact,
  monitoringOverdueFact,
  monitoringReferencesFact,
} from './monitoring/monitoring-fact.ts';
import { infringementsFact, infringementsUnansweredFact, monitoringHitsFact } from './monitoring/unanswered-fact.ts';
import { goodFaithFacts } from './standing/good-faith-facts.ts';
import { standingFacts } from './standing/standing-facts.ts';

const caseConsistencyFact = defineFact({
  id: 'caseConsistency',
  scope: 'case',
  version: 2,
  title:
    'What a case says that cannot be: dates that lie ahead, a currency that does not exist, listings that are none, events out of order.',
  schema: z.object({
    contradictions: z.array(z.string()).meta({ title: 'contradictions in the case' }),
    ...placeSchema,
  }),
  compute: async (_subject, _params, context) => {
    const { value, problemAt } = await soundCase(context);
    const told = problemsInOrder(
      contradictionsOf(
        value,
        context.asOf,
        context.subjects('listing').map(({ path }) => path),
      ).map(({ path, message, hint }) => problemAt(path, message, hint)),
    );
    return { contradictions: linesOf(told), ...placeInCase(told) };
  },
  region: regionOf,
});

/** Facts about disputes that go beyond what a case file says. */
export const disputeFacts: NonNullable<Plugin['facts']> = [
  deadlinesFact,
  deadlinesKnownFact,
  staleFiguresFact,
  ...standingFacts,
  ...escalationFacts,
  ...goodFaithFacts,
  caseConsistencyFact,
  ...complaintFacts,
  defenceFact,
  docketFact,
  monitoringFileFact,
  monitoringFact,
  monitoringOverdueFact,
  monitoringReferencesFact,
  infringementsFact,
  infringementsUnansweredFact,
  monitoringHitsFact,
  copiesDocketFact,
];

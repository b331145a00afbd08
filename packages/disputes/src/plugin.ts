import { documents as rules } from 'virtual:documents/rules/disputes';
import type { Plugin } from '@listing-lint/core/plugin';
import { mayDeclareFields } from '@listing-lint/rules/settings';
import { facts as caseFacts, caseFactsFor } from './case/facts.ts';
import { caseSubjects } from './case/subjects.ts';
import { disputesSettings } from './disputes-settings.ts';
import { disputeFacts } from './facts.ts';
import { monitoringSubjects } from './monitoring/subjects.ts';

/** Case files, complaints, deadlines, strikes, letters, escalation, and monitoring logs. */
export const disputesPlugin: Plugin = {
  name: 'disputes',
  version: '1',
  settings: disputesSettings.schema,
  subjects: [...caseSubjects, ...monitoringSubjects],
  kindAdditions: {
    case: {
      particulars: 'docket',
      particularsOptions: {
        answerDays: { rule: 'response-due', option: 'answerDays' },
        soonDays: { rule: 'response-due-soon', option: 'days' },
      },
    },
  },
  facts: [...caseFacts, ...disputeFacts],
  factsFor: (settings) => (mayDeclareFields(settings) ? caseFactsFor(settings) : []),
  rules,
};

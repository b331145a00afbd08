import type { KeyPath } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { licenceSentence, licensedBy } from '../case/file/licensees.ts';
import { type Citation, citationOf, holdsOn } from '../case/profile/figure.ts';

import { FIELD_CHECKS } from './notice-fields.ts';
import type { NoticeDemand, NoticeField, NoticeProfile } from './notice-schema.ts';
import { misdirected } from './notices.ts';

/** The steps of a complaint, in the order in which they are taken. */
export const COMPLAINT_STEPS = ['identity', 'right', 'listings', 'evidence', 'notice'] as const;
export type ComplaintStep = (typeof COMPLAINT_STEPS)[number];

/** Something that a notice needs and a case does not give. */
export interface NoticeGap {
  /** `statement/goodFaith`, `field/contact`, `limit/characters`, `licensee`, `desk`. */
  readonly id: string;
  readonly step: ComplaintStep;
  /** The nearest key that the case has. */
  readonly at: KeyPath;
  /** What is asked for, by whom, and what to write. */
  readonly message: string;
  /** Where it is asked for; null for what the case itself says. */
  readonly source: Citation | null;
}

const STEPS: { readonly [field in NoticeField]: ComplaintStep } = {
  name: 'identity',
  email: 'identity',
  contact: 'identity',
  'address-and-phone': 'identity',
  identity: 'identity',
  authorization: 'identity',
  works: 'right',
  right: 'right',
  listings: 'listings',
  addresses: 'listings',
  'one-right': 'listings',
  removed: 'listings',
  explanation: 'evidence',
  captures: 'evidence',
  'counter-evidence': 'evidence',
  'reason-code': 'notice',
  signature: 'notice',
};

/**
 * What a case lacks for a notice to a desk, as of a day (`2026-11-26`), in the order of the steps: of our complaint, or of our counter-notice
 * where the case is against us. A desk of which no counter-notice is known asks for nothing. Pure.
 */
export const gapsOf = (file: CaseFile, desk: NoticeProfile, asOf: string): readonly NoticeGap[] => {
  const letter = file.direction === 'accused' ? desk.counter : desk.complaint;
  const name = file.direction === 'accused' ? `the counter-notice to ${desk.title}` : desk.title;
  const gaps = [
    ...misdirected(file, desk).map(({ at, message }) => ({
      id: 'desk',
      step: 'notice' as const,
      at,
      message,
      source: null,
    })),
    ...licensedListings(file),
    ...(letter?.asks ?? [])
      .filter((demand) => holdsOn(demand, asOf))
      .flatMap((demand) => gapsIn(file, demand, name, asOf)),
  ];
  return gaps.toSorted((a, b) => COMPLAINT_STEPS.indexOf(a.step) - COMPLAINT_STEPS.indexOf(b.step));
};

const gapsIn = (file: CaseFile, demand: NoticeDemand, name: string, asOf: string): readonly NoticeGap[] => {
  const { value } = demand;
  const source = citationOf(demand);
  const needs = `${name} needs ${value.says}`;
  if ('statement' in value) {
    if (file.notice?.statements?.[value.statement] === true) return [];
    const at = file.notice?.statements ? ['notice', 'statements'] : file.notice ? ['notice'] : [];
    const message = `${name} has to state ${value.says}: where it is so, add notice: { statements: { ${value.statement}: true } }`;
    return [{ id: `statement/${value.statement}`, step: 'notice', at, message, source }];
  }
  if ('field' in value) {
    return FIELD_CHECKS[value.field](file, asOf).map(({ at, add }) => ({
      id: `field/${value.field}`,
      step: STEPS[value.field],
      at,
      message: `${needs}: ${add}`,
      source,
    }));
  }
  // More listings than a request takes are several requests; a text that is too long has to be written anew.
  if (value.limit === 'listings') return [];
  return (file.infringements ?? []).flatMap(({ listing, explanation }, index) => {
    const length = [...(explanation ?? '')].length;
    if (length <= value.most) return [];
    const message = `${name} takes ${value.says}: the explanation of ${listing} has ${length}`;
    return [{ id: 'limit/characters', step: 'evidence', at: ['infringements', index, 'explanation'], message, source }];
  });
};

const licensedListings = (file: CaseFile): readonly NoticeGap[] =>
  file.direction === 'accused'
    ? []
    : (file.infringements ?? []).flatMap((one, index): NoticeGap[] => {
        const licensee = licensedBy(one, file);
        if (licensee === undefined) return [];
        const message = `${licenceSentence(one, licensee)}: take it out of the complaint`;
        return [{ id: 'licensee', step: 'listings', at: ['infringements', index], message, source: null }];
      });

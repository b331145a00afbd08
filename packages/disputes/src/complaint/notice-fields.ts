import type { KeyPath } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { isAfter } from '../case/file/dates.ts';
import { licensedBy } from '../case/file/licensees.ts';

import type { NoticeField } from './notice-schema.ts';
import { reasonCodeOf } from './reason-code.ts';

/** A place of a case where something that a desk asks for is not given. */
export interface NoticeLack {
  /** The nearest key that the case has. */
  readonly at: KeyPath;
  /** What has to be written, and where: a sentence after a colon. */
  readonly add: string;
}

type Check = (file: CaseFile, asOf: string) => readonly NoticeLack[];

const lack = (at: KeyPath, add: string): NoticeLack[] => [{ at, add }];

/** Infringements that are complained about: not those of licensees. */
const infringements = (file: CaseFile) =>
  (file.infringements ?? [])
    .map((one, index) => ({ one, index }))
    .filter(({ one }) => licensedBy(one, file) === undefined);

const NAME_WORKS = 'add works: [{ id: <short name>, title: <what it shows>, images: [{ path: <its file> }] }]';
const NAME_THEM = 'add infringements: [{ listing: <address or item number>, firstSeen: <YYYY-MM-DD> }]';

const isAddress = (listing: string | number): boolean => /^https?:\/\/\S+$/i.test(String(listing));

const HOLDER_KEYS = {
  name: 'person or company',
  address: 'street and city and country',
  phone: 'number',
  email: 'address',
};

const holderKeys = (file: CaseFile, keys: readonly ('address' | 'phone' | 'email' | 'name')[]): NoticeLack[] => {
  const missing = keys.filter((key) => !file.rightsHolder?.[key]);
  if (missing.length === 0) return [];
  const at = file.rightsHolder ? ['rightsHolder'] : [];
  return lack(at, `add rightsHolder: { ${missing.map((key) => `${key}: <${HOLDER_KEYS[key]}>`).join(', ')} }`);
};

const eachListing = (
  file: CaseFile,
  isGiven: (one: NonNullable<CaseFile['infringements']>[number]) => boolean,
  add: (listing: string) => string,
): readonly NoticeLack[] =>
  infringements(file).flatMap(({ one, index }) =>
    isGiven(one) ? [] : lack(['infringements', index], add(String(one.listing))),
  );

const authorization: Check = ({ rightsHolder }, asOf) => {
  const agent = rightsHolder?.agent;
  if (!agent) return [];
  const at = ['rightsHolder', 'agent'];
  const letter = agent.letterOfAuthorization;
  if (!letter)
    return lack(at, `add rightsHolder: { agent: { letterOfAuthorization: { file: <path> } } } of ${agent.name}`);
  return letter.validUntil && isAfter(asOf, letter.validUntil)
    ? lack([...at, 'letterOfAuthorization', 'validUntil'], `that of ${agent.name} ended on ${letter.validUntil}`)
    : [];
};

/** Where a case holds what a desk asks for, and what is not there. Pure. */
export const FIELD_CHECKS: { readonly [field in NoticeField]: Check } = {
  name: (file) => holderKeys(file, ['name']),
  email: (file) => holderKeys(file, ['email']),
  contact: (file) => holderKeys(file, ['address', 'phone', 'email']),
  'address-and-phone': (file) => holderKeys(file, ['address', 'phone']),
  identity: ({ rightsHolder }) =>
    rightsHolder?.idDocument
      ? []
      : lack(
          rightsHolder ? ['rightsHolder'] : [],
          'add rightsHolder: { idDocument: { kind: <passport or business licence>, file: <path> } }',
        ),
  authorization,
  works: ({ works }) => {
    if ((works ?? []).length === 0) return lack([], NAME_WORKS);
    return (works ?? []).flatMap(({ id, title, firstPublished, images }, index) =>
      title || firstPublished?.url || (images ?? []).length > 0
        ? []
        : lack(['works', index], `work ${id} has neither title, images nor firstPublished.url`),
    );
  },
  right: ({ works }) => {
    if ((works ?? []).length === 0) return lack([], NAME_WORKS);
    return (works ?? []).flatMap(({ id, registration, copyrightClaimStatement }, index) =>
      registration || copyrightClaimStatement
        ? []
        : lack(
            ['works', index],
            `work ${id} has neither, add registration: { office: <name>, number: <number>, file: <certificate> } or copyrightClaimStatement: { file: <path> }`,
          ),
    );
  },
  listings: (file) => (infringements(file).length > 0 ? [] : lack([], NAME_THEM)),
  addresses: (file) =>
    infringements(file).length === 0
      ? lack([], NAME_THEM)
      : eachListing(
          file,
          ({ listing }) => isAddress(listing),
          (listing) => `${listing} is no address (https://…)`,
        ),
  'one-right': (file) =>
    (file.works ?? []).length < 2
      ? []
      : eachListing(
          file,
          ({ match }) => match !== undefined && match !== null,
          (listing) => `add match: { work: <id of the work> } to ${listing}`,
        ),
  removed: ({ listings, accusation, events }) =>
    (listings ?? []).length > 0 ||
    accusation?.reference ||
    (events ?? []).some(({ type, listing }) => type === 'removed' && listing)
      ? []
      : lack([], 'add listings: [<folder of our listing>], or accusation: { reference: <number of the complaint> }'),
  explanation: (file) =>
    eachListing(
      file,
      ({ explanation }) => Boolean(explanation),
      (listing) => `add explanation: <what it shows of ours and why that is no coincidence> to ${listing}`,
    ),
  captures: (file) =>
    eachListing(
      file,
      ({ capture }) => Boolean(capture?.screenshot ?? capture?.page),
      (listing) => `add capture: { screenshot: { file: <path> }, capturedAt: <YYYY-MM-DD> } to ${listing}`,
    ),
  'counter-evidence': ({ works, defence }) =>
    (works ?? []).some(({ rawOriginal, licence }) => rawOriginal ?? licence) || defence?.comparison
      ? []
      : lack(
          defence ? ['defence'] : [],
          'add to a work rawOriginal: { path: <file> } or licence: { file: <path> }, or defence: { comparison: { file: <path> } }',
        ),
  'reason-code': ({ notice }) => {
    if (!notice?.reason && notice?.reason !== 0)
      return lack(
        notice ? ['notice'] : [],
        'add notice: { reason: <number of the reason> }, which eBay lists for your site',
      );
    return reasonCodeOf(notice.reason) === undefined
      ? lack(
          ['notice', 'reason'],
          'notice.reason is no reason code of eBay: write its number, which eBay lists for your site',
        )
      : [];
  },
  signature: ({ notice }) =>
    notice?.signature?.name
      ? []
      : lack(notice ? ['notice'] : [], 'add notice: { signature: { name: <who signs>, date: <YYYY-MM-DD> } }'),
};

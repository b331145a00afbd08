import { keyText } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { contradictionsOf } from './contradictions.ts';

const LISTINGS = ['listings/lamp', 'listings/mug'];

const told = (text: string, listings: readonly string[] | undefined = LISTINGS): readonly string[] => {
  const status = text.includes('status:') ? '' : 'status: open\n';
  const { value, problems } = readCaseFile({ path: 'cases/a.yaml', text: `id: c1\n${status}${text}` });
  expect(problems).toEqual([]);
  if (value === null) throw new Error('no value');
  return contradictionsOf(value, '2026-06-30', listings).map(
    ({ path, message, hint }) => `${keyText(path)}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
};

const works = 'works: [{ id: w1 }, { id: 2 }]\n';

describe('what a case names', () => {
  it.each([
    ['listings: [listings/lmap]', 'listings #1: there is no listing listings/lmap (did you mean "listings/lamp"?)'],
    ['listings: [listings/lamp/, ./listings/mug]', null],
    ['status: closed\nlistings: [listings/sold-long-ago]', null],
    ['works: [{ id: w1 }, { id: w1 }]', 'works #2.id: two works have the id "w1": #1 and #2'],
    ['works: [{ id: 7 }, { id: "7" }]', 'works #2.id: two works have the id "7": #1 and #2'],
    [
      `${works}infringements: [{ listing: A, firstSeen: 2026-01-01, match: { work: w2 } }]`,
      'infringements #1.match.work: there is no work "w2" under "works" (did you mean "w1"?)',
    ],
    [`${works}infringements: [{ listing: A, firstSeen: 2026-01-01, match: { work: "2" } }]`, null],
    [
      `${works}licensees: [{ name: Harbour Homes, works: [w1, lamp] }]`,
      'licensees #1.works #2: there is no work "lamp" under "works" (known: 2, w1)',
    ],
    [
      'strikes: [{ account: a, ladder: aliexpress-generall, at: 2026-01-01 }]',
      'strikes #1.ladder: there is no ladder "aliexpress-generall" (did you mean "aliexpress-general"?)',
    ],
    [
      'strikes: [{ account: a, ladder: lazada, at: 2026-01-01 }]',
      /^strikes #1\.ladder: there is no ladder "lazada" \(known: aliexpress-general, aliexpress-serious/,
    ],
    [
      'strikes: [{ account: a, ladder: aliexpress-serious, at: 2026-01-01 }, { account: a, ladder: x-lazada, at: 2026-01-01 }]',
      null,
    ],
  ])('%s', (text, expected) => {
    const found = told(text);
    expect(found).toEqual(
      expected === null ? [] : [typeof expected === 'string' ? expected : expect.stringMatching(expected)],
    );
  });

  it('is not looked for where the listings of the shop are not known', () => {
    const { value } = readCaseFile({ path: 'a.yaml', text: 'id: a\nstatus: open\nlistings: [x]' });
    if (value === null) throw new Error('no value');
    expect(contradictionsOf(value, '2026-06-30')).toEqual([]);
  });
});

describe('amounts in US dollars', () => {
  it.each([
    [
      '90000, currency: EUR, usd: 900',
      'EUR 90,000 cannot be USD 900: by the ECB reference rates of 2024-06-28 it is about USD 96,345',
    ],
    [
      '90000, currency: CNY, usd: 90000',
      'CNY 90,000 cannot be USD 90,000: by the ECB reference rates of 2024-06-28 it is about USD 12,392',
    ],
    [
      '90000, currency: CNY, usd: 654000',
      'CNY 90,000 cannot be USD 654,000: by the ECB reference rates of 2024-06-28 it is about USD 12,392',
    ],
    ['90000, currency: CNY, usd: 12600', null],
    ['90000, currency: JPY, usd: 850', null],
    // No rate of the Argentine peso is known.
    ['90000, currency: ARS, usd: 90000', null],
    ['0, currency: EUR, usd: 0', null],
    ['0.5, currency: CNY, usd: 0', null],
  ])('%s', (damages, expected) => {
    const found = told(`damages: { amount: ${damages} }`);
    expect(found).toEqual(expected === null ? [] : [`damages.usd: ${expected} (a rate may differ by a factor of 3)`]);
  });
});

describe('amounts have the digits of their currency', () => {
  it.each([
    [
      'damages: { amount: 10.5, currency: JPY }',
      'damages.amount: "damages.amount" is 10.5, and JPY has no digits after the point',
    ],
    ['damages: { amount: 10.005, currency: KWD }', null],
    [
      'damages: { amount: 10.005, currency: EUR }',
      'damages.amount: "damages.amount" is 10.005, and EUR has 2 digits after the point',
    ],
    ['damages: { amount: 0.3, currency: EUR, lostSales: 0.1, cost: 0.2 }', null],
    [
      'damages: { amount: 70, currency: CNY, usd: 9.999 }',
      'damages.usd: "damages.usd" is 9.999, and USD has 2 digits after the point',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected === null ? [] : [expected]);
  });
});

const work = (keys: string): string =>
  `works: [{ id: w1, rawOriginal: { path: a.nef, captureDate: 2026-02-01T10:00Z }, ${keys} }]`;
const accused = (text: string): string => `direction: accused\naccusation: { receivedAt: 2026-03-02 }\n${text}`;

describe('dates out of order', () => {
  it.each([
    [
      work('firstPublished: { date: 2026-01-31 }'),
      'works #1.firstPublished.date: the first publication of 2026-01-31 is before the shot of 2026-02-01',
    ],
    [work('firstPublished: { date: 2026-02-01 }'), null],
    [
      work('editHistory: [{ file: a.xmp, date: 2026-02-03 }, { file: b.xmp, date: 2026-01-30 }]'),
      'works #1.editHistory #2.date: a step of the editing of 2026-01-30 is before the shot of 2026-02-01',
    ],
    [
      work('timestamps: [{ kind: notary, time: 2026-02-01T09:00Z }]'),
      'works #1.timestamps #1.time: a timestamp of 2026-02-01 is before the shot of 2026-02-01',
    ],
    [
      'works: [{ id: 1, createdOn: 2026-02-01, firstPublished: { date: 2026-01-01 } }]',
      'works #1.firstPublished.date: the first publication of 2026-01-01 is before the making of the work of 2026-02-01',
    ],
    [
      'works: [{ id: 1, createdOn: 2026-02-01, registration: { office: o, number: 1, date: 2026-01-01 } }]',
      'works #1.registration.date: the registration of 2026-01-01 is before the making of the work of 2026-02-01',
    ],
    [
      'infringements: [{ listing: A, firstSeen: 2026-02-02, capture: { capturedAt: 2026-02-01T23:00Z } }]',
      'infringements #1.capture.capturedAt: the capture of 2026-02-01 is before the first sighting of 2026-02-02',
    ],
    [
      'notice: { filedAt: 2026-02-01 }\noutcome: { removedAt: 2026-01-31 }',
      'outcome.removedAt: the removal of 2026-01-31 is before the notice of 2026-02-01',
    ],
    [
      'notice: { filedAt: 2026-02-01 }\noutcome: { decidedAt: 2026-01-31 }',
      'outcome.decidedAt: the decision of 2026-01-31 is before the notice of 2026-02-01',
    ],
    [
      'infringements: [{ listing: A, firstSeen: 2026-02-03 }]\nnotice: { signature: { name: X, date: 2026-02-02 } }',
      'notice.signature.date: the signature of 2026-02-02 is before the first sighting of 2026-02-03',
    ],
    [
      accused('notice: { signature: { name: X, date: 2026-03-01 } }'),
      'notice.signature.date: the signature of 2026-03-01 is before the accusation of 2026-03-02',
    ],
    [
      'outcome: { removedAt: 2026-02-03, reinstatedAt: 2026-02-02 }',
      'outcome.reinstatedAt: the return of the listing of 2026-02-02 is before the removal of 2026-02-03',
    ],
    // A counter-notice is sent after the listing went down.
    [accused('notice: { filedAt: 2026-03-03 }\noutcome: { removedAt: 2026-03-01 }'), null],
    [
      'direction: accused\naccusation: { receivedAt: 2026-03-02, respondBy: 2026-03-01 }',
      'accusation.respondBy: the day for an answer of 2026-03-01 is before the accusation of 2026-03-02',
    ],
    [
      accused('defence: { evidenceRequest: { sentAt: 2026-03-01 } }'),
      'defence.evidenceRequest.sentAt: the request for evidence of 2026-03-01 is before the accusation of 2026-03-02',
    ],
    [
      accused('defence: { evidenceRequest: { sentAt: 2026-03-05, answeredAt: 2026-03-04 } }'),
      'defence.evidenceRequest.answeredAt: the answer to it of 2026-03-04 is before the request for evidence of 2026-03-05',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected === null ? [] : [expected]);
  });
});

describe('events of a case against us', () => {
  it.each([
    ...['counter-notice', 'accepted', 'rejected', 'evidence-requested'].map((type): [string, string] => [
      `{ type: ${type}, at: 2026-03-01 }`,
      `"${type}" of 2026-03-01 does not follow from the state "day of the accusation not known" (`,
    ]),
    // The platform may take the listing down before it tells us; the listing is ours.
    ['{ type: removed, at: 2026-03-01, listing: our-lamp }', null],
    ['{ type: counter-notice, at: 2026-03-02 }', null],
  ])('%s', (event, expected) => {
    const text = accused(`infringements: [{ listing: A, firstSeen: 2026-03-04 }]\nevents: [${event}]`);
    expect(told(text)).toEqual(expected === null ? [] : [expect.stringContaining(`events #1.type: ${expected}`)]);
  });

  it.each([
    ['counter-notice', 'counter-forwarded'],
    ['evidence-requested', 'evidence-received'],
    ['counter-notice', 'suit-notified'],
  ])('"%s" comes before "%s", whoever complains', (first, second) => {
    const events = `events: [{ type: ${first}, at: 2026-04-02 }, { type: ${second}, at: 2026-04-01 }]`;
    const expected = [`events #2.at: "${second}" of 2026-04-01 is before "${first}" of 2026-04-02`];
    const early = (found: readonly string[]) => found.filter((each) => each.includes(' is before '));
    expect(early(told(events))).toEqual(expected);
    expect(early(told(accused(events)))).toEqual(expected);
  });
});

describe('a closed case that ends with a listing that is up again', () => {
  const events = (...more: readonly string[]): string => {
    const types = ['filed', 'removed', 'relisted', ...more];
    return `events: [${types.map((type, day) => `{ type: ${type}, at: 2026-04-${10 + day} }`).join(', ')}]`;
  };
  const closed = (text: string): readonly string[] => {
    const { value } = readCaseFile({ path: 'a.yaml', text: `id: c1\nstatus: closed\n${text}` });
    if (value === null) throw new Error('no value');
    return contradictionsOf(value, '2026-06-30').map(({ message }) => message);
  };

  it('is reported, unless something ended it', () => {
    expect(closed(events())).toEqual([
      'the case is closed, and "relisted" of 2026-04-12 is the last thing that happened',
    ]);
    for (const more of ['settled', 'filed', 'escalated', 'removed']) expect(closed(events(more)), more).toEqual([]);
    expect(closed(`${events()}\noutcome: { result: withdrawn }`)).toEqual([]);
    expect(told(events())).toEqual([]);
  });
});

describe('what belongs to the other direction', () => {
  it.each([
    [
      'accusation: { receivedAt: 2026-03-02 }',
      'accusation: "accusation" stands in a case in which we complain (a case against us says `direction: accused`)',
    ],
    [
      'direction: we-complain\ndefence: { independentCreation: ours }',
      'defence: "defence" stands in a case in which we complain (a case against us says `direction: accused`)',
    ],
    [
      'events: [{ type: accused, at: 2026-03-02 }]',
      'events #1.type: "accused" stands in a case in which we complain (a case against us says `direction: accused`)',
    ],
    [
      'notice: { statements: { jurisdictionConsent: true } }',
      /^notice\.statements\.jurisdictionConsent: a complaint does not consent to a jurisdiction/,
    ],
    ['notice: { statements: { jurisdictionConsent: false } }', null],
    [
      accused('notice: { statements: { dsaBonaFide: true } }'),
      /^notice\.statements\.dsaBonaFide: in a case against us "notice" is our counter-notice/,
    ],
    [accused('notice: { statements: { jurisdictionConsent: true, perjuryAuthority: true } }'), null],
  ])('%s', (text, expected) => {
    const found = told(text);
    if (expected === null) expect(found).toEqual([]);
    else if (typeof expected === 'string') expect(found).toEqual([expected]);
    else expect(found).toEqual([expect.stringMatching(expected)]);
  });
});

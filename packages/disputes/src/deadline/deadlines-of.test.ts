import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { deadlineSentence } from './deadline.ts';
import { deadlinesOf } from './deadlines-of.ts';

const fileOf = (text: string) => {
  const { value, problems } = readCaseFile({ path: 'a.yaml', text: `id: c\nstatus: open\n${text}` });
  if (value === null) throw new Error(problems.map(({ message }) => message).join());
  return value;
};
const deadlines = (text: string, asOf: string) => deadlinesOf(fileOf(text), builtInProfiles(), { asOf, answerDays: 7 });
const said = (text: string, asOf: string) =>
  deadlines(text, asOf).map((each) => `${each.state}: ${deadlineSentence(each)}`);

describe('deadlinesOf', () => {
  it('has nothing to say of a case in which nothing happened', () => {
    expect(deadlines('', '2026-06-01')).toEqual([]);
  });

  it('counts the answer of a platform in its business days', () => {
    const filed = 'platform: aliexpress\ntimeZone: Asia/Shanghai\nevents: [{ type: filed, at: 2026-09-28 }]';
    expect(said(filed, '2026-10-10')).toEqual([
      'due-soon: the platform has to answer the complaint by 2026-10-13, 3 days left (7 business days (CN) after the complaint of 2026-09-28; Alibaba, how to report an infringement: the desk looks into it within 7 working days (certainty C, read 2026-11-26))',
    ]);
    expect(deadlines(filed, '2026-10-14')[0]).toMatchObject({ state: 'past', daysLeft: -1 });
    expect(deadlines(`${filed.slice(0, -1)}, { type: removed, at: 2026-09-30 }]`, '2026-10-14')[0]).toMatchObject({
      state: 'met',
      metAt: '2026-09-30',
    });
  });

  it('calls no platform in China late before the counter-notice is known to be forwarded', () => {
    const countered =
      'direction: accused\njurisdiction: CN\ntimeZone: Asia/Shanghai\naccusation: { receivedAt: 2026-06-01 }\nevents: [{ type: counter-notice, at: 2026-06-02 }';
    const put = (text: string, asOf: string) => deadlines(text, asOf).find(({ id }) => id === 'CN/put-back');
    expect(put(`${countered}]`, '2026-06-10')).toMatchObject({ state: 'open', daysLeft: 7, doubt: null });
    expect(put(`${countered}]`, '2026-06-18')).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('"counter-forwarded", which the case does not have'),
    });
    const forwarded = `${countered}, { type: counter-forwarded, at: 2026-06-05 }]`;
    expect(put(forwarded, '2026-06-18')).toMatchObject({ state: 'due-soon', until: '2026-06-20' });
    expect(put(forwarded, '2026-06-25')).toMatchObject({ state: 'past' });
  });

  it('names what ended a step, which need not be what was due', () => {
    const events = [
      'filed, at: 2026-05-01',
      'removed, at: 2026-05-04',
      'counter-notice, at: 2026-05-08',
      'relisted, at: 2026-05-20',
    ];
    expect(
      said(
        `platform: Etsy\njurisdiction: US\nevents: [${events.map((each) => `{ type: ${each} }`).join(', ')}]`,
        '2026-06-01',
      ),
    ).toEqual([
      expect.stringMatching(
        /^met: the platform had to answer .*, ended by the removal of 2026-05-04 \(7 business days \(US\) assumed by the option answerDays after the complaint of 2026-05-01\)$/,
      ),
      expect.stringMatching(
        /^met: we had to notify the platform of a suit .*, ended by the relisting of 2026-05-20 \(.* after the counter-notice of 2026-05-08; .*\(certainty [ABC], read 20\d\d-\d\d-\d\d\)\)$/,
      ),
    ]);
  });

  it('says nothing of a stated day where what is done had none', () => {
    const answered = 'direction: accused\nplatform: Vinted\naccusation: { receivedAt: 2026-06-01 }';
    expect(said(`${answered}\nevents: [{ type: reply, at: 2026-06-03 }]`, '2026-06-05')).toEqual([
      'met: we had to answer the accusation, ended by the reply of 2026-06-03 (after the accusation of 2026-06-01)',
    ]);
  });

  it('says to act by the first of two days', () => {
    const stated = 'direction: accused\naccusation: { receivedAt: 2026-06-01, respondBy: 2026-06-10T12:00Z }';
    expect(said(stated, '2026-06-05')).toEqual([
      'due-soon: we have to answer the accusation by 2026-06-10, perhaps 2026-06-11, 5 days left (as the case states, after the accusation of 2026-06-01)',
    ]);
  });

  it('counts by every clock where nothing says by which a law counts', () => {
    const profiles = builtInProfiles();
    const jurisdictions = profiles.jurisdictions.map(({ timeZones, ...law }) => law);
    const counter =
      'timeZone: America/New_York\njurisdiction: US\nevents: [{ type: counter-notice, at: 2026-06-15T12:00Z }]';
    const due = (asOf: string) => deadlinesOf(fileOf(counter), { ...profiles, jurisdictions }, { asOf })[0];
    // In UTC+12 it is the 16th: ten business days end on 1 July, else on 30 June, which ends in UTC-12 at 8:00 of 1 July in New York.
    expect(due('2026-06-30')).toMatchObject({
      state: 'due-soon',
      due: { earliest: '2026-06-30', latest: '2026-07-01' },
    });
    expect(due('2026-07-01')).toMatchObject({ state: 'unknown', why: expect.stringContaining('whose clock counts') });
    expect(due('2026-07-02')).toMatchObject({ state: 'past' });
  });

  it.each(['9999-12-31', '0001-01-01'])('reckons with a case of %s, whatever the zones', (day) => {
    for (const zone of ['timeZone: Asia/Shanghai\n', 'timeZone: Pacific/Honolulu\n', '']) {
      const accused = `direction: accused\nplatform: amazon\n${zone}counterparty: { timeZone: Pacific/Auckland }\n`;
      const dates = `accusation: { receivedAt: ${day}, respondBy: ${day} }\nevents: [{ type: counter-notice, at: ${day} }]`;
      expect(deadlines(`${accused}${dates}`, '2026-06-01')).not.toEqual([]);
      expect(deadlines(`platform: amazon\n${zone}events: [{ type: counter-notice, at: ${day} }]`, day)).not.toEqual([]);
    }
  });

  it('counts the days that are left to the day that it names', () => {
    const zone = 'direction: accused\nplatform: amazon\njurisdiction: US\ntimeZone: America/New_York\n';
    const countered = `${zone}accusation: { receivedAt: 2026-11-20 }\nevents: [{ type: counter-notice, at: 2026-11-24T12:00-05:00 }]`;
    const put = (asOf: string) => deadlines(countered, asOf).find(({ id }) => id === 'US/put-back');
    expect(put('2026-12-03')).toMatchObject({ until: '2026-12-15', daysLeft: 12, due: { earliest: '2026-12-09' } });
    expect(said(countered, '2026-12-03').at(-1)).toContain(
      'from 2026-12-09, at the latest by 2026-12-15, perhaps 2026-12-16, 12 days left',
    );
    expect(put('2026-12-20')).toMatchObject({ until: '2026-12-16', daysLeft: -4 });
  });

  it('says what is missing where nothing says how long', () => {
    expect(said('direction: accused\nplatform: Vinted\naccusation: { receivedAt: 2026-06-01 }', '2026-06-02')).toEqual([
      'unknown: we have to answer the accusation after the accusation of 2026-06-01, until when is not known: no figure is known for the platform Vinted; write the day under "accusation.respondBy"',
    ]);
  });

  // No clock of the EU is known: the day may begin in Lagos on 31 May, and end in UTC-12 on 2 December in Berlin.
  it.each([
    [
      'a removal on the day of the accusation',
      'events: [{ type: removed, at: 2026-06-01 }]',
      'EU/appeal',
      { earliest: '2026-11-30', latest: '2026-12-02' },
    ],
    [
      'a removal before it',
      'events: [{ type: removed, at: 2026-05-30 }]',
      'EU/appeal',
      { earliest: '2026-11-30', latest: '2026-12-02' },
    ],
    ['no removal', 'events: []', 'unknown/counter-notice', undefined],
  ])('gives six months for a complaint under EU law: %s', (_name, events, id, due) => {
    const accused = `direction: accused\njurisdiction: EU\ntimeZone: Europe/Berlin\naccusation: { receivedAt: 2026-06-01 }\n${events}`;
    const [found] = deadlines(accused, '2026-07-01');
    expect([found?.id, found?.due ?? undefined]).toEqual([id, due]);
    if (due === undefined) expect(found?.why).toContain('no figure is known for the law of EU');
  });

  it.each([
    ['rejected', 'aliexpress/counter-notice-2'],
    ['rejected, counter-notice, rejected', 'aliexpress/counter-notice-3'],
    ['rejected, counter-notice, rejected, counter-notice, rejected', 'unknown/appeal'],
    ['rejected, counter-notice, rejected, counter-notice, rejected, escalated', undefined],
  ])('counts the rounds of counter-notices of AliExpress: %s', (after, id) => {
    const types = `accused, counter-notice, ${after}`.split(', ');
    const events = types.map((type, day) => `{ type: ${type}, at: 2026-06-${10 + day} }`).join(', ');
    const open = deadlines(`direction: accused\nplatform: aliexpress\nevents: [${events}]`, '2026-06-20');
    expect(open.filter(({ state }) => state !== 'met').map((each) => each.id)).toEqual(id === undefined ? [] : [id]);
  });

  it('waits for the removal after an accepted complaint, and for us after a rejected one', () => {
    const filed = (type: string) =>
      deadlines(
        `platform: aliexpress\nevents: [{ type: filed, at: 2026-06-01 }, { type: ${type}, at: 2026-06-03 }]`,
        '2026-08-01',
      );
    expect(filed('accepted').filter(({ state }) => state !== 'met')).toMatchObject([
      { id: 'option/removal', state: 'past' },
    ]);
    expect(filed('rejected').filter(({ state }) => state !== 'met')).toMatchObject([
      { id: 'unknown/appeal', actor: 'us' },
    ]);
  });
});

// For each duty every type of event behind its beginning: which of them show that it was done.

import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { EVENT_TYPES } from '../case/file/events.ts';

import { turnsOf } from './turns-of.ts';

const turns = (text: string) => {
  const { value, problems } = readCaseFile({ path: 'a.yaml', text: `id: c\nstatus: open\n${text}` });
  if (value === null) throw new Error(problems.map(({ message }) => message).join());
  return turnsOf(value).map(({ turn, start, end, stated, otherStarts, doubt }) => ({
    id: turn.id,
    actor: turn.actor,
    from: `${start.event} ${start.at}`,
    about: start.listing,
    metAt: end?.at ?? null,
    until: stated?.date ?? null,
    others: otherStarts.map(({ event }) => event),
    doubt,
  }));
};
const events = (...list: readonly string[]): string => `events: [${list.join(', ')}]\n`;

/** Who has to do it, what begins it, and what ends it; `withdrawn` and `settled` end all. */
const DUTIES: readonly (readonly [string, 'we-complain' | 'accused', string, string, readonly string[]])[] = [
  [
    'platform-answer',
    'we-complain',
    'platform',
    'filed',
    [
      ...['accepted', 'rejected', 'removed', 'reply', 'evidence-requested', 'counter-notice', 'counter-forwarded'],
      'not-found',
    ],
  ],
  [
    'evidence-answer',
    'we-complain',
    'us',
    'evidence-requested',
    ['accepted', 'rejected', 'evidence-received', 'reply', 'removed'],
  ],
  [
    'suit-notice',
    'we-complain',
    'us',
    'counter-forwarded',
    ['accepted', 'rejected', 'suit-notified', 'escalated', 'reinstated'],
  ],
  [
    'suit-notice',
    'we-complain',
    'us',
    'counter-notice',
    ['accepted', 'rejected', 'suit-notified', 'escalated', 'reinstated'],
  ],
  ['counter-notice', 'accused', 'us', 'accused', ['counter-notice', 'counter-forwarded', 'reply', 'reinstated']],
  ['put-back', 'accused', 'platform', 'counter-notice', ['accepted', 'rejected', 'reinstated', 'suit-notified']],
  ['put-back', 'accused', 'platform', 'counter-forwarded', ['accepted', 'rejected', 'reinstated', 'suit-notified']],
];

describe('turnsOf', () => {
  it.each(DUTIES)('%s (%s): %s, from %s', (id, direction, actor, begins, ends) => {
    for (const type of EVENT_TYPES) {
      const found = turns(
        `direction: ${direction}\n${events(`{ type: ${begins}, at: 2026-03-02 }`, `{ type: ${type}, at: 2026-03-05 }`)}`,
      ).filter((each) => each.id === id && each.from === `${begins} 2026-03-02`);
      const isDone = [...ends, 'withdrawn', 'settled'].includes(type);
      expect(found, type).toHaveLength(1);
      expect(found[0], type).toMatchObject({ actor, metAt: isDone ? '2026-03-05' : null, doubt: null });
      // What came the day before it began ends nothing.
      const [early] = turns(
        `direction: ${direction}\n${events(`{ type: ${begins}, at: 2026-03-02 }`, `{ type: ${type}, at: 2026-03-01 }`)}`,
      ).filter((each) => each.id === id && each.from === `${begins} 2026-03-02`);
      expect(early?.metAt ?? null, `${type} before`).toBeNull();
    }
  });

  it('is done on the day on which it begins, and by the first of several', () => {
    const filed = '{ type: filed, at: 2026-03-02 }';
    expect(
      turns(events(filed, '{ type: removed, at: 2026-03-02 }')).find(({ id }) => id === 'platform-answer'),
    ).toMatchObject({ metAt: '2026-03-02' });
    const twice = events(filed, '{ type: removed, at: 2026-03-09 }', '{ type: rejected, at: 2026-03-04 }');
    expect(turns(twice).find(({ id }) => id === 'platform-answer')).toMatchObject({ metAt: '2026-03-04' });
    expect(turns(`${events(filed)}outcome: { result: upheld, decidedAt: 2026-03-07 }\n`)[0]).toMatchObject({
      metAt: '2026-03-07',
    });
  });

  it('begins once while it waits, and anew when it was done', () => {
    const [first, second] = ['{ type: filed, at: 2026-03-02 }', '{ type: filed, at: 2026-03-05 }'];
    expect(turns(events(first, second)).map(({ from, metAt }) => [from, metAt])).toEqual([['filed 2026-03-02', null]]);
    const anew = events(first, '{ type: rejected, at: 2026-03-04 }', second);
    expect(turns(anew).map(({ from, metAt }) => [from, metAt])).toEqual([
      ['rejected 2026-03-04', '2026-03-05'],
      ['filed 2026-03-02', '2026-03-04'],
      ['filed 2026-03-05', null],
    ]);
  });

  it('keeps a counter-notice and its forwarding as one turn with two dates', () => {
    const both = events('{ type: counter-notice, at: 2026-03-02 }', '{ type: counter-forwarded, at: 2026-03-04 }');
    expect(turns(both)).toMatchObject([
      { id: 'suit-notice', from: 'counter-notice 2026-03-02', others: ['counter-forwarded'] },
    ]);
    const thrice = events('{ type: counter-notice, at: 2026-03-02 }', '{ type: counter-notice, at: 2026-03-04 }');
    expect(turns(thrice)).toMatchObject([{ others: [] }]);
  });

  it('counts a reply only of who has to give it', () => {
    const filed = '{ type: filed, at: 2026-03-02 }';
    const reply = (by: string): string => events(filed, `{ type: reply, at: 2026-03-05, by: ${by} }`);
    expect(turns(reply('platform'))[0]).toMatchObject({ metAt: '2026-03-05' });
    expect(turns(reply('us'))[0]).toMatchObject({ metAt: null });
  });

  it('reckons each listing by itself, and doubts an answer that names none while several wait', () => {
    const two =
      'infringements:\n  - { listing: A, firstSeen: 2026-02-01 }\n  - { listing: B, firstSeen: 2026-02-01 }\n';
    const filed = '{ type: filed, at: 2026-03-02 }';
    const after = (event: string) =>
      turns(`${two}${events(filed, event)}`).map(({ about, metAt, doubt }) => [about, metAt, doubt !== null]);
    expect(after('{ type: removed, at: 2026-03-05, listing: A }')).toEqual([
      ['A', '2026-03-05', false],
      ['B', null, false],
    ]);
    expect(after('{ type: removed, at: 2026-03-05, listings: [A, B] }')).toEqual([[null, '2026-03-05', false]]);
    expect(after('{ type: removed, at: 2026-03-05, listings: all }')).toEqual([[null, '2026-03-05', false]]);
    expect(after('{ type: removed, at: 2026-03-05 }')).toEqual([[null, null, true]]);
    expect(after('{ type: withdrawn, at: 2026-03-05 }')).toEqual([[null, '2026-03-05', false]]);
    const one = 'infringements:\n  - { listing: A, firstSeen: 2026-02-01 }\n';
    expect(turns(`${one}${events(filed, '{ type: removed, at: 2026-03-05 }')}`)).toMatchObject([
      { metAt: '2026-03-05', doubt: null },
    ]);
  });

  it('takes the earliest day that the case states, and of one day the one that says what sets it', () => {
    const stated = (...dates: string[]) =>
      turns(events(...dates.map((date) => `{ type: filed, at: 2026-03-02, deadline: { date: ${date} } }`)))[0]?.until;
    expect(stated('2026-03-20')).toBe('2026-03-20');
    expect(stated('2026-03-20', '2026-03-18', '2026-03-19')).toBe('2026-03-18');
  });

  it.each([
    ['acknowledged', 'we-complain', 'platform', 'rejected', 'filed'],
    ['accepted', 'we-complain', 'platform', 'removed', 'rejected'],
    ['escalated', 'we-complain', 'platform', 'reply', 'evidence-requested'],
    ['removed', 'we-complain', 'counterparty', 'counter-notice', 'escalated'],
    ['rejected', 'we-complain', 'us', 'escalated', 'removed'],
    ['acknowledged', 'accused', 'platform', 'reinstated', 'counter-notice'],
    ['evidence-requested', 'accused', 'counterparty', 'evidence-received', 'reinstated'],
    ['rejected', 'accused', 'us', 'counter-notice', 'removed'],
  ])('has a turn of its own for a day stated at "%s" (%s), of %s', (type, direction, actor, done, other) => {
    const stated = `{ type: ${type}, at: 2026-03-02, deadline: { date: 2026-03-20 } }`;
    const own = (...more: string[]) =>
      turns(`direction: ${direction}\n${events(stated, ...more)}`).filter(({ from }) => from === `${type} 2026-03-02`);
    expect(own()).toMatchObject([{ actor, metAt: null, until: '2026-03-20' }]);
    expect(own(`{ type: ${done}, at: 2026-03-05 }`)).toMatchObject([{ metAt: '2026-03-05' }]);
    expect(own(`{ type: ${other}, at: 2026-03-05 }`)).toMatchObject([{ metAt: null }]);
    expect(own(`{ type: ${done}, at: 2026-03-01 }`)).toMatchObject([{ metAt: null }]);
    expect(own('{ type: settled, at: 2026-03-06 }')).toMatchObject([{ metAt: '2026-03-06' }]);
  });
});

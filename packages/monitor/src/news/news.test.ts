// What a look says that is new, back or gone, at both sides of each decision.
import { describe, expect, it } from 'vitest';
import { A, B, copy, known, LAMP, type NewsCase, newsIn, page, seenWork, TODAY, told } from './test-news.ts';

describe('what is new', () => {
  it.each<[string, NewsCase, readonly string[]]>([
    ['nothing', { copies: [] }, []],
    ['a place that shows ours', {}, [`new, ${A}, ${TODAY}`]],
    ['one that has a case', { cases: [[A, 'case 7']] }, [`new, ${A}, ${TODAY}, case 7`]],
    ['a place that is known', { history: [known(A)] }, ['there 1']],
    [
      'one that is known for another work',
      { history: [known(A, { workIds: new Set(['mug']) })] },
      [`new, ${A}, ${TODAY}`, 'unseen 1'],
    ],
    [
      'one that is known for our mark alone',
      { history: [known(A, { workIds: new Set() })] },
      [`new, ${A}, ${TODAY}`, 'unseen 1'],
    ],
    [
      'our mark where our mark is known',
      { copies: [copy('lamp', [])], history: [known(A, { workIds: new Set() })] },
      ['there 1'],
    ],
    ['another place', { history: [known(B)] }, [`new, ${A}, ${TODAY}`, 'unseen 1']],
    [
      'what was gone and was captured that day',
      { history: [known(A, { state: 'gone', since: TODAY })] },
      [`relisted, ${A}, ${TODAY}`],
    ],
    [
      'what was gone and was captured before',
      { history: [known(A, { state: 'gone', since: '2026-11-27' })] },
      ['there 1'],
    ],
    [
      'two works of one place that a picture shows together now',
      {
        copies: [LAMP, copy('both', [seenWork('mug'), seenWork('lamp')])],
        pages: [page(A, ['lamp', 'both'])],
        history: [known(A), known(A, { id: 'mug', workIds: new Set([seenWork('mug').sha256.slice(0, 16)]) })],
      },
      ['there 1'],
    ],
    [
      'of two works of one place the one that was gone',
      {
        copies: [copy('both', [seenWork('mug'), seenWork('lamp')])],
        pages: [page(A, ['both'])],
        history: [
          known(A, { state: 'gone' }),
          known(A, { id: 'mug', workIds: new Set([seenWork('mug').sha256.slice(0, 16)]) }),
        ],
      },
      ['there 1'],
    ],
    [
      'what is back, of a case',
      { history: [known(A, { state: 'gone', case: 'case 3' })] },
      [`relisted, ${A}, ${TODAY}, case 3`],
    ],
    [
      'what is back, of another case by now',
      { history: [known(A, { state: 'gone', case: 'case 3' })], cases: [[A, 'case 4']] },
      [`relisted, ${A}, ${TODAY}, case 4`],
    ],
  ])('%s', (_, matter, lines) => {
    expect(told(matter)).toEqual(lines);
  });

  it('keeps the id of what is back', () => {
    expect(newsIn({ history: [known(A, { state: 'gone' })] }).hits[0]?.id).toBe(`id ${A}`);
    expect(newsIn({}).hits[0]?.id).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('what is gone', () => {
  const nothing = { copies: [], pages: [] };
  const gone = (at: string | null, place = A) => [{ place, at, why: 'answer 404' }];
  it.each<[string, NewsCase, readonly string[]]>([
    ['a place that was up', { ...nothing, gone: gone(null), history: [known(A)] }, [`gone ${A}, ${TODAY}, answer 404`]],
    [
      'on the day on which it was seen',
      { ...nothing, gone: gone('2026-11-10T08:00Z'), history: [known(A)] },
      [`gone ${A}, 2026-11-10, answer 404`],
    ],
    ['before it was seen', { ...nothing, gone: gone('2026-11-09'), history: [known(A)] }, ['unseen 1']],
    ['a place that was gone already', { ...nothing, gone: gone(null), history: [known(A, { state: 'gone' })] }, []],
    ['a place that nobody knows', { ...nothing, gone: gone(null, B), history: [known(A)] }, ['unseen 1']],
    [
      'twice',
      { ...nothing, gone: [...gone('2026-11-20'), ...gone('2026-11-21')], history: [known(A)] },
      [`gone ${A}, 2026-11-20, answer 404`],
    ],
    ['one that another source shows', { gone: gone(null), history: [known(A)] }, ['there 1']],
    [
      'of a case',
      { ...nothing, gone: gone(null), history: [known(A, { case: 'case 3' })] },
      [`gone ${A}, ${TODAY}, answer 404, case 3`],
    ],
    [
      'of another case by now',
      { ...nothing, gone: gone(null), history: [known(A, { case: 'case 3' })], cases: [[A, 'case 4']] },
      [`gone ${A}, ${TODAY}, answer 404, case 4`],
    ],
  ])('%s', (_, matter, lines) => {
    expect(told(matter)).toEqual(lines);
  });
});

it('tells what comes back, and what is gone, by no day later than its own', () => {
  const later = '2999-01-01T00:00:00Z';
  expect(told({ pages: [page(A, ['lamp'], { at: later })] })).toEqual([`new, ${A}, ${TODAY}`]);
  const gone = [{ place: A, at: later, why: 'answer 404' }];
  expect(told({ copies: [], pages: [], gone, history: [known(A)] })).toEqual([`gone ${A}, ${TODAY}, answer 404`]);
});

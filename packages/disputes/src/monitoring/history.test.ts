// Where hits stand by all logs.
import { describe, expect, it } from 'vitest';
import { hitHistory, type LoggedCheck } from './history.ts';

const A = 'https://a.example/1';

describe('hitHistory', () => {
  const found = (more: object = {}, rest: object = {}) => ({
    listing: A,
    ...rest,
    hit: { id: 'h', state: 'new', workIds: ['lamp'], capturedAt: '2026-11-02', ...more },
  });
  const check = (at: string, more: object): LoggedCheck =>
    ({ at, path: 'log.yaml', ...more }) as unknown as LoggedCheck;
  const history = (...checks: readonly LoggedCheck[]): string => {
    const hit = hitHistory(checks).get('h');
    if (hit === undefined) return 'unknown';
    const { state, firstSeen, since, takedownDays, case: id, workIds, seller, tool } = hit;
    return [
      state,
      firstSeen,
      since,
      takedownDays.join('+'),
      id ?? '-',
      [...workIds].join('+'),
      seller ?? '-',
      tool ?? '-',
    ].join(' ');
  };
  const gone = (at: string) => ({ run: { gone: [{ hit: 'h', listing: A, at, why: '404' }] } });
  it.each<[string, string, readonly LoggedCheck[]]>([
    ['nothing', 'unknown', [check('2026-11-01', {})]],
    ['a find of somebody who gives no id', 'unknown', [check('2026-11-01', { found: [{ listing: A }] })]],
    ['found', 'up 2026-11-03 2026-11-02  - lamp - -', [check('2026-11-03', { found: [found()] })]],
    [
      'found without a day',
      'up 2026-11-03 2026-11-03  - lamp - x',
      [check('2026-11-03', { tool: 'x', found: [found({ capturedAt: undefined })] })],
    ],
    [
      'found by a seller, of a case',
      'up 2026-11-03 2026-11-02  7 lamp 12 -',
      [check('2026-11-03', { found: [found({}, { seller: 12, case: 7 })] })],
    ],
    [
      'found twice',
      'up 2026-11-03 2026-11-02  - lamp+mug - -',
      [
        check('2026-11-03', { found: [found()] }),
        check('2026-11-04', { found: [found({ workIds: ['mug'], capturedAt: '2026-11-04' })] }),
      ],
    ],
    [
      'given a case',
      'up 2026-11-03 2026-11-02  c - - -'.replace('c - -', 'c lamp -'),
      [check('2026-11-03', { found: [found()] }), check('2026-11-04', { found: [found({}, { case: 'c' })] })],
    ],
    [
      'gone',
      'gone 2026-11-03 2026-11-12 10 - lamp - -',
      [check('2026-11-03', { found: [found()] }), check('2026-11-12', gone('2026-11-12T10:00Z'))],
    ],
    [
      'gone twice',
      'gone 2026-11-03 2026-11-12 10 - lamp - -',
      [
        check('2026-11-03', { found: [found()] }),
        check('2026-11-12', gone('2026-11-12')),
        check('2026-11-13', gone('2026-11-13')),
      ],
    ],
    [
      'gone before it was captured',
      'gone 2026-11-03 2026-11-01 0 - lamp - -',
      [check('2026-11-03', { found: [found()] }), check('2026-11-12', gone('2026-11-01'))],
    ],
    ['gone without having been found', 'unknown', [check('2026-11-12', gone('2026-11-12'))]],
    [
      'back',
      'up 2026-11-03 2026-11-20 10 - lamp - -',
      [
        check('2026-11-03', { found: [found()] }),
        check('2026-11-12', gone('2026-11-12')),
        check('2026-11-21', { found: [found({ capturedAt: '2026-11-20' })] }),
      ],
    ],
  ])('%s', (_, said, checks) => {
    expect(history(...checks)).toBe(said);
  });
});

it('takes no word of a day later than the look: a clock that goes wrong would keep what comes back from being told', () => {
  const told = (at: string, more: object) => ({ at, path: 'log.yaml', ...more }) as unknown as LoggedCheck;
  const found = (state: string) => ({ listing: A, hit: { id: 'h', state, workIds: [], capturedAt: '2999-01-01' } });
  const hit = hitHistory([
    told('2026-11-02', { found: [found('new')] }),
    told('2026-11-09', { run: { gone: [{ hit: 'h', listing: A, at: '2999-01-01', why: '404' }] } }),
  ]).get('h');
  expect(hit).toMatchObject({ state: 'gone', since: '2026-11-09', takedownDays: [7] });
});

import { expect, it } from 'vitest';
import { type Answers, type LoggedFinding, unansweredOf } from './unanswered.ts';

const found = (listing: string, more: Partial<LoggedFinding> = {}): LoggedFinding => ({
  at: '2026-06-01',
  listing,
  seller: null,
  hit: null,
  picture: null,
  isAnswered: false,
  ...more,
});
const NOTHING: Answers = { cases: new Set(), gone: new Set(), settings: {} };
const told = (finding: LoggedFinding, answers: Partial<Answers> = {}, asOf = '2026-06-20'): readonly string[] =>
  unansweredOf([finding], { ...NOTHING, ...answers }, { days: 14, asOf });

it('tells what has waited for longer, and by whom it is', () => {
  expect(told(found('https://a.example/1', { seller: 'lamps24' }))).toEqual([
    'https://a.example/1 (lamps24) was found on 2026-06-01, 19 days ago, and there is no case and no decision',
  ]);
  expect(told(found('https://a.example/1'), {}, '2026-06-15')).toEqual([]);
  expect(told(found('https://a.example/1'), {}, '2026-06-16')).toHaveLength(1);
});

it('takes for an answer a case of the place, a decision, that it is gone, and what the config settles', () => {
  const finding = found('http://www.a.example/1/?utm_source=x', { hit: '00aa', seller: 'Lamps 24' });
  const answers: readonly (readonly [LoggedFinding, Partial<Answers>])[] = [
    [finding, { cases: new Set(['https://a.example/1']) }],
    [{ ...finding, isAnswered: true }, {}],
    [finding, { gone: new Set(['00aa']) }],
    [finding, { settings: { monitor: { refused: [{ reason: 'ours', listing: 'https://a.example/1' }] } } }],
    [finding, { settings: { monitor: { licensees: [{ name: 'L', seller: 'lamps 24' }] } } }],
  ];
  expect(answers.map(([each, of]) => told(each, of))).toEqual(answers.map(() => []));
  const others: readonly Partial<Answers>[] = [
    { cases: new Set(['https://a.example/2']) },
    { gone: new Set(['00ab']) },
    { settings: { monitor: { refused: [{ reason: 'another', domain: 'b.example' }] } } },
    { settings: { monitor: { licensees: [{ name: 'L', seller: 'lamps 24', until: '2026-05-01' }] } } },
  ];
  expect(others.map((of) => told(finding, of).length)).toEqual([1, 1, 1, 1]);
});

import { describe, expect, it } from 'vitest';
import { daysBetween, parseLicence } from './licence-file.ts';

describe('a licence file', () => {
  it('says who allows what until when', () => {
    const text = '{ "holder": "Studio North", "until": "2026-12-10", "pictures": ["listings/mug/1.jpg"] }';
    expect(parseLicence(text)).toEqual({
      licence: { holder: 'Studio North', until: '2026-12-10', pictures: ['listings/mug/1.jpg'] },
      problems: [],
    });
  });

  it.each([
    ['no JSON', '{', ['the file is no JSON']],
    ['a day that does not exist', '{ "holder": "N", "until": "2026-02-30", "pictures": ["a.jpg"] }', [/^until: /]],
    ['a key that is not known', '{ "holder": "N", "until": null, "pictures": ["a.jpg"], "til": 1 }', [/"til"/]],
    ['two mistakes', '{ "until": null, "pictures": [] }', [/^holder: /, /^pictures: /]],
  ])('names what is wrong: %s', (_name, text, problems) => {
    const parsed = parseLicence(text);
    expect(parsed.licence).toBeUndefined();
    expect(parsed.problems).toEqual(
      problems.map((problem) => (typeof problem === 'string' ? problem : expect.stringMatching(problem))),
    );
  });
});

describe('days', () => {
  it.each([
    ['2026-11-25', '2026-11-25', 0],
    ['2026-11-25', '2026-12-01', 6],
    ['2026-11-25', '2026-11-24', -1],
    ['2024-02-28', '2024-03-01', 2],
  ])('from %s to %s', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});

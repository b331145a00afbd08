import { describe, expect, it } from 'vitest';
import { isKnownError } from '../model/error.ts';
import { baselineText, parseBaseline } from './baseline.ts';

const problemsOf = (text: string): readonly string[] => {
  try {
    parseBaseline(text, 'known.json', 'all');
    return [];
  } catch (error) {
    if (!isKnownError(error, 'config-invalid')) throw error;
    return error.problems.map(({ line, message, hint }) => [line, message, hint].filter((part) => part).join(' · '));
  }
};
const REWRITE = 'move it away, then write it anew with --update-baseline';

describe('parseBaseline', () => {
  it.each([
    [
      '{\n  "version": 1,\n  "findings": [\n    {"rule":"a","path":"b","content":"c"},\n    {"rul":"a","path":"b","content":"c"}\n  ]\n}',
      ['5 · "findings #2.rule" is missing', '5 · unknown key "rul" in "findings #2" · did you mean "rule"?'],
    ],
    [
      '{"version": 1, "finding": []}',
      ['1 · "findings" is missing', '1 · unknown key "finding" · did you mean "findings"?'],
    ],
    ['{"version": 2, "findings": []}', ['1 · "version" must be 1, not 2']],
    [
      '{"version": 1,\n"findings": [',
      [
        '2 · Flow sequence in block collection must be sufficiently indented and end with a ]',
        '2 · Flow map must end with a }',
      ],
    ],
    ['version: 1', []],
  ])('says what is wrong with %j, and where', (text, expected) => {
    expect(problemsOf(text)).toEqual([...expected, REWRITE]);
  });

  it('reads one that is much larger than a document of people', () => {
    const entry =
      '{"rule":"hash-unique","path":"listings/some/picture.jpg","content":"0123456789abcdef0123456789abcdef"}';
    const file = (...more: readonly string[]) =>
      `{"version": 1, "findings": [\n${[...Array<string>(9000).fill(entry), ...more].join(',\n')}\n]}`;
    expect(parseBaseline(file(), 'known.json', 'all').findings).toHaveLength(9000);
    expect(problemsOf(file(entry.replace('rule', 'rul')))).toContain(
      '9002 · unknown key "rul" in "findings #9001" · did you mean "rule"?',
    );
  });
});

describe('baselineText', () => {
  it('sorts by path, rule and content, so that it merges in git', () => {
    const entries = [
      { rule: 'b', path: 'x.jpg', content: '2' },
      { rule: 'b', path: 'x.jpg', content: '1' },
      { rule: 'a', path: 'x.jpg', content: '3' },
      { rule: 'z', path: 'a.jpg', content: '9' },
    ];
    const sorted = entries.toReversed();
    expect(parseBaseline(baselineText([], entries), 'k.json', 'all').findings).toEqual([
      sorted[0],
      sorted[1],
      sorted[2],
      sorted[3],
    ]);
    expect(baselineText([], entries)).toBe(
      baselineText(
        [],
        entries.toSorted((a, b) => (a.content < b.content ? 1 : -1)),
      ),
    );
    expect(parseBaseline(baselineText([], []), 'k.json', 'all').findings).toEqual([]);
  });
});

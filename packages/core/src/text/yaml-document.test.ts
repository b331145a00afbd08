import { describe, expect, it } from 'vitest';
import { firstProblems, MAX_PROBLEMS } from './problems.ts';
import { readYaml } from './yaml-document.ts';

const KB = 1024;
const read = (text: string) => readYaml({ path: 'a.yaml', text });
const messagesOf = (text: string): readonly string[] => read(text).problems.map(({ message }) => message);
/** A text of the largest size that is read, made of one piece over and over. */
const full = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.floor((256 * KB - before.length - after.length) / piece.length)) + after;

describe('readYaml: numbers', () => {
  it.each([
    ['a: 9007199254740993', 'the number 9007199254740993 would be read as 9007199254740992'],
    ['- -00.5', 'the number -00.5 would be read as -0.5'],
    ['007: x', 'the number 007 would be read as 7'],
    ['a: &b 0123\nc: *b', 'the number 0123 would be read as 123'],
    ['1e3: x', 'the number 1e3 would be read as 1000'],
    ['0x1f: x', 'the number 0x1f would be read as 31'],
    ['1.0: x', 'the number 1.0 would be read as 1'],
  ])('refuses one that is another once it is read: %s', (text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  it.each(['9007199254740991', '-0.5', '0', '14200.00', '1e6', '"007"', '0x1f'])('reads %s', (text) => {
    expect(messagesOf(`a: ${text}`)).toEqual([]);
  });

  it('reads a number as a key that is written as it is read', () => {
    expect(messagesOf('12: x\n-3: y\n0.5: z')).toEqual([]);
  });

  it('tells how a number is written, also where an alias stands for it', () => {
    const { numberAt } = read('a: &n 12E5\nb: [*n, 0x1f, "12E5"]\n3: {c: 1.0}');
    expect([['a'], ['b', 0], ['b', 1], ['b', 2], ['3', 'c'], ['b'], ['d'], [], ['a', 'x']].map(numberAt)).toEqual([
      '12E5',
      '12E5',
      '0x1f',
      undefined,
      '1.0',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('readYaml: bounds', () => {
  it('reads 256 KB and refuses one byte more, counted in UTF-8', () => {
    expect(read(full('a').padEnd(256 * KB, 'a')).problems).toEqual([]);
    expect(messagesOf('a'.repeat(256 * KB + 1))).toEqual([
      'the document has 257 KB, more than the 256 KB that one may have',
    ]);
    expect(messagesOf('ü'.repeat(128 * KB + 1))).toHaveLength(1);
    expect(readYaml({ path: 'a', text: 'a'.repeat(257 * KB) }, { maxBytes: 300 * KB }).problems).toEqual([]);
  });

  it.each([
    ['flow lists', (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`],
    ['flow mappings', (n: number) => `${'{a: '.repeat(n)}1${'}'.repeat(n)}`],
    ['block lists', (n: number) => `${'- '.repeat(n)}a`],
    ['block mappings', (n: number) => Array.from({ length: n }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
    [
      'lists behind aliases',
      (n: number) => `- &a ${'['.repeat(31)}x${']'.repeat(31)}\n- ${'['.repeat(n - 32)}*a${']'.repeat(n - 32)}`,
    ],
  ])('reads 64 levels of %s and refuses the 65th at its place', (_, nested) => {
    expect(messagesOf(nested(64))).toEqual([]);
    expect(messagesOf(nested(65))).toEqual(['lists and mappings are nested more than 64 deep']);
  });

  it.each([
    ['lists without end', full('[')],
    ['dashes', full('- ')],
    ['questions', full('? ')],
    ['a list that holds itself', '&a [*a]'],
    [
      'aliases of aliases',
      `- &a0 [x]\n${Array.from({ length: 9000 }, (_, i) => `- &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`.slice(
        0,
        256 * KB,
      ),
    ],
  ])('never overflows the stack: %s', (_, text) => {
    const { problems, value } = read(text);
    expect(value).toBeUndefined();
    expect(problems[0]?.message).toMatch(/nested more than|stands within|repeat too much|cannot|closed|Flow/);
    expect(JSON.stringify(problems)).not.toContain('call stack');
  });

  it.each([
    [
      'keys',
      Array.from({ length: 60_000 }, (_, i) => `${i.toString(36)}:\n`)
        .join('')
        .slice(0, 256 * KB - 2),
    ],
    ['one key', full('key:\n')],
    ['brackets', full(']')],
  ])('reads 256 KB of %s in time that does not grow with its square', { tags: 'timing' }, (_, text) => {
    const start = process.cpuUsage();
    const { problems } = read(text);
    const { user, system } = process.cpuUsage(start);
    // Some 0.3 to 1.5 s on a slow machine; compared each with each they took more than 10 s.
    expect((user + system) / 1e6).toBeLessThan(6);
    expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
  });
});

describe('readYaml: values', () => {
  it('reads one value for every five bytes that a document may have', () => {
    expect(messagesOf(`[${'1,'.repeat(52_428)}]`)).toEqual([]);
    expect(messagesOf(`[${'1,'.repeat(52_429)}]`)).toEqual(['the document holds more than 52,428 values']);
  });
});

describe('readYaml: problems', () => {
  it('tells the first fifty and the number of the others', () => {
    const { problems } = read('a: 1\n'.repeat(80));
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems[0]).toMatchObject({ line: 2, message: 'this key stands twice', hint: 'keep one of the two' });
    expect(problems[49]?.line).toBe(51);
    const rest = { message: '29 more problems are not shown: correct these first', file: 'a.yaml', omitted: 29 };
    expect(problems[50]).toEqual(rest);
    expect(firstProblems(problems.toReversed()).at(-1)).toEqual(rest);
  });

  it.each([
    ['a: 1\n"a": 2', 'this key stands twice'],
    ['1: 1\n"1": 2', 'this key stands twice'],
    ['[a]: 1', 'a key is a text, not a list'],
    ['? {a: b}\n: 1', 'a key is a text, not a mapping'],
    ['- &a x\n- *a : 1', 'a key is a text, not an alias'],
    ['__proto__: 1', '"__proto__" cannot be a key'],
    ['a: !!set {b}', 'this tag (!…) is not known'],
    ['a: 1\n---\nb: 1', 'a file holds one document, and --- begins a second'],
    ['a: *b', '"*b" points to nothing'],
  ])('refuses %j', (text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  it('takes %YAML 1.1 for no other language', () => {
    expect(read('%YAML 1.1\n---\na: yes\nb: 2026-01-01').value).toEqual({ a: 'yes', b: '2026-01-01' });
  });

  it('finds the place of a value and of a key', () => {
    const { problemAt } = read('a:\n  - b: 1\n    c: two');
    expect(problemAt(['a', 0, 'c'], 'x')).toMatchObject({ line: 3, column: 8 });
    expect(problemAt(['a', 0, 'c'], 'x', undefined, 'key')).toMatchObject({ line: 3, column: 5 });
    expect(problemAt(['a', 0, 'missing'], 'x')).toMatchObject({ line: 2, column: 5 });
  });
});

describe('code frames', () => {
  it('show the lines around the place', () => {
    expect(read('a: 1\nb: 2\nc: 3\nd: 4').problemAt(['c'], 'x').frame).toBe(
      ['  1 | a: 1', '  2 | b: 2', '> 3 | c: 3', '    |    ^', '  4 | d: 4'].join('\n'),
    );
  });

  it('are no longer than a screen, whatever the line, and mark the same character', () => {
    const long = `{${Array.from({ length: 5000 }, (_, i) => `k${i}: ${i}`).join(', ')}}`;
    const frame = read(`${long}\nnext`).problemAt(['k2500'], 'x').frame ?? '';
    const lines = frame.split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.length).toBeLessThan(160);
    expect(lines[0]?.slice(lines[1]?.indexOf('^')).startsWith('2500')).toBe(true);
  });

  it('move no cursor', () => {
    expect(read('a: "\u001b[2J"').problemAt(['a'], 'x').frame).not.toContain('\u001b');
  });

  it('cut a message that quotes a long key', () => {
    expect(read('a').problemAt([], `unknown key "${'k'.repeat(100_000)}"`).message.length).toBeLessThan(320);
  });
});

describe('readYaml: text that editors show as another one', () => {
  it.each([
    [
      'a line separator in a comment',
      '# a\u2028rules: off\nb: 1',
      'U+2028 (line separator) looks like the end of a line in some editors, and is none',
      '1:4',
    ],
    ['a paragraph separator in a value', 'a: "x\u2029b: 1"', 'U+2029 (paragraph separator) looks like the end', '1:6'],
    ['a next line between keys', 'a: 1 #\u0085b: 1', 'U+0085 (next line) looks like the end', '1:7'],
    [
      'a carriage return alone',
      'a: 1\n# x\rb: 1',
      'U+000D (carriage return without a line feed) looks like the end',
      '2:4',
    ],
    ['an override in a comment', 'a: 1 # \u202ex', 'U+202E (text direction control) changes the order', '1:8'],
    [
      'an override in a value, also a closed one',
      'a: "\u202eab\u202c"',
      'U+202E (text direction control) changes the order',
      '1:5',
    ],
    [
      'an isolate that is not closed on its line',
      'a: |\n  x\u2067\n  y\u2069',
      'U+2067 (text direction control) changes the order',
      '2:4',
    ],
    [
      'an invisible character in a key',
      'ru\u200bles: {}',
      'a key holds the invisible character U+200B (zero width space)',
      '1:3',
    ],
    ['a joiner in a key', 'ru\u200dles: {}', 'a key holds the invisible character U+200D', '1:3'],
  ])('refuses %s', (_what, text, message, place) => {
    const [problem] = read(text).problems;
    expect(problem?.message).toContain(message);
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(problem?.frame).not.toMatch(/[\r\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  });

  it.each([
    ['letters from right to left', 'עברית: "שלום עולם" # הערה\nb: ספל'],
    ['marks and joiners in values and comments', 'a: "می\u200cخواهم \u200f(1)\u200e" # 👩\u200d🎨 می\u200cخواهم'],
    ['directions that are closed on their line', 'a: "x \u2067שלום\u2069 y \u202bשלום \u2066a\u2069\u202c"'],
    ['escapes in double quotes', 'a: "x\\u2028y\\u202e"'],
    ['lines that end with a carriage return and a line feed, and a byte order mark', '\ufeffa: 1\r\nb: 2\r\n'],
  ])('reads %s', (_what, text) => {
    expect(messagesOf(text)).toEqual([]);
  });

  it.each(['\u2028', '\u202e', '\u2067x\u2069'])('takes no longer for many of them: %j', (piece) => {
    const { problems } = read(full(piece, 'a: "', '"'));
    expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
  });
});

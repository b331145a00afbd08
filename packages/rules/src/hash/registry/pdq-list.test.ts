import { describe, expect, it } from 'vitest';
import { parsePdqList } from './pdq-list.ts';

const HASH = '0123456789abcdef'.repeat(4);

describe('a list of PDQ hashes', () => {
  it('is read line by line: comments, labels, qualities from 50 on', () => {
    const text = `# a list\n\n${HASH},100,stock, no. 7\n${HASH},49\n${HASH},50 # just enough\n`;
    expect(parsePdqList(text, 'l.txt').map(({ line, label }) => [line, label])).toEqual([
      [3, 'stock,no. 7'],
      [5, null],
    ]);
  });

  it.each([
    ['no quality', HASH],
    ['a quality above 100', `${HASH},101`],
    ['a quality of four digits', `${HASH},0050`],
    ['a quality in words', `${HASH},good`],
    ['a quality below zero', `${HASH},-1`],
  ])('names the line of %s', (_name, line) => {
    expect(() => parsePdqList(`${HASH},90\n${line}`, 'l.txt')).toThrow(
      'l.txt:2: the hash is followed by a comma and its quality, 0 to 100',
    );
  });

  it('names the line without a hash', () => {
    expect(() => parsePdqList('0123,90', 'l.txt')).toThrow('l.txt:1: a line begins with a PDQ hash of 64 hex digits');
  });
});

import { describe, expect, it } from 'vitest';
import { answersOf } from './answers.ts';

const VALUES = ['copy', 'not-shown'] as const;

describe('answers that are kept for the next run', () => {
  it('gives what the run before has written, and writes those asked for first', () => {
    const first = answersOf(undefined, VALUES);
    expect(first.written()).toBeUndefined();
    first.set('a b', 'copy');
    first.set('a c', 'not-shown');
    const second = answersOf(first.written(), VALUES);
    expect(second.get('a c')).toBe('not-shown');
    expect(second.get('a d')).toBeUndefined();
    expect(second.written()).toBe('[["a c","not-shown"],["a b","copy"]]');
  });

  it.each(['', '{', '"copy"', '[["a b"]]', '[["a b","sure"]]', '[[1,"copy"],null]'])(
    'asks again where it reads %s',
    (text) => expect(answersOf(text, VALUES).get('a b')).toBeUndefined(),
  );

  it('keeps no more than 20,000', () => {
    const answers = answersOf(undefined, VALUES);
    for (let k = 0; k < 20_010; k++) answers.set(`a ${k}`, 'copy');
    expect(JSON.parse(answers.written() ?? '')).toHaveLength(20_000);
  });
});

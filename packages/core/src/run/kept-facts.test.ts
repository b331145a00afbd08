import { describe, expect, it } from 'vitest';
import { KeptFacts } from './kept-facts.ts';
import { TextTable } from './memory/text-table.ts';

const subject = (path: string) => ({ scope: 'image', path, file: `/shop/${path}` });
const set = new Map([['image', ['d.jpg', 'b.jpg', 'c.jpg', 'a.jpg'].map(subject)]]);
const long = 'ü„\ud800'.repeat(60);

describe('what is kept of every subject', () => {
  it('comes back as it was, a long text too, in order of path', () => {
    const facts = new KeptFacts(set);
    const values = { 'b.jpg': long, 'a.jpg': { deep: [1, null] }, 'c.jpg': 'short' };
    for (const [path, value] of Object.entries(values)) facts.put(subject(path), 'print', { value }, false);
    facts.put(subject('d.jpg'), 'print', { error: 'torn', code: 'content-unreadable' }, true);
    const kept = facts.of('image', 'print');
    expect([...kept]).toEqual([
      ['a.jpg', { value: { deep: [1, null] } }],
      ['b.jpg', { value: long }],
      ['c.jpg', { value: 'short' }],
      ['d.jpg', { error: 'torn', code: 'content-unreadable' }],
    ]);
    expect([...kept.values()]).toEqual([...kept].map(([, value]) => value));
    const told: unknown[] = [];
    kept.forEach((value, path) => {
      told.push([path, value]);
    });
    expect(told).toEqual([...kept]);
    expect([kept.size, kept.has('b.jpg'), kept.has('e.jpg'), kept.get('e.jpg')]).toEqual([4, true, false, undefined]);
    expect(facts.ofSubject(subject('b.jpg'), ['print', 'other'])).toEqual({ print: { value: long } });
    expect([[...facts.codes()], facts.isTimed('image', 'print')]).toEqual([['content-unreadable'], true]);
  });

  it('is taken over by the number of its text, from its own texts and from others', () => {
    const texts = new TextTable();
    const [value, error] = [texts.id({ a: 1 }), texts.id({ error: 'torn' })];
    for (const facts of [new KeptFacts(set, texts), new KeptFacts(set)]) {
      facts.putText(subject('a.jpg'), 'print', { texts, text: value, isValue: true }, false);
      facts.putText(subject('b.jpg'), 'print', { texts, text: error, isValue: false }, false);
      expect([...facts.of('image', 'print')]).toEqual([
        ['a.jpg', { value: { a: 1 } }],
        ['b.jpg', { error: 'torn' }],
      ]);
      expect(facts.codes()).toEqual(new Set([undefined]));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { TextTable } from './memory/text-table.ts';
import { StoredFacts } from './stored-facts.ts';

const subject = (path: string) => ({ scope: 'image', path, file: `/shop/${path}` });
const set = new Map([['image', ['d.jpg', 'b.jpg', 'c.jpg', 'a.jpg'].map(subject)]]);
const long = 'ü„\ud800'.repeat(60);

describe('facts stored for every subject', () => {
  it('comes back as it was, a long text too, in order of path', () => {
    const facts = new StoredFacts(set);
    const values = { 'b.jpg': long, 'a.jpg': { deep: [1, null] }, 'c.jpg': 'short' };
    for (const [path, value] of Object.entries(values)) facts.put(subject(path), 'print', { value }, false);
    facts.put(subject('d.jpg'), 'print', { error: 'torn', code: 'content-unreadable' }, true);
    const stored = facts.of('image', 'print');
    expect([...stored]).toEqual([
      ['a.jpg', { value: { deep: [1, null] } }],
      ['b.jpg', { value: long }],
      ['c.jpg', { value: 'short' }],
      ['d.jpg', { error: 'torn', code: 'content-unreadable' }],
    ]);
    expect([...stored.values()]).toEqual([...stored].map(([, value]) => value));
    const visited: unknown[] = [];
    stored.forEach((value, path) => {
      visited.push([path, value]);
    });
    expect(visited).toEqual([...stored]);
    expect([stored.size, stored.has('b.jpg'), stored.has('e.jpg'), stored.get('e.jpg')]).toEqual([
      4,
      true,
      false,
      undefined,
    ]);
    expect(facts.ofSubject(subject('b.jpg'), ['print', 'other'])).toEqual({ print: { value: long } });
    expect([[...facts.codes()], facts.isTimed('image', 'print')]).toEqual([['content-unreadable'], true]);
  });

  it('is taken over by the number of its text, from its own texts and from others', () => {
    const texts = new TextTable();
    const [value, error] = [texts.id({ a: 1 }), texts.id({ error: 'torn' })];
    for (const facts of [new StoredFacts(set, texts), new StoredFacts(set)]) {
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

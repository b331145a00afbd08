import { describe, expect, it } from 'vitest';
import { blame, type Call, thrownText, WrongResult } from './call.ts';
import { frozen } from './frozen.ts';
import { Guard } from './guard.ts';
import { Owners } from './owners.ts';
import { checkedResult, checkedSubject, results, subjectSchema } from './results.ts';

const call = (who: string, module?: string): Call => ({ who, what: 'f', ...(module === undefined ? {} : { module }) });

describe('whose code lies at a place', () => {
  const owners = new Owners();
  owners.add(call('the plugin "one"', '/shop/plugins/one/plugin.mjs'));
  owners.add(call('the plugin "two"', '/shop/plugins/two/plugin.mjs'));
  it.each([
    [['/shop/plugins/one/plugin.mjs:3'], 'the plugin "one"'],
    [['/shop/plugins/two/helper.mjs:9'], 'the plugin "two"'],
    [['/elsewhere/core.mjs:1', '/shop/plugins/two/plugin.mjs:9', '/shop/plugins/one/plugin.mjs:1'], 'the plugin "two"'],
  ])('%j: %s', (places, who) => {
    expect(owners.of(places)?.who).toBe(who);
  });
  it('is nobody’s, elsewhere', () => {
    expect(owners.of(['/elsewhere/core.mjs:1'])).toBeUndefined();
    expect(owners.of([])).toBeUndefined();
  });
  it('may be either of two that share a module', () => {
    const shared = new Owners();
    shared.add(call('the plugin "one"', '/shop/all.mjs'));
    shared.add(call('the reporter "two"', '/shop/other.mjs'));
    expect(shared.of(['/shop/all.mjs:3'])).toEqual({ who: 'the plugin "one"', place: '/shop/all.mjs:3' });
    expect(shared.all()).toBe('one of the plugin "one", the reporter "two"');
  });
});

describe('what somebody else’s code throws', () => {
  it.each([
    [new TypeError('no'), 'TypeError: no'],
    [new Error('no'), 'no'],
    [new RangeError(''), 'RangeError'],
    ['a text', 'a text'],
    [42, '42'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ message: 'no' }, 'an object that is no error'],
  ])('%j is told as "%s"', (thrown, text) => {
    expect(thrownText(thrown)).toBe(text);
  });
  it('has a name of whom to blame', () => {
    expect(blame(call('the plugin "one"'), new Error('no')).message).toContain('the plugin "one"');
  });
  it('is told once, however often it is thrown', () => {
    const guard = new Guard();
    guard.addFault({ message: 'a' });
    guard.addFault({ message: 'a' });
    guard.addFault({ message: 'b' });
    expect(guard.takeFaults().map(({ message }) => message)).toEqual(['a', 'b']);
    expect(guard.takeFaults()).toEqual([]);
    guard.addFault({ message: 'c', hasFinding: true });
    guard.addFault({ message: 'd' });
    expect(guard.takeNotices().map(({ message }) => message)).toEqual(['a', 'b', 'd']);
  });
});

describe('what somebody else’s code gives', () => {
  it.each(['a/b.jpg', '.', 'a.b/c..d'])('a subject may lie at %s', (path) => {
    expect(checkedSubject({ scope: 'thing', path, file: '/f' }, 'thing', subjectSchema([]))).toMatchObject({ path });
  });
  it.each(['', '..', '../a', 'a/../b', './a', 'a//b', '/a', 'a\\b', 'a/.'])('no subject lies at "%s"', (path) => {
    expect(() => checkedSubject({ scope: 'thing', path, file: '/f' }, 'thing', subjectSchema([]))).toThrow(WrongResult);
  });
  it('is of the scope that was asked for', () => {
    expect(() => checkedSubject({ scope: 'other', path: 'a', file: '/f' }, 'thing', subjectSchema([]))).toThrow(
      'a subject of scope "other"',
    );
  });
  it('is plain data that fits', () => {
    expect(checkedResult(['a'], results.texts)).toEqual(['a']);
    expect(() => checkedResult(['a', 1], results.texts)).toThrow(WrongResult);
    expect(() => checkedResult(() => 1, results.texts)).toThrow(WrongResult);
  });
});

describe('what somebody else’s code is given', () => {
  it('cannot be changed where it is plain data, whatever its prototype', () => {
    const bare = Object.assign(Object.create(null), { list: [{ a: 1 }] });
    expect(Object.isFrozen(frozen(bare))).toBe(true);
    expect(Object.isFrozen(bare.list[0])).toBe(true);
    expect(Object.isFrozen(frozen({ a: { b: 1 } }).a)).toBe(true);
    const bytes = new Uint8Array(2);
    const holder = frozen({ bytes, map: new Map([[1, 2]]) });
    expect([Object.isFrozen(holder), Object.isFrozen(holder.map)]).toEqual([true, false]);
    holder.bytes[0] = 1;
    expect(bytes[0]).toBe(1);
  });
});

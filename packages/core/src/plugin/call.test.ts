import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isKnownError, ListingLintError } from '../model/error.ts';
import {
  blame,
  type Call,
  CallError,
  describeCall,
  isNear,
  oneLine,
  stackPlaces,
  thrownText,
  WrongResult,
} from './call.ts';

const call: Call = { who: 'the plugin "acme"', what: 'fact "acme/size"' };

/** An error with frames as Node writes them, innermost first. */
const thrownAt = (...frames: readonly string[]): Error => {
  const error = new Error('no');
  error.stack = ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
};

describe('what is told of a call that broke', () => {
  it('names the subject where there is one, in one line', () => {
    expect(describeCall(call)).toBe('the plugin "acme" (its fact "acme/size")');
    expect(describeCall({ ...call, on: 'a\nb.jpg' })).toBe('the plugin "acme" (its fact "acme/size", on a)');
  });

  it('says the place of the code that threw, and asks for more time only where time was short', () => {
    const url = pathToFileURL('/acme/plugin.mjs').href;
    const threw = new CallError({ ...call, module: '/acme/plugin.mjs' }, 'threw', 'no', thrownAt(`f (${url}:3:7)`));
    expect(threw).toMatchObject({ code: 'plugin-failed', reason: 'no', place: '/acme/plugin.mjs:3:7' });
    expect(threw.problems).toEqual([{ message: 'at /acme/plugin.mjs:3:7' }]);
    const nowhere = new CallError(call, 'wrong-result', 'a list');
    expect([nowhere.place, nowhere.problems]).toEqual([undefined, []]);
    const late = new CallError(call, 'timeout', 'has not answered');
    expect(late).toMatchObject({ code: 'plugin-timeout', reason: 'it has not answered' });
    expect(late.problems[0]?.message).toContain('--plugin-timeout');
  });

  it('takes the innermost place that lies by the module, else the innermost of all', () => {
    const frames = thrownAt(
      'parse (file:///acme/node_modules/x/index.mjs:1:1)',
      'help (file:///acme/lib/help.mjs:2:2)',
      'file:///acme/plugin.mjs:3:3',
    );
    expect(new CallError({ ...call, module: '/acme/plugin.mjs' }, 'threw', '', frames).place).toBe(
      '/acme/lib/help.mjs:2:2',
    );
    expect(new CallError({ ...call, module: '/other/plugin.mjs' }, 'threw', '', frames).place).toBe(
      '/acme/node_modules/x/index.mjs:1:1',
    );
    expect(new CallError(call, 'threw', '', frames).place).toBe('/acme/node_modules/x/index.mjs:1:1');
  });
});

describe('whom an error is blamed on', () => {
  const known = new ListingLintError('file-unreadable', 'cannot be read');
  it('a known error is the word of a function that measures, and a fault of any other', () => {
    const word = blame({ ...call, mayRefuse: true }, known);
    expect([word.message, word.code, word.cause]).toEqual(['cannot be read', 'file-unreadable', known]);
    expect(blame(call, known).message).toContain(
      'the plugin "acme" failed: its fact "acme/size" threw: cannot be read',
    );
    expect(blame({ ...call, mayRefuse: true }, new Error('no')).message).toContain('threw: no');
  });
  it('who was blamed stays so, and a wrong result is called that', () => {
    const first = blame(call, new Error('no'));
    expect(blame({ who: 'another', what: 'f' }, first)).toBe(first);
    expect(blame(call, new WrongResult('a list')).message).toContain('gave what it must not: a list');
  });
  it('never throws itself', () => {
    const hostile = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('trap');
      },
    });
    expect(thrownText(hostile)).toBe('something that cannot be read');
    expect(thrownText(known)).toBe('cannot be read');
    expect(isKnownError(blame(call, Symbol('s')))).toBe(true);
  });
});

describe('a text from outside', () => {
  it.each([
    ['a\u0007b\u202Ec', 'a b c'],
    ['first\nsecond', 'first'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), `${'x'.repeat(300)}…`],
    [12, '12'],
  ])('%j is shown in a line', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });
});

describe('the places of an error', () => {
  it('are those in files, and none of what is no error', () => {
    expect(stackPlaces(thrownAt('node:fs:1:1', 'f (file:///a%20b/c.mjs:1:2)', 'async g (file:///d.mjs:3:4)'))).toEqual([
      '/a b/c.mjs:1:2',
      '/d.mjs:3:4',
    ]);
    expect(stackPlaces('text')).toEqual([]);
    expect(stackPlaces(Object.assign(new Error('no'), { stack: 3 }))).toEqual([]);
    expect(stackPlaces(thrownAt('f (file://host/x.mjs:1:2)'))).toEqual(['file://host/x.mjs:1:2']);
  });
  it.each([
    ['/acme/lib/a.mjs:1', true],
    ['/acme/node_modules/a.mjs:1', false],
    ['/acme2/a.mjs:1', false],
    ['/acme/lib/node_modules/a/b.mjs:1', false],
  ])('%s lies by a module: %s', (place, near) => {
    expect(isNear(place, '/acme/plugin.mjs')).toBe(near);
  });
});

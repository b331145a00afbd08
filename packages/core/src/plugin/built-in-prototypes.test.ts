import { afterEach, expect, it } from 'vitest';
import { BuiltInPrototypes } from './built-in-prototypes.ts';
import { Guard } from './guard.ts';

const before = Object.prototype.toLocaleString;
afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'odd');
  Reflect.deleteProperty(Array.prototype, 'odd');
  Object.defineProperty(Object.prototype, 'toLocaleString', {
    value: before,
    configurable: true,
    writable: true,
  });
});

const define = (target: object, key: PropertyKey, more: PropertyDescriptor = {}): void => {
  Object.defineProperty(target, key, { value: 1, configurable: true, writable: true, ...more });
};

it.each([
  ['a property', () => define(Object.prototype, 'odd'), 'added "odd" to Object.prototype'],
  [
    'a getter',
    () => Object.defineProperty(Object.prototype, 'odd', { get: () => 1, configurable: true }),
    'added "odd" to Object.prototype',
  ],
  ['another value', () => define(Object.prototype, 'toLocaleString'), 'replaced "toLocaleString" of Object.prototype'],
  [
    'a property less',
    () => Reflect.deleteProperty(Object.prototype, 'toLocaleString'),
    'removed "toLocaleString" from Object.prototype',
  ],
  [
    'a property of lists that loops go through',
    () => define(Array.prototype, 'odd', { enumerable: true }),
    'added "odd" to Array.prototype',
  ],
])('undoes and names %s', (_what, change, says) => {
  const prototypes = new BuiltInPrototypes();
  expect(prototypes.restore()).toEqual([]);
  change();
  expect(prototypes.restore()).toEqual([says]);
  expect(prototypes.restore()).toEqual([]);
  expect('odd' in []).toBe(false);
  expect(Object.prototype.toLocaleString).toBe(before);
});

const FUNCTIONS: readonly (readonly [owner: string, key: string | symbol, object: object])[] = [
  ['JSON', 'stringify', JSON],
  ['Object', 'keys', Object],
  ['Reflect', 'getOwnPropertyDescriptor', Reflect],
  ['Reflect', 'defineProperty', Reflect],
  ['Math', 'max', Math],
  ['Promise', 'all', Promise],
  ['Buffer', 'from', Buffer],
  ['Array.prototype', 'map', Array.prototype],
  ['Array.prototype', Symbol.iterator, Array.prototype],
  ['String.prototype', 'replace', String.prototype],
  ['Map.prototype', 'get', Map.prototype],
  ['RegExp.prototype', 'exec', RegExp.prototype],
  ['Buffer.prototype', 'toString', Buffer.prototype],
  ['TypedArray.prototype', 'set', Object.getPrototypeOf(Uint8Array.prototype)],
];
it.each(FUNCTIONS.map(([owner, key, object]) => ({ owner, key, object, name: `"${String(key)}" of ${owner}` })))(
  'undoes and names another function as $name',
  ({ key, object, name }) => {
    const prototypes = new BuiltInPrototypes();
    const was: unknown = Reflect.get(object, key);
    const { defineProperty, deleteProperty } = Reflect;
    defineProperty(object, key, { value: () => [], configurable: true, writable: true });
    const another = prototypes.restore();
    defineProperty(object, key, { get: () => was, configurable: true });
    const getter = prototypes.restore();
    deleteProperty(object, key);
    const removed = prototypes.restore();
    expect([another, getter, removed]).toEqual([[`replaced ${name}`], [`replaced ${name}`], [`removed ${name}`]]);
    expect(Reflect.get(object, key)).toBe(was);
    expect(prototypes.restore()).toEqual([]);
  },
);

it('lets a polyfill be, and what was there before', () => {
  define(Object.prototype, 'odd');
  const prototypes = new BuiltInPrototypes();
  define(Array.prototype, 'odd');
  expect(prototypes.restore()).toEqual([]);
});

it('is named once where it cannot be undone', () => {
  const prototypes = new BuiltInPrototypes();
  // The file has a process of its own, and nobody looks for this name.
  define(Object.prototype, Symbol('stays'), { configurable: false });
  expect(prototypes.restore()).toEqual(['added "Symbol(stays)" to Object.prototype for good']);
  expect(prototypes.restore()).toEqual([]);
});

it('is blamed on the function that has just returned, or on all that were at work', async () => {
  const guard = new Guard();
  const call = (what: string) => ({ who: 'the plugin "acme"', what, module: '/acme/plugin.mjs' });
  guard.runSync(call('f'), () => define(Object.prototype, 'odd'));
  let go = (): void => undefined;
  const other = guard.run(
    call('g'),
    () =>
      new Promise<void>((settle) => {
        go = settle;
      }),
  );
  await guard.run(call('h'), async () => {
    await new Promise((settle) => setTimeout(settle, 1));
    define(Object.prototype, 'odd');
  });
  go();
  await other;
  const end = 'added "odd" to Object.prototype, which all code in the process shares';
  expect(guard.faults.map(({ message }) => message)).toEqual([
    `the plugin "acme" (its f) ${end}`,
    `one of the plugin "acme" (its g), the plugin "acme" (its h) ${end}`,
  ]);
});

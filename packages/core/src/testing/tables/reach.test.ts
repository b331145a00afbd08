// What reaches whom: selectors and layers, globs that match nothing, sets that are joined, and facts that wait for each other.
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../config/layers.ts';
import type { CheckedDocument } from '../../config/validate.ts';
import type { Attribute } from '../../model/attribute.ts';
import type { Subject } from '../../model/subject.ts';
import { activationsOf, selectorMatcher } from '../../plan/activation.ts';
import { joinedSet } from '../../run/neighbours.ts';
import { unmatchedGlobs } from '../../run/unmatched-globs.ts';
import { Waits } from '../../run/waits.ts';
import { globHint } from '../../tree/glob-hint.ts';

const subject = (path: string, more: object = {}): Subject =>
  ({ scope: 'image', path, file: path, channels: [], ...more }) as Subject;

describe('selectors', () => {
  const attributes = [
    { name: 'role', holds: 'text', select: { key: 'roles', about: 'r' } },
    { name: 'channels', holds: 'texts', select: { key: 'channels', about: 'c' } },
    { name: 'product', holds: 'title' },
  ] as readonly Attribute[];
  const own = subject('a/b/1.jpg', { role: 'main', channels: ['amazon', 'ebay'], product: 'lamp' });
  it.each([
    [true, {}],
    [true, { files: ['a/**'] }],
    [true, { files: ['./a/b/*.jpg'] }],
    [true, { files: ['x', 'a/b/1.jpg'] }],
    [false, { files: ['b/**'] }],
    [false, { files: [] }],
    [true, { roles: ['main'] }],
    [false, { roles: ['gallery'] }],
    [true, { channels: ['etsy', 'ebay'] }],
    [false, { channels: ['etsy'] }],
    [true, { files: ['a/**'], roles: ['main'], channels: ['ebay'] }],
    [false, { files: ['a/**'], roles: ['gallery'], channels: ['ebay'] }],
    [true, { products: ['mug'] }],
  ])('%s: %j', (selects, selector) => {
    expect(selectorMatcher(attributes)(own)(selector as never)).toBe(selects);
  });
});

describe('layers', () => {
  const layer = (entries: { readonly [id: string]: object }, select?: object): Layer =>
    ({
      entries: new Map(Object.entries(entries).map(([id, more]) => [id, { options: {}, from: () => id, ...more }])),
      ...(select ? { select } : {}),
    }) as unknown as Layer;
  const told = (...layers: readonly Layer[]): string =>
    JSON.stringify(
      [
        ...activationsOf(
          layers,
          (select) => 'yes' in select,
          (id) => (id === 'c' ? 'error' : 'info'),
        ),
      ].map(([id, { severity, options }]) => [id, severity, options]),
    );
  it.each<[string, readonly Layer[]]>([
    ['[]', []],
    ['[["a","warn",{}]]', [layer({ a: { severity: 'warn' } })]],
    ['[["c","error",{"n":1}]]', [layer({ c: { options: { n: 1 } } })]],
    ['[["a","info",{"n":1}]]', [layer({ a: { options: { n: 1 } } })]],
    [
      '[["a","off",{"n":1}]]',
      [layer({ a: { severity: 'warn', options: { n: 1 } } }), layer({ a: { severity: 'off' } })],
    ],
    [
      '[["a","warn",{"n":2,"m":3}]]',
      [layer({ a: { severity: 'warn', options: { n: 1, m: 3 } } }), layer({ a: { options: { n: 2 } } })],
    ],
    ['[["a","error",{}]]', [layer({ a: { severity: 'warn' } }), layer({ a: { severity: 'error' } }, { yes: [] })]],
    ['[["a","warn",{}]]', [layer({ a: { severity: 'warn' } }), layer({ a: { severity: 'error' } }, { no: [] })]],
  ])('%s', (said, layers) => {
    expect(told(...layers)).toBe(said);
  });
});

describe('globs that match nothing', () => {
  const entries = [
    { path: 'a', kind: 'folder' },
    { path: 'a/1.jpg', kind: 'file' },
    { path: 'skip', kind: 'folder' },
  ] as never;
  const found = (more: {
    readonly ignores?: readonly string[];
    readonly overrides?: readonly (readonly string[] | string)[];
    readonly kind?: string;
    /** Rules that are on where no override holds. */
    readonly on?: readonly string[];
  }): string => {
    const overrides = more.overrides ?? [];
    const document = {
      document: { kind: more.kind ?? 'config', value: { overrides: overrides.map((files) => ({ files })) } },
      ignores: more.ignores ?? [],
      overrides: overrides.map((files) => ({
        select: { files: [files].flat() },
        rules: [{ id: 'sharp', path: [], value: { severity: 'warn' } }],
      })),
    } as unknown as CheckedDocument;
    const entry = ['sharp', { severity: 'warn', options: {}, from: () => '' }] as const;
    const layers: Layer[] = [
      { explicit: true, entries: new Map((more.on ?? ['sharp']).includes('sharp') ? [entry] : []) },
      { explicit: true, select: { files: ['none'] }, entries: new Map([entry]) },
    ];
    const subjects = [subject('a/1.jpg'), subject('a/2.jpg')];
    return unmatchedGlobs({ documents: [document], layers, entries, subjects, nouns: ['picture'] })
      .map(({ place, message, leavesOut }) => `${leavesOut ? 'refused ' : ''}${place.join('.')} ${message}`)
      .join('; ');
  };
  it.each([
    ['', { ignores: ['skip', 'a/**'] }],
    ['ignores.1 ignores: "none/**" matches no file or folder', { ignores: ['skip', 'none/**'] }],
    // What is never walked may match nothing.
    ['', { ignores: ['node_modules', 'x/node_modules/y', '.git', 'a/.cache/**', '!a/.cache/b'] }],
    ['ignores.0 ignores: "./none" matches no file or folder', { ignores: ['./none'] }],
    ['ignores.0 ignores: "none" in "{skip,none}" matches no file or folder', { ignores: ['{skip,none}'] }],
    ['', { ignores: ['a/**', '!a/1.jpg'] }],
    // What is not there stays ignored under its right name; what was never ignored is linted in any case.
    ['refused ignores.1 ignores: "!a/01.jpg" takes away nothing', { ignores: ['a/**', '!a/01.jpg'] }],
    ['ignores.1 ignores: "!a/1.jpg" takes away nothing', { ignores: ['skip', '!a/1.jpg'] }],
    ['', { overrides: [['a/1.jpg'], ['a/2.jpg']] }],
    ['overrides.1.files.1 overrides: "b/*" matches no picture', { overrides: [['a/*'], ['a/1.jpg', 'b/*']] }],
    ['overrides.0.files overrides: "b/*" matches no picture', { overrides: ['b/*'] }],
    ['', { overrides: ['b/*'], ignores: ['none'], kind: 'preset' }],
    [
      'overrides.0.files.0 overrides: "b" matches no picture; ignores.0 ignores: "c" matches no file or folder',
      { overrides: [['b']], ignores: ['c'] },
    ],
    ['overrides.0.files overrides: "3" in "a/{1,3}.jpg" matches no picture', { overrides: ['a/{1,3}.jpg'] }],
    ['', { overrides: ['!a/1.jpg'] }],
    ['overrides.0.files.1 overrides: "!b/**" takes away nothing', { overrides: [['a/*', '!b/**']] }],
    // Nothing else turns the rule on.
    ['refused overrides.0.files overrides: "b/*" matches no picture', { overrides: ['b/*'], on: [] }],
    ['overrides.0.files.1 overrides: "!b/**" takes away nothing', { overrides: [['a/*', '!b/**']], on: [] }],
  ])('%s', (said, more) => {
    expect(found(more)).toBe(said);
  });

  it.each([
    ['between folders stands / on every system: "a/b"', 'a\\b'],
    ['globs start from the folder of the config and do not leave it', '../a'],
    ['globs start from the folder of the config and do not leave it', '/a/b'],
    ['did you mean "listings/lamp/*"?', 'listing/lamp/*'],
    ['did you mean "listings/lamp/*"?', './listings/lmap/*'],
    ['globs start from the folder of the config', 'listings/lamp/*'],
    ['globs start from the folder of the config', 'quite/other'],
    ['globs start from the folder of the config', '*/lmap'],
    ['"listings/fu\u0308r" is there and looks the same', 'listings/f\u00fcr'],
  ])('%s: %s', (hint, glob) => {
    expect(globHint(glob, ['listings', 'listings/lamp', 'listings/fu\u0308r']).slice(0, hint.length)).toBe(hint);
  });
});

it('sets are joined by scope, in order of path, and one alone stays what it is', () => {
  const own = new Map([['image', [subject('b'), subject('d')]]]);
  const other = new Map([
    ['image', [subject('../c')]],
    ['listing', [subject('../l')]],
  ]);
  expect(joinedSet(own, [])).toBe(own);
  const joined = joinedSet(own, [other]);
  expect([...joined].map(([scope, all]) => [scope, ...all.map(({ path }) => path)])).toEqual([
    ['image', '../c', 'b', 'd'],
    ['listing', '../l'],
  ]);
});

describe('waiting', () => {
  const chain = (waits: Waits, ...names: readonly string[]): Promise<string> => {
    const [asker, wanted, ...rest] = names;
    if (wanted === undefined) return Promise.resolve('made');
    return waits.for(asker, wanted, wanted, () => chain(waits, wanted, ...rest));
  };
  it('for what waits for oneself is refused, through whatever else', async () => {
    const waits = new Waits();
    await expect(chain(waits, 'a', 'b', 'c')).resolves.toBe('made');
    await expect(chain(waits, 'a', 'a')).rejects.toThrow('a asks for itself');
    await expect(chain(waits, 'a', 'b', 'c', 'a')).rejects.toThrow('a asks for itself');
    await expect(chain(waits, 'a', 'b', 'c', 'b')).rejects.toThrow('b asks for itself');
    // What is done is waited for no more, also where it failed.
    await expect(chain(waits, 'b', 'a')).resolves.toBe('made');
    await expect(waits.for(undefined, 'a', 'a', async () => 'rule')).resolves.toBe('rule');
  });
  it('for two at once forgets neither', async () => {
    const waits = new Waits();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const long = waits.for('a', 'b', 'b', () => gate);
    await waits.for('a', 'c', 'c', async () => undefined);
    await expect(waits.for('b', 'a', 'a', async () => undefined)).rejects.toThrow('a asks for itself');
    release();
    await long;
    await expect(waits.for('b', 'a', 'a', async () => 'made')).resolves.toBe('made');
  });
});

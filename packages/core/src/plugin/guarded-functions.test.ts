import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Attribute } from '../model/attribute.ts';
import type { FactContext, FactProvider } from '../model/fact.ts';
import type { Fix } from '../model/fix.ts';
import type { Operator, OperatorContext } from '../model/operator.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import type { DiscoverContext, SubjectKind } from '../model/subject-kind.ts';
import { Guard } from './guard.ts';
import { guardDiscovery, guardPlugin } from './guarded-plugin.ts';

const attributes: readonly Attribute[] = [];
const subject: Subject = { scope: 'page', path: 'a.md', file: '/shop/a.md', channels: [] };
const fails = (): never => {
  throw new Error('no answer');
};

const guardOf = (parts: Partial<Plugin>): { readonly plugin: Plugin; readonly guard: Guard } => {
  const guard = new Guard({ timeoutMs: 5000 });
  return {
    plugin: guardPlugin({ name: 'acme', version: '1', ...parts }, guard, { module: '/acme.mjs', attributes }),
    guard,
  };
};
const faultsOf = (guard: Guard): readonly string[] => guard.faults.map(({ message }) => message);

const context: FactContext = {
  root: '/shop',
  settings: {},
  asOf: '2026-01-01',
  get: () => Promise.reject(new Error('none')),
  use: () => Promise.reject(new Error('none')),
  useRun: () => Promise.reject(new Error('none')),
  extensions: () => [],
  subjects: () => [],
  set: () => new Map(),
  say: () => undefined,
};

describe('a plugin under guard that brings little', () => {
  it('has nothing that its author left out', () => {
    const { plugin } = guardOf({
      subjects: [
        { scope: 'page', async *discover() {} },
        {
          scope: 'book',
          related: {
            pages: { scope: 'page', title: 'pages', keysOfMember: () => ['a'] },
            cover: {
              scope: 'page',
              title: 'cover',
              noun: 'cover',
              one: true,
              inGroup: true,
              keysOfMember: () => ['a'],
            },
          },
          async *discover() {},
        },
      ],
      facts: [{ id: 'size', scope: 'page', version: 1, title: 't', schema: z.number(), compute: () => 1 }],
      operators: [{ id: 'isEven', title: 't', accepts: ['number'], expects: ['boolean'], test: () => true }],
      reporters: [{ id: 'list', title: 't', render: () => '' }],
      fixes: [{ id: 'trim', scope: 'page', rules: [], title: 't', apply: (bytes) => ({ bytes, changed: [] }) }],
    });
    const keys = (each: object | undefined): readonly string[] => Object.keys(each ?? {}).sort();
    expect(keys(plugin)).toEqual(['facts', 'fixes', 'name', 'operators', 'reporters', 'subjects', 'version']);
    expect(keys(plugin.subjects?.[0])).toEqual(['discover', 'scope']);
    expect(keys(plugin.subjects?.[1]?.related?.['pages'])).toEqual(['keysOfMember', 'scope', 'title']);
    expect(plugin.subjects?.[1]?.related?.['cover']).toMatchObject({ noun: 'cover', one: true, inGroup: true });
    expect(keys(plugin.facts?.[0])).toEqual(['compute', 'id', 'schema', 'scope', 'title', 'version']);
    expect(keys(plugin.operators?.[0])).toEqual(['accepts', 'expects', 'id', 'test', 'title']);
    expect(keys(plugin.reporters?.[0])).toEqual(['id', 'render', 'title']);
    expect(keys(plugin.fixes?.[0])).toEqual(['apply', 'id', 'rules', 'scope', 'title']);
  });
});

describe('a fact under guard', () => {
  const fact = (more: Partial<FactProvider>): FactProvider => ({
    id: 'size',
    scope: 'page',
    version: 1,
    title: 't',
    schema: z.number(),
    compute: () => 1,
    ...more,
  });
  it('gives what fits its schema, and nothing else', async () => {
    const { plugin } = guardOf({ facts: [fact({}), fact({ id: 'word', compute: () => 'one' })] });
    expect(await plugin.facts?.[0]?.compute(subject, {}, context)).toBe(1);
    await expect(plugin.facts?.[1]?.compute(subject, {}, context)).rejects.toThrow(
      'its fact "acme/word" gave what it must not: Invalid input',
    );
  });
  it('has something said in place of what its other functions fail to say, and the fault is told', () => {
    const { plugin, guard } = guardOf({
      facts: [fact({ caveats: fails, boxes: fails, region: fails, related: fails })],
    });
    const [own] = plugin.facts ?? [];
    expect(own?.caveats?.(1)).toEqual([]);
    expect(own?.boxes?.(1)).toEqual([]);
    expect(own?.region?.(1)).toBeUndefined();
    expect(own?.related?.(1, [])).toEqual([]);
    expect(faultsOf(guard)).toEqual(
      ['caveats', 'boxes', 'region', 'related'].map(
        (part) => `the plugin "acme" failed: its fact "acme/size" (${part}) threw: no answer`,
      ),
    );
  });
});

describe('an operator under guard', () => {
  const operator = (more: Partial<Operator>): Operator => ({
    id: 'like',
    title: 't',
    accepts: ['string'],
    expects: ['string'],
    test: () => true,
    ...more,
  });
  const given = {} as OperatorContext;
  it('keeps a phrase that is a text, and calls one that is a function', () => {
    const { plugin, guard } = guardOf({
      operators: [
        operator({ phrase: 'be like {{expected}}', sameKind: 'actual' }),
        operator({ phrase: (expected) => `be like ${String(expected)}` }),
        operator({ phrase: fails }),
      ],
    });
    const [text, code, broken] = (plugin.operators ?? []).map(({ phrase }) =>
      typeof phrase === 'function' ? phrase('x') : phrase,
    );
    expect([text, code]).toEqual(['be like {{expected}}', 'be like x']);
    expect(broken).toBe('satisfy acme/like {{expected}}');
    expect(plugin.operators?.map(({ sameKind }) => sameKind)).toEqual(['actual', undefined, undefined]);
    expect(faultsOf(guard)).toEqual(['the plugin "acme" failed: its operator "acme/like" (phrase) threw: no answer']);
  });
  it('answers by yes, no or nothing', () => {
    const { plugin } = guardOf({
      operators: [operator({ test: () => undefined }), operator({ test: () => 'yes' as unknown as boolean })],
    });
    expect(plugin.operators?.[0]?.test('a', 'b', given)).toBeUndefined();
    expect(() => plugin.operators?.[1]?.test('a', 'b', given)).toThrow('gave what it must not');
  });
});

describe('a discovery under guard', () => {
  const discovered = async (kind: SubjectKind, more: Partial<DiscoverContext> = {}): Promise<readonly Subject[]> => {
    const { plugin } = guardOf({ subjects: [kind] });
    const found: Subject[] = [];
    const given = { root: '/shop', entries: [], warn: () => undefined, refuse: () => undefined, ...more };
    for await (const each of plugin.subjects?.[0]?.discover(given as unknown as DiscoverContext) ?? [])
      found.push(each);
    return found;
  };
  it('lets other work have its turn among many subjects', async () => {
    let turns = 0;
    const clock = setInterval(() => turns++, 0);
    const many = await discovered({
      scope: 'page',
      async *discover() {
        for (let n = 0; n < 4000; n++) yield { ...subject, path: `p${n}` };
      },
    });
    clearInterval(clock);
    expect(many).toHaveLength(4000);
    expect(turns).toBeGreaterThan(0);
  });
  it('hands on what it warns of as one line with its place', () => {
    const told: unknown[] = [];
    const refused: unknown[] = [];
    const given = {
      entries: [],
      warn: (...all: unknown[]) => told.push(all),
      refuse: (it: unknown) => refused.push(it),
    };
    const guarded = guardDiscovery(given as unknown as DiscoverContext);
    guarded.warn('a\nb', ['pages', 0]);
    guarded.warn('c');
    guarded.warn('e', undefined, 'f\ng', 'h');
    guarded.refuse({ path: ['pages'], message: 'matches nothing' });
    expect(told).toEqual([
      ['a', ['pages', 0], undefined, undefined],
      ['c', undefined, undefined, undefined],
      ['e', undefined, 'f', 'h'],
    ]);
    expect(refused).toEqual([{ path: ['pages'], message: 'matches nothing' }]);
    expect(() => guarded.warn('d', 'pages' as unknown as string[])).toThrow('expected array');
  });
});

describe('a fix under guard', () => {
  const apply = async (give: Fix['apply'], bytes = Uint8Array.of(1, 2)): Promise<unknown> => {
    const { plugin } = guardOf({ fixes: [{ id: 'trim', scope: 'page', rules: ['a'], title: 't', apply: give }] });
    return plugin.fixes?.[0]?.apply(bytes, { subject, settings: {}, root: '/shop' } as unknown as Parameters<
      Fix['apply']
    >[1]);
  };
  const ofSize = (size: number) => () => ({ bytes: new Uint8Array(size), changed: ['x'] });
  it('gives a file that may be larger than it was by its own size and a million bytes', async () => {
    expect(await apply(ofSize(1_000_004))).toMatchObject({ changed: ['x'] });
    await expect(apply(ofSize(1_000_005))).rejects.toThrow('a file of 1,000,005 bytes');
    await expect(apply(ofSize(0))).rejects.toThrow('an empty file');
    expect(await apply(ofSize(1))).toMatchObject({ bytes: new Uint8Array(1) });
  });
  it('gives a file at all', async () => {
    for (const given of [null, 'text', {}, { bytes: [1] }]) {
      await expect(apply(() => given as unknown as ReturnType<Fix['apply']>)).rejects.toThrow('no file: `bytes`');
    }
    await expect(apply(() => ({ bytes: Uint8Array.of(1), changed: 'all' }) as never)).rejects.toThrow('changed: ');
  });
  it('has bytes of its own', async () => {
    const bytes = Uint8Array.of(1, 2);
    await apply((own) => {
      own.fill(9);
      return { bytes: own, changed: [] };
    }, bytes);
    expect(bytes).toEqual(Uint8Array.of(1, 2));
  });
});

describe('a reporter under guard', () => {
  const render = async (give: () => unknown): Promise<unknown> => {
    const { plugin } = guardOf({ reporters: [{ id: 'list', title: 't', render: give as () => string }] });
    return plugin.reporters?.[0]?.render({} as never, { options: {}, thumbnails: new Map() } as never);
  };
  it('gives a text', async () => {
    expect(await render(() => 'text')).toBe('text');
    await expect(render(() => null)).rejects.toThrow('no text, but null');
    await expect(render(() => 3)).rejects.toThrow('no text, but a number');
  });
});

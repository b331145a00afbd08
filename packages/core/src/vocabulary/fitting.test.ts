import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import type { Subject } from '../model/subject.ts';
import { createRegistry } from '../registry/registry.ts';
import { FactStore } from '../run/fact-store.ts';
import { CHECKS_VALUES } from './fitting.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a' };

it('no test runs without: a built-in fact that gives what its schema does not allow breaks', async () => {
  expect(CHECKS_VALUES).toBe(true);
  const size = (width: unknown) =>
    defineFact<unknown>({
      id: 'size',
      scope: 'thing',
      version: 1,
      title: 'size',
      schema: z.object({ width: z.number() }),
      compute: () => ({ width }),
    });
  const resolved = (width: unknown) => {
    const registry = createRegistry([{ name: 'own', version: '1', facts: [size(width)] }], { builtIn: 'own' });
    const subjects = new Map([['thing', [subject]]]);
    const store = new FactStore({ root: '/', registry, settingsOf: () => ({}), asOf: '2026-01-01', subjects });
    return store.resolve(subject, 'size', {});
  };
  expect(await resolved(3)).toMatchObject({ value: { width: 3 } });
  expect(await resolved('3')).toMatchObject({ unknown: expect.stringMatching(/"size" gave .*: width: /) });
});
